"""Families of pages that are made to be slow: each is a piece of markup, over and over."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

_TEXT = "The river rose by two metres overnight, the council said on Monday. "
_START = "<html><head><title>The river rose</title></head><body>"


@dataclass(frozen=True, slots=True)
class Repeated:
    """`piece` between `start` and `end`, as often as fits; `{n}` in it is a running number."""

    piece: str
    start: str = _START
    end: str = ""

    def __call__(self, characters: int) -> str:
        room = characters - len(self.start) - len(self.end)
        if "{n}" not in self.piece:
            return self.start + self.piece * (room // len(self.piece)) + self.end
        count = room // (len(self.piece) + 2)
        return (
            self.start + "".join(self.piece.replace("{n}", str(i)) for i in range(count)) + self.end
        )


@dataclass(frozen=True, slots=True)
class Nested:
    """`opening` so many levels deep, with `inner` inside, closed again; and again."""

    opening: str
    closing: str
    depth: int
    inner: str = "a"

    def __call__(self, characters: int) -> str:
        piece = self.opening * self.depth + self.inner + self.closing * self.depth
        return _START + piece * max(1, characters // len(piece))


def _json(piece: str, start: str = "", end: str = "") -> Repeated:
    opening = '<html><head><title>x</title><script type="application/ld+json">' + start
    return Repeated(piece, opening, end + f"</script></head><body><p>{_TEXT}</p></body></html>")


def _article(piece: str, start: str = "", end: str = "") -> Repeated:
    schema = '{"@context":"https://schema.org","@type":"NewsArticle",'
    return _json(piece, schema + start, end + "}")


def _meta(name: str, piece: str, attribute: str = "name") -> Repeated:
    opening = f'<html><head><title>x</title><meta {attribute}="{name}" content="'
    return Repeated(piece, opening, f'"></head><body><p>{_TEXT}</p></body></html>')


def _head(piece: str) -> Repeated:
    return Repeated(
        piece, "<html><head><title>x</title>", f"</head><body><p>{_TEXT}</p></body></html>"
    )


def _within(start: str, piece: str, end: str = "") -> Repeated:
    return Repeated(piece, _START + start, end)


FAMILIES: Mapping[str, Callable[[int], str]] = {
    # JSON-LD
    "ld quotes escaped": _json('\\"'),
    "ld quotes": _json('"'),
    "ld author": _json('"author":'),
    "ld author name": _json('"author":{"name":"A{n} B"},'),
    "ld person": _json('"Person"'),
    "ld person names": _json('"Person" "names'),
    "ld publisher": _json('"publisher":'),
    "ld type": _json('"@type":['),
    "ld types": _json('"@type":"ImageObject",'),
    "ld headline": _json('"headline": '),
    "ld comments": _json("<!--"),
    "ld less than": _json("<"),
    "ld spaces": _json(" "),
    "ld braces": _json("{"),
    "ld brackets": _json("["),
    "ld nested graph": _json('{"@graph":'),
    "ld body p": _article("<p ", '"articleBody":"', '"'),
    "ld body p equals": _article("=", '"articleBody":"<p ', '"'),
    "ld body comments": _article("<!--", '"articleBody":"', '"'),
    "ld body entities": _article("&lt;p&gt;a", '"articleBody":"', '"'),
    "ld body nested": _article("<div>", '"articleBody":"', '"'),
    "ld body text": _article(_TEXT, '"articleBody":"', '"'),
    "ld body unicode": _article("\\u0041", '"articleBody":"', '"'),
    "ld headline text": _article("a - ", '"headline":"', '"'),
    "ld authors": _article('{"@type":"Person","name":"Ann B{n}"},', '"author":[', "{}]"),
    "ld author text": _article("Ann B{n}, ", '"author":"', '"'),
    "ld sections": _article('"s{n}",', '"articleSection":[', '""]'),
    "ld graph persons": _json(
        '{"@type":"Person","name":"Ann B{n}"},',
        '{"@context":"https://schema.org","@graph":[',
        "{}]}",
    ),
    "ld graph articles": _json(
        '{"@type":"NewsArticle","articleBody":"Rain fell on town {n} for hours."},',
        '{"@context":"https://schema.org","@graph":[',
        "{}]}",
    ),
    "ld steps": _article('{"text":"Stir {n} times"},', '"recipeInstructions":[', "{}]"),
    "ld many scripts": _head(
        '<script type="application/ld+json">{"@type":"Person","name":"A B{n}"}</script>'
    ),
    "ld many broken": _head('<script type="application/ld+json">{"author":"A B{n}</script>'),
    "ld settings": _head('<script type="application/settings+json">"author":</script>'),
    # meta
    "meta author brackets": _meta("author", "(a "),
    "meta author quotes": _meta("author", "'a"),
    "meta author comments": _meta("author", "&lt;!--"),
    "meta author digits": _meta("author", "1 "),
    "meta author words": _meta("author", "ann "),
    "meta author at": _meta("author", "@"),
    "meta author mail": _meta("author", "a@b."),
    "meta author to": _meta("author", " to "),
    "meta authors list": _meta("author", "Ann B{n};"),
    "meta description": _meta("description", "Rain fell. "),
    "meta description words": _meta("description", "a "),
    "meta description long words": _meta("description", "a" * 79 + " "),
    "meta description less": _meta("description", "&lt;"),
    "meta og title": _meta("og:title", " - a", "property"),
    "meta og author": _meta("og:author", "(a ", "property"),
    "meta og url": _meta("og:url", "http://a.", "property"),
    "meta title dashes": _meta("title", " | "),
    "meta title comments": _meta("title", "&lt;!-- "),
    "meta keywords": _meta("keywords", "a, "),
    "meta date": _meta("date", "2024-01-"),
    "meta many authors": _head('<meta name="author" content="Ann B{n}">'),
    "meta many titles": _head('<meta name="title" content="">'),
    "meta many descriptions": _head('<meta name="description" content="{n}">'),
    "meta many og": _head('<meta property="og:title" content="{n}">'),
    "meta many tags": _head('<meta property="article:tag" content="t{n}">'),
    "meta many dates": _head('<meta property="article:published_time" content="{n}">'),
    "meta many unknown": _head("<meta content=a>"),
    "meta in body": Repeated("<meta name=a content=b>x "),
    # title, links and dates
    "title spaces": Repeated(
        " ", "<html><head><title>", "a</title></head><body><p>b</p></body></html>"
    ),
    "title dashes": Repeated(
        " - ", "<html><head><title>a", "</title></head><body><p>b</p></body></html>"
    ),
    "title text": Repeated(
        "river ", "<html><head><title>a", "</title></head><body><p>b</p></body></html>"
    ),
    "many titles": _head("<title>a</title>"),
    "link canonical": Repeated(
        "a/", '<html><head><link rel="canonical" href="http://a.b/', '"></head><body><p>b</p>'
    ),
    "links alternate": _head('<link rel="alternate" href="/{n}">'),
    "h1": Repeated("<h1>a</h1>"),
    "h1 long": _within("<h1>", "river ", "</h1>"),
    "h2 empty": Repeated("<h2></h2>"),
    "time": Repeated("<time datetime='2024-01-01'>x</time>"),
    "abbr": Repeated("<abbr class=published title='2024-01-{n}'>x</abbr>"),
    "dates": Repeated("12.03.2019 "),
    "years": Repeated("2019-"),
    "copyright": Repeated("© "),
    "digits": Repeated("1"),
    # attributes
    "attributes": _within("<p ", "a{n}=1 ", f">{_TEXT}</p>"),
    "attributes empty": _within("<p ", "a{n} ", f">{_TEXT}</p>"),
    "attributes same": _within("<p ", "a=1 ", f">{_TEXT}</p>"),
    "attributes on meta": Repeated(
        "a{n}=1 ", "<html><head><meta ", f"></head><body><p>{_TEXT}</p></body></html>"
    ),
    "attributes on html": Repeated("a{n}=1 ", "<html ", f"><body><p>{_TEXT}</p></body></html>"),
    "attributes of 60": Repeated("<p " + " ".join(f"a{i}=1" for i in range(60)) + ">a</p>"),
    "class long": _within('<div class="', "cookie ", f'"><p>{_TEXT}</p></div>'),
    "class of many": Repeated('<p class="cookie consent c{n}">a</p>'),
    "class comment": Repeated('<div class="comment c{n}">a</div>'),
    "class footer": Repeated('<div class="footer"><a href="/{n}">a</a></div>'),
    "id long": _within('<p id="', "foot-", f'">{_TEXT}</p>'),
    "style none": Repeated('<p style="display: none">a</p>x '),
    "href long": _within('<a href="', "/category/", f'">{_TEXT}</a>'),
    "data uri": _within('<img src="data:image/png;base64,', "QUJD", f'"><p>{_TEXT}</p>'),
    "data uris": Repeated('<img src="data:image/png;base64,QUJD">a '),
    "discourse": _within(
        '<div id="data-preloaded" data-preloaded="{&quot;topic_1&quot;:&quot;',
        "&lt;p ",
        '&quot;}"></div>',
    ),
    "unclosed attribute": _within('<p title="', "a>"),
    "quotes in tag": _within("<p ", "'\" "),
    # blocks
    "p": Repeated("<p>"),
    "p a": Repeated("<p>a"),
    "p ab": Repeated("<p>a {n}</p>"),
    "p sentence": Repeated(f"<p>{_TEXT}</p>"),
    "p distinct": Repeated(
        "<p>In village {n} the river rose by two metres overnight, they said.</p>"
    ),
    "p with commas": Repeated("<p>a, b, c, d, e, f, g, h, i, j, k, l, m</p>"),
    "p links": Repeated('<p><a href="/{n}">a</a></p>'),
    "p br": _within("<p>", "a<br>"),
    "p br br": Repeated("a<br><br>"),
    "br": Repeated("<br>"),
    "hr text": Repeated("a<hr>"),
    "div": Repeated("<div>a</div>"),
    "div text": Repeated("<div>a</div>b "),
    "div divs": Repeated("<div><div>a</div></div>"),
    "div open": Repeated("<div>"),
    "div open a": Repeated("<div>a "),
    "span": Repeated("<span>a</span> "),
    "span open": Repeated("<span>a"),
    "b open": Repeated("<b>a"),
    "font open": Repeated("<font>a "),
    "a": Repeated('<a href="/{n}">a</a> '),
    "a long": Repeated('<a href="/{n}">The river rose overnight</a>'),
    "a open": Repeated("<a href=x>a "),
    "img": Repeated("<img src=a.png alt=b>"),
    "img text": Repeated("<img src=a.png>a "),
    "h2": Repeated("<h2>a</h2>"),
    "h3 p": Repeated("<h3>Town {n}</h3><p>It rained.</p>"),
    "ul li": _within("<ul>", "<li>a"),
    "uls": Repeated("<ul><li>a</li></ul>"),
    "ul li a": _within("<ul>", '<li><a href="/{n}">a</a></li>'),
    "li open": Repeated("<li>"),
    "ol li p": _within("<ol>", "<li><p>a</p></li>"),
    "dl": _within("<dl>", "<dt>a<dd>b"),
    "blockquote": Repeated("<blockquote>a</blockquote>"),
    "blockquote p": Repeated("<blockquote><p>a {n}</p></blockquote>"),
    "pre": Repeated("<pre>a\nb</pre>"),
    "pre span": Repeated("<pre><span class=hljs-a>a</span></pre>"),
    "code": Repeated("<code>a</code> "),
    "q": Repeated("<q>a</q> "),
    "article": Repeated("<article>a</article>"),
    "article p": Repeated(f"<article><p>{_TEXT}{_TEXT}</p></article>"),
    "section": Repeated("<section><p>a</p></section>"),
    "main": Repeated("<main><p>a</p></main>"),
    "aside": Repeated("<aside>a</aside>b "),
    "nav": Repeated("<nav>a</nav>b "),
    "header": Repeated("<header><h1>a</h1></header>"),
    "footer": Repeated("<footer>a</footer>b "),
    "form": Repeated("<form>a</form>b "),
    "form input": Repeated("<form><input>a</form>"),
    "select": _within("<select>", "<option>a"),
    "button": Repeated("<button>a</button>b "),
    "iframe": Repeated("<iframe src=a></iframe>b "),
    "object": Repeated("<object><p>a</p></object>"),
    "figure": Repeated("<figure><img src=a.png><figcaption>a</figcaption></figure>"),
    "picture": Repeated("<picture><source><img src=a.png></picture>b "),
    "video": Repeated("<video>a</video>b "),
    "details": Repeated("<details><summary>a</summary>b</details>"),
    "sup": Repeated("a<sup>1</sup>"),
    "sub empty": Repeated("a<sub></sub>"),
    "del": Repeated("<del>a</del> "),
    "math": Repeated('<math alttext="x"></math>a '),
    "math annotation": Repeated(
        '<math><annotation encoding="application/x-tex">x</annotation></math>'
    ),
    "svg": Repeated("<svg><path d=M0></svg>a "),
    "noscript": Repeated("<noscript>a</noscript>b "),
    "template": Repeated("<template>a</template>b "),
    "custom": Repeated("<x-{n}>a</x-{n}>"),
    "body": Repeated("<body>a"),
    "html": Repeated("<html>a"),
    "head": Repeated("<head>a"),
    "frameset": Repeated("<frameset><frame>"),
    "cookie banners": Repeated('<div id="cookie-banner">a</div>b '),
    "empty paragraphs": Repeated("<p> </p>\n"),
    # tables
    "td": _within("<table><tr>", "<td>a"),
    "td empty": _within("<table><tr>", "<td>"),
    "td colspan": _within("<table>", "<tr><td colspan=1000>a"),
    "td colspan row": _within("<table><tr>", "<td colspan=100>a"),
    "td rowspan": _within("<table>", "<tr><td rowspan=1000>a"),
    "td rowspan row": _within("<table><tr>", "<td rowspan=100>a"),
    "td wide once": _within("<table><tr><td colspan=100>a", "<tr><td>a"),
    "td wide text": _within("<table><tr><td colspan=100>a", "<tr><td>a</td> b</tr>c"),
    "td digits": _within("<table><tr><td colspan=", "9", ">a</table>"),
    "tr": _within("<table>", "<tr><td>a"),
    "tr wide": _within("<table><tr>" + "<td>a" * 100, "<tr><td>a"),
    "th": _within("<table><tr>", "<th>a"),
    "tables": Repeated("<table><tr><td>a</td></tr></table>"),
    "table open": Repeated("<table><tr><td>"),
    "table open text": Repeated("<table><tr><td>a "),
    "caption": _within("<table>", "<caption>a"),
    "tbody": _within("<table>", "<tbody><tr><td>a"),
    "td list": _within("<table><tr>", "<td><ul><li>a</ul>"),
    "td p": _within("<table><tr>", "<td><p>a</p>"),
    # nested
    "nested 30 div": Nested("<div>", "</div>", 30),
    "nested 60 div text": Nested("<div>a", "</div>", 60),
    "nested 100 div": Nested("<div>", "</div>", 100),
    "nested 200 div": Nested("<div>", "</div>", 200),
    "nested 200 div text": Nested("<div>a ", "</div>", 200, _TEXT),
    "nested 240 p": Nested("<div><p>a</p>", "</div>", 120, _TEXT),
    "nested span": Nested("<span>a", "</span>", 200),
    "nested b": Nested("<b>", "</b>", 200, _TEXT),
    "nested ul": Nested("<ul><li>", "</ul>", 60),
    "nested ul text": Nested("<ul><li>a ", "</ul>", 60),
    "nested quotes": Nested("<blockquote>a", "</blockquote>", 100),
    "nested table": Nested("<table><tr><td>", "</table>", 20),
    "nested table deep": Nested("<table><tr><td>a", "</table>", 60),
    "nested article": Nested("<article>a", "</article>", 100),
    "nested section p": Nested("<section><p>a</p>", "</section>", 50),
    "nested figure": Nested("<figure>", "</figure>", 100, "<table><tr><td>a</table>"),
    "nested math": Nested("<math alttext=x>", "</math>", 100),
    "nested form": Nested("<div><form>", "</form></div>", 50),
    "nested dl": Nested("<dl><dd>", "</dl>", 60),
    "nested 200 wide": Nested("<div>", "</div>", 200, "<p>a</p>" * 2_000),
    "nested 100 long": Nested("<div>", "</div>", 100, f"<p>{_TEXT}</p>" * 5_000),
    # what is no markup
    "less than": Repeated("<"),
    "greater than": Repeated(">"),
    "ampersand": Repeated("&"),
    "entities": Repeated("&amp;"),
    "entities bare": Repeated("&#"),
    "entities long": _within("&", "a"),
    "comments": Repeated("<!-- a -->b "),
    "comment open": Repeated("<!--"),
    "comment dashes": _within("<!--", "--!"),
    "comment less": Repeated("<!-- >"),
    "cdata": Repeated("<![CDATA[a"),
    "pi": Repeated("<?a "),
    "pi closed": Repeated("<?a?>b "),
    "doctype": Repeated("<!DOCTYPE a"),
    "script open": Repeated("<script>"),
    "script": Repeated("<script>a</script>b "),
    "style": Repeated("<style>a{b:c}</style>d "),
    "textarea open": Repeated("<textarea>"),
    "title open": Repeated("<title>"),
    "plaintext": Repeated("<plaintext>"),
    "p space": Repeated("<p "),
    "p slash": Repeated("<p/"),
    "p equals": Repeated("<p ="),
    "end tags": Repeated("</p>"),
    "end tags other": Repeated("</x>a"),
    "misnested": Repeated("<b><i>a</b>b</i>"),
    "misnested a p": Repeated("<a><p>a</a>b"),
    "nul": Repeated("\x00"),
    "newlines": Repeated("\n"),
    "line of words": _within("<p>", "river "),
    "word": _within("<p>", "a"),
    "bars": _within("<p>", "| "),
    "bar lines": _within("<pre>", "| a | b |\n"),
    "words of accents": _within("<p>", "é"),
    "facebook": _within("<p>", "Facebook\n"),
    "spaces": _within("<p>a", " ", "b</p>"),
    "tabs in pre": _within("<pre>a", "\t", "b</pre>"),
    # fragments, which have no page around them
    "fragment text": Repeated(_TEXT, ""),
    "fragment blank lines": Repeated("<b>a</b>\n \n", ""),
    "fragment escaped": Repeated("&lt;p&gt;a", ""),
    "fragment p": Repeated(f"<p>{_TEXT}</p>", ""),
    "fragment p a": Repeated("<p>a", ""),
    "fragment p in one": Repeated("<b>a</b> ", "<p>"),
    "fragment li link": Repeated("<li><a href=a>The river rose in town {n}</a>", "<ul>"),
    "fragment ul link": Repeated("<ul><li><a href=a>The river rose here</a></ul>", ""),
    "fragment ul after p": Repeated("Read more<ul><li><a href=a>The river rose</a></ul>", "<p>"),
    "fragment table": Repeated("<table><tr><td>a<td>b</table>", ""),
    "fragment tables nested": Nested("<table><tr><td>a", "</table>", 80),
    "fragment cell": Repeated("<p>a</p>b", "<table><tr><td>"),
    "fragment rows": Repeated("<tr><td>a<td>b", "<table>"),
    "fragment q": Repeated("<q>a ", ""),
    "fragment math": Repeated("<math><mi>a", ""),
    "fragment struck": Repeated("<del>a</del> <ins>b</ins>", "<p>"),
    "fragment inserted": Repeated(" <ins>", "<p><del>a</del>"),
    "fragment time": Repeated("It rose on <time>Monday</time>.", "<p>"),
    "fragment custom": Repeated("<x-a>a</x-a><x-b><p>b</x-b>", ""),
    "fragment custom open": Repeated("<x-a>a ", ""),
    "fragment wbr": Repeated("a<wbr>", "<p>"),
    "fragment source": Repeated("<source>a", "<video></video>"),
    "fragment glued": Repeated("end.<b>Then</b>", "<p>"),
    "fragment caption": Repeated("<figure><figcaption>a</figcaption></figure>", "<p>b</p>"),
    "fragment header": Repeated("<header>a</header>", "<html><section>" + "<div>" * 40),
    "fragment hidden": Repeated("<span hidden>a</span><div hidden>b</div>", ""),
    "fragment named": Repeated("<div class='share ad-b newsletter-c'>a</div>", ""),
    "fragment class": Repeated("ad-", "<div class='", "'>a</div>"),
    "fragment style": Repeated("; ", "<div style='", "'>a</div>"),
    "fragment form": Repeated("<form><input>a</form>", ""),
    "fragment button": Repeated("a <button>b</button> c", ""),
    "fragment article": Repeated("<article>a</article>", ""),
    "lost lists": _within(f"<nav></nav><p>{_TEXT}", f"<ul><li>a {{n}}</ul><p>{_TEXT}{{n}}"),
    "lost leaves": _within("<nav></nav>", f"<p>{_TEXT}{{n}}</p><div><b>a</b>b</div>"),
}
