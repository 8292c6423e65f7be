import time

import pytest

from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from newsdesk.schemas import decode_article
from tests.newsdesk.produce.reading_tools import fields, read

HEAD = (
    '<?xml version="1.0" encoding="{}"?>\n<rss version="2.0"'
    ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Marl Observer, Zürich</title>'
    "<language>en-gb</language>"
)
END = "</channel></rss>"
ITEM = (
    "<item><title>Pools &amp; parks</title><link>https://example.org/1</link>"
    '<guid isPermaLink="false">g-1</guid><pubDate>Mon, 19 Jan 2026 10:15:00 +0100</pubDate>'
    "<dc:creator>Ada Quill</dc:creator><category>Local</category><category>Sport</category>"
    "<description>A teaser.</description>"
    "<content:encoded><![CDATA[<p>The <time>council</time> met.</p><p>Café &amp; bar.</p>]]>"
    "</content:encoded></item>"
)
ARTICLE = {
    "id": "g-1",
    "title": "Pools & parks",
    "url": "https://example.org/1",
    "source": "Marl Observer, Zürich",
    "language": "en-gb",
    "published_at": "Mon, 19 Jan 2026 10:15:00 +0100",
    "author": "Ada Quill",
    "tags": ["Local", "Sport"],
    "html": "<p>The <time>council</time> met.</p><p>Café &amp; bar.</p>",
    "description": "A teaser.",
}


def rss(*items: str, encoding: str = "utf-8") -> bytes:
    return (HEAD.format(encoding) + "".join(items) + END).encode(encoding, "xmlcharrefreplace")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_feed_rss_item_is_an_article_with_its_content(encoding: str) -> None:
    assert fields(rss(ITEM, encoding=encoding)) == [ARTICLE]
    [found] = read(rss(ITEM, encoding=encoding))
    assert found.origin == "f[0]"


def test_feed_rss_article_is_what_the_worker_reads() -> None:
    [found] = read(rss(ITEM))
    assert not isinstance(found, Unreadable)
    article = decode_article(found.value)
    assert article.published_at
    assert article.published_at.isoformat() == "2026-01-19T10:15:00+01:00"
    assert (article.id, article.title, article.source) == (
        "g-1",
        "Pools & parks",
        "Marl Observer, Zürich",
    )


def test_feed_rss_summary_is_the_text_where_there_is_no_other() -> None:
    plain = "<item><link>https://example.org/2</link><description>Rates rise.</description></item>"
    markup = "<item><description>&lt;p&gt;Rates &amp;amp; prices.&lt;/p&gt;</description></item>"
    first, second = fields(rss(plain, markup))
    assert first["id"] == first["url"] == "https://example.org/2"
    assert first["text"] == "Rates rise."
    assert second["html"] == "<p>Rates &amp; prices.</p>"


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ("<description>Pools close.</description>{}", "Pools close."),
        ("{}<description>Pools close.</description>", "Pools close."),
        ("<media:content url='x'>{}</media:content><description>Pools.</description>", "Pools."),
        ("<media:group>{}</media:group>", "A pool, seen from above on a long summer's day."),
        ("<description>Pools close.</description><media:description/>", "Pools close."),
    ],
)
@pytest.mark.parametrize("kind", ["", ' type="plain"'])
def test_feed_description_of_a_picture_is_not_that_of_its_item(
    parts: str, text: str, kind: str
) -> None:
    caption = f"<media:description{kind}>A pool, seen from above on a long summer's day."
    item = f"<item>{parts.format(caption + '</media:description>')}</item>"
    content = rss(item).replace(b"<rss ", b'<rss xmlns:media="http://search.yahoo.com/mrss/" ')
    assert [each["text"] for each in fields(content)] == [text]


def test_feed_export_of_wordpress_has_the_status_of_each_post() -> None:
    posts = [
        f"<item><description>Rates rise.</description><wp:status>{status}</wp:status></item>"
        for status in ("publish", "draft", "private")
    ]
    content = rss(*posts).replace(b"<rss ", b'<rss xmlns:wp="http://wordpress.org/export/1.2/" ')
    values = [found.value for found in read(content) if isinstance(found, ArticleFile)]
    statuses = [decode_article(value).status for value in values]
    assert statuses == ["usable", "withheld", "withheld"]


def test_feed_item_of_another_source_has_that() -> None:
    item = "<item><source url='x'>Other Post</source><description>Rates rise.</description></item>"
    assert fields(rss(item))[0]["source"] == "Other Post"


def test_feed_item_without_a_text_is_named_and_the_others_are_read() -> None:
    bare = "<item><title>Pools</title><link>https://example.org/3</link></item>"
    first, second = fields(rss(bare, ITEM))
    assert first == "the item has no text; fetch its page, and send that"
    assert second == ARTICLE


def test_feed_atom_entry_is_an_article() -> None:
    entry = (
        '<entry xml:lang="de"><id>urn:1</id><title>Becken</title>'
        '<link href="https://example.org/a"/><updated>2026-01-19T10:15:00Z</updated>'
        "<summary>Kurz.</summary>{}</entry>"
    )
    xhtml = (
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Drei <b>Becken</b>.'
        "</p></div></content>"
    )
    html = '<content type="html">&lt;p&gt;Drei Becken.&lt;/p&gt;</content>'
    text = '<content type="text">Drei Becken: 1 &lt; 2.</content>'
    head = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>'
    found = fields(head + "".join(entry.format(each) for each in (xhtml, html, text)) + "</feed>")
    common = {
        "id": "urn:1",
        "title": "Becken",
        "url": "https://example.org/a",
        "source": "Post",
        "language": "de",
        "published_at": "2026-01-19T10:15:00Z",
        "description": "Kurz.",
    }
    assert found == [
        common | {"html": "<p>Drei <b>Becken</b>.</p>"},
        common | {"html": "<p>Drei Becken.</p>"},
        common | {"text": "Drei Becken: 1 < 2."},
    ]


def test_feed_rss_1_is_read() -> None:
    feed = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        '<channel rdf:about="x"><title>Post</title></channel><item rdf:about="https://e.org/1">'
        "<title>Pools</title><link>https://e.org/1</link><description>Three closed.</description>"
        "<dc:date>2026-01-19T10:15:00+01:00</dc:date></item></rdf:RDF>"
    )
    [article] = fields(feed)
    assert article["text"] == "Three closed."
    assert article["published_at"] == "2026-01-19T10:15:00+01:00"


@pytest.mark.parametrize(
    "text", ["Café&nbsp;&eacute;t&eacute; & bar.", "Fish & chips <br> daily.", "1 < 2 & 3"]
)
def test_feed_that_is_no_xml_is_read_all_the_same(text: str) -> None:
    [article] = fields(rss(f"<item><title>A</title><description>{text}</description></item>"))
    assert article["title"] == "A"
    assert (article.get("text") or article["html"]).strip()


def test_feed_that_is_cut_loses_no_more_than_its_last_item() -> None:
    whole = rss(ITEM, ITEM).decode()
    first, second = fields(whole[: whole.rindex("Café")])
    assert first == ARTICLE
    assert second == "the feed ends early, in this item or after it"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (rss(), "the feed has no items"),
        (b"<rss", "it is neither JSON, "),
        (b"<?xml version='1.0'?><rss><channel>", "the feed has no items"),
    ],
)
def test_feed_without_items_is_refused(content: bytes, reason: str) -> None:
    [found] = fields(content)
    assert found.startswith((reason, "it is no feed that can be read: "))


@pytest.mark.parametrize("between", ["", "\n", "\n<!-- a comment -->\n"])
def test_feed_entities_are_neither_expanded_nor_fetched(between: str) -> None:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(12))
    doctype = (
        f'<!DOCTYPE rss [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">'
        '<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;]>'
    )
    item = "<item><description>Rates &l12; rise &f; again.</description></item>"
    declaration, rest = rss(item).decode().split("\n", 1)
    begin = time.process_time()
    [found] = read(declaration + between + doctype + rest)
    assert time.process_time() - begin < 5
    assert not isinstance(found, Unreadable)
    assert b"again." in found.value
    assert len(found.value) < 500
    assert b"root:" not in found.value


@pytest.mark.parametrize("part", ["<a ", "&lt;a ", "<![", "<b>", "&amp;", "<!--", "]]>", "&x;"])
def test_feed_takes_time_in_proportion_to_its_length(part: str) -> None:
    short, long = (_cpu_seconds(part * number) for number in (10_000, 40_000))
    assert long < 0.2 or long < 12 * short


def _cpu_seconds(text: str) -> float:
    feed = rss(f"<item><description>A & b {text}</description></item>")
    begin = time.process_time()
    read(feed)
    return time.process_time() - begin
