import gzip
import io
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from newsdesk.commands.produce.files import ArticleFile, Unreadable, read_articles


def _read(*paths: str | Path, stdin: bytes = b"") -> list[ArticleFile | Unreadable]:
    return list(read_articles(paths, io.BytesIO(stdin)))


def _articles(*paths: str | Path, stdin: bytes = b"") -> list[ArticleFile]:
    found = _read(*paths, stdin=stdin)
    assert not [each for each in found if isinstance(each, Unreadable)]
    return [each for each in found if isinstance(each, ArticleFile)]


def _unreadable(path: Path) -> Unreadable:
    [found] = _read(path)
    assert isinstance(found, Unreadable)
    return found


def _write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_article_files_a_text_file_is_an_article_with_the_files_name_as_its_id(
    tmp_path: Path,
) -> None:
    [article] = _articles(_write(tmp_path / "rates.2024.txt", "\ufeffRates rise.\r\nAgain."))
    assert json.loads(article.value) == {"id": "rates.2024", "text": "Rates rise.\r\nAgain."}
    assert article.id == "rates.2024"


def test_article_files_an_html_file_is_an_article_with_its_html(tmp_path: Path) -> None:
    [article] = _articles(_write(tmp_path / "a.HTM", "<p>Zürich</p>"))
    assert json.loads(article.value) == {"id": "a", "html": "<p>Zürich</p>"}


@pytest.mark.parametrize(
    ("label", "encoding"),
    [("iso-8859-1", "cp1252"), ("Shift_JIS", "cp932"), ("utf-8", "utf-8"), ("utf-16", "utf-8")],
)
@pytest.mark.parametrize(
    "meta",
    ['<meta charset="{}">', "<META http-equiv=Content-Type content='text/html; charset={}'>"],
)
def test_article_files_html_is_read_in_the_charset_that_it_names(
    tmp_path: Path, meta: str, label: str, encoding: str
) -> None:
    words = "“curly”" if encoding != "cp932" else "ニュース"
    html = meta.format(label) + words
    [article] = _articles(_write(tmp_path / "a.html", html.encode(encoding)))
    assert json.loads(article.value)["html"] == html


def test_article_files_html_in_utf_16_is_known_by_its_byte_order_mark(tmp_path: Path) -> None:
    [article] = _articles(_write(tmp_path / "a.html", "<p>Zürich".encode("utf-16")))
    assert json.loads(article.value)["html"] == "<p>Zürich"


@pytest.mark.parametrize("label", ["klingon", "rot13", "hex", "utf-7", "punycode", "undefined"])
def test_article_files_an_unknown_charset_or_a_bad_byte_does_no_harm(
    tmp_path: Path, label: str
) -> None:
    path = _write(tmp_path / "a.html", f"<meta charset={label}>Zürich \\ud800".encode() + b"\xff")
    [article] = _articles(path)
    assert json.loads(article.value)["html"].endswith("Zürich \\ud800\ufffd")


def test_article_files_the_bytes_of_a_json_object_stay_as_they_are(tmp_path: Path) -> None:
    content = b'\xef\xbb\xbf{ "id" : 7,\n "text": 12.50, "id": 8 }\n'
    [article] = _articles(_write(tmp_path / "a.json", content))
    assert article.value == content
    assert article.id == "8"


def test_article_files_a_json_array_is_several_articles(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.json", '[{"guid": "x", "publisher": {"name": "AP"}}, 5]')
    first, second = _articles(path)
    assert (first.origin, first.id, first.source) == (f"{path}[0]", "x", "AP")
    assert json.loads(first.value) == {"guid": "x", "publisher": {"name": "AP"}}
    assert (second.value, second.id) == (b"5", None)


def test_article_files_an_element_too_deep_to_be_read_is_named_and_the_others_are_read(
    tmp_path: Path,
) -> None:
    deep = "[" * 5_000 + "]" * 5_000
    found = _read(_write(tmp_path / "a.json", f'[{deep}, {{"id": "a"}}]'))
    assert [type(each) for each in found] == [Unreadable, ArticleFile]


def test_article_files_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    lines = b'{"id": "a"}\r\n\n{"id": \n{"id": "\xff"}\n{"id": "b"}'
    path = _write(tmp_path / "a.jsonl", lines)
    first, bad, not_utf8, last = _read(path)
    assert isinstance(first, ArticleFile)
    assert first.value == b'{"id": "a"}'
    assert isinstance(bad, Unreadable)
    assert bad.origin == f"{path}:3"
    assert bad.reason.startswith("not JSON: ")
    assert isinstance(not_utf8, Unreadable)
    assert not_utf8.origin == f"{path}:4"
    assert not_utf8.reason.startswith("not UTF-8 (byte 8); convert it, as with iconv ")
    assert isinstance(last, ArticleFile)
    assert last.origin == f"{path}:5"


def test_article_files_a_folder_is_read_in_order_without_hidden_and_other_files(
    tmp_path: Path,
) -> None:
    names = ("b.txt", "a/z.json", "a/y.ndjson", ".git/c.txt", ".d.txt", "notes", "x.css", "c.html")
    for name in names:
        _write(tmp_path / name, '{"id": "x"}')
    (tmp_path / "again").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    found = [Path(a.origin.split(":")[0]).relative_to(tmp_path) for a in _articles(tmp_path)]
    assert [str(name) for name in found] == ["a/y.ndjson", "a/z.json", "b.txt", "c.html"]


def test_article_files_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    assert _unreadable(tmp_path).reason.startswith("no file in it ends with .txt, ")


def test_article_files_a_file_of_a_kind_that_is_not_read_is_named_with_what_to_do(
    tmp_path: Path,
) -> None:
    path = _write(tmp_path / "a.pdf", "%PDF-1.7")
    reason = "it is PDF, which is not read; save it as .txt or .html"
    assert _unreadable(path) == _unreadable(tmp_path) == Unreadable(str(path), reason)


def test_article_files_unreadable_files_are_reported_with_the_reason(tmp_path: Path) -> None:
    latin = _write(tmp_path / "a.txt", "Zürich".encode("cp1252"))
    assert _unreadable(latin).reason.startswith("not UTF-8 (byte 1); convert it, as with iconv ")
    assert _unreadable(_write(tmp_path / "a.json", "{")).reason.startswith("not JSON: ")
    assert _unreadable(_write(tmp_path / "b.json", " ")).reason == "it is empty"
    assert _unreadable(tmp_path / "gone.txt").reason == "no such file or directory"
    assert _unreadable(tmp_path / "gone").reason == "no such file or directory"


def test_article_files_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert _unreadable(tmp_path) == Unreadable(str(tmp_path / "a.txt"), "no such file or directory")


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_article_files_a_forbidden_file_is_named(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "x")
    path.chmod(0)
    assert _unreadable(path).reason == "permission denied"


def test_article_files_a_file_name_that_is_not_utf8_still_gives_an_id(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as file:
            file.write(b"Coffee")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    [article] = _articles(os.fsdecode(path))
    assert article.id == "caf\ufffd"


def test_article_files_standard_input_is_an_article_a_line() -> None:
    articles = _articles("-", stdin=b'\n{"id": "a"}\n\n{"id": "b"}\n')
    assert [(a.origin, a.id) for a in articles] == [
        ("standard input:2", "a"),
        ("standard input:4", "b"),
    ]


def test_article_files_standard_input_gives_each_line_before_the_next_has_come() -> None:
    read_end, write_end = os.pipe()
    with os.fdopen(read_end, "rb") as stdin, os.fdopen(write_end, "wb", buffering=0) as writer:
        articles = read_articles(["-"], stdin)
        for name in ("a", "b"):
            writer.write(f'{{"id": "{name}"}}\n'.encode())
            article = next(articles)
            assert isinstance(article, ArticleFile)
            assert article.id == name


@pytest.mark.parametrize("indent", [None, 2])
def test_article_files_standard_input_may_be_one_object_or_array(indent: int | None) -> None:
    one = json.dumps({"id": "a", "text": "b"}, indent=indent).encode()
    many = json.dumps([{"id": "a"}, {"id": "b"}], indent=indent).encode()
    assert [article.value for article in _articles("-", stdin=one)] == [one]
    assert [article.id for article in _articles("-", stdin=many)] == ["a", "b"]


def test_article_files_a_broken_first_line_on_standard_input_does_not_hide_the_others() -> None:
    bad, good = _read("-", stdin=b'{"id": \n{"id": "b"}\n')
    assert isinstance(bad, Unreadable)
    assert bad.origin == "standard input:1"
    assert isinstance(good, ArticleFile)


def test_article_files_empty_standard_input_holds_no_articles() -> None:
    assert _read("-", stdin=b"\n \n") == []


def test_article_files_standard_input_that_cannot_be_read_is_named() -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            raise OSError(5, "Input/output error")

    found = list(read_articles(["-"], io.BufferedReader(Broken())))
    assert found == [Unreadable("standard input", "input/output error")]


def _ids(*paths: str | Path) -> list[str | None]:
    return [article.id for article in _articles(*paths)]


def test_article_files_below_a_folder_have_their_paths_as_ids(tmp_path: Path) -> None:
    for name in ("index.html", "a/index.html", "b/c/index.html", "d.txt.gz"):
        _write(tmp_path / name, gzip.compress(b"x") if name.endswith("gz") else "x")
    assert _ids(tmp_path) == ["a/index", "b/c/index", "d", "index"]


def test_article_files_of_one_name_have_different_ids(tmp_path: Path) -> None:
    pages = [_write(tmp_path / name / "index.html", "x") for name in ("a", "b", "c")]
    assert _ids(*pages) == ["index", "b/index", "c/index"]
    assert _ids(*pages[:1]) == _ids(*pages[1:2]) == ["index"]
    assert _ids(*(page.parent for page in pages)) == ["index", "b/index", "c/index"]
    assert _ids(tmp_path, *pages) == ["a/index", "b/index", "c/index"] * 2
    beside = _write(pages[0].parent / "index.txt", "x")
    assert _ids(pages[0], beside) == ["index", "index.txt"]


@pytest.mark.parametrize("ending", ["", ".jsonl", ".json", ".txt", ".csv", ".html", ".xml", ".dat"])
@pytest.mark.parametrize(
    ("content", "count"),
    [
        ('{"id": "a", "text": "Rates rise."}\n{"id": "b", "text": "Rates fall."}\n', 2),
        ('[{"id": "a", "text": "Rates rise."}]', 1),
        ("id,title,text\n1,Rates,Rates rise.\n", 1),
        ("<?xml version='1.0'?><rss><channel><item><description>Rates rise.</description></item>"
         "</channel></rss>", 1),
    ],
)  # fmt: skip
def test_article_files_the_content_says_what_a_file_is(
    tmp_path: Path, ending: str, content: str, count: int
) -> None:
    for packed in (content.encode(), gzip.compress(content.encode()), content.encode("utf-16")):
        assert len(_articles(_write(tmp_path / f"file{ending}", packed))) == count


@pytest.mark.parametrize(
    "text",
    [
        "[UPDATE 2] The council closed three pools.",
        "{ The council closed three pools. }",
        "Title, text and date of the law were not known.\nThe council met.",
        "Headline: Text\nThe council met.",
        "WARCraft tournament opens.",
        "From the start: nothing.\nTo: be sure.\n",
        "<b>Rates</b> rise.",
        "ORC leaders met; PAR1 is a road.",
        "% of voters",
    ],
)
@pytest.mark.parametrize("ending", [".txt", ".md"])
def test_article_files_a_text_stays_a_text(tmp_path: Path, text: str, ending: str) -> None:
    [article] = _articles(_write(tmp_path / f"a{ending}", text))
    assert json.loads(article.value) == {"id": "a", "text": text}


@pytest.mark.parametrize(
    ("name", "content", "advice"),
    [
        ("a.parquet", b"PAR1\x15\x04\x00", "export it as JSON Lines or CSV"),
        ("a.json", b"PAR1\x15\x04\x00", "export it as JSON Lines or CSV"),
        ("a.docx", b"PK\x03\x04", "save it as .txt or .html"),
        ("a.xlsx", b"PK\x03\x04", "save it as CSV"),
        ("a", b"PK\x03\x04", "unpack it, and name the folder"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as .txt or .html"),
        ("a.txt", b"{\\rtf1 x}", "save it as .txt or .html"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "it has no text"),
        ("a.txt", b"R\x00a\x00t\x00e\x00s\x00", "convert it to UTF-8"),
        (
            "a.xml",
            b"<urlset><url/></urlset>",
            "fetch the pages that it lists, and name their folder",
        ),
        ("a.xml", b"<nitf/>", "convert it to ninjs"),
        ("a.xml", b"<doc/>", "convert it to JSON"),
        ("a.opml", b"<opml/>", "fetch the feeds"),
        ("a", b"Rates rise.\n", "if it is text, let its name end with .txt"),
        ("a.txt", b" \n\n", "it is empty"),
        ("a.html", b"", "it is empty"),
        ("a.jsonl", b"", "it is empty"),
        ("a.jsonl", b"Rates rise.\nRates fall.\n", "it is not JSON Lines"),
        ("a.warc", b"x", "it is not WARC"),
    ],
)
def test_article_files_what_is_not_read_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, advice: str
) -> None:
    assert _unreadable(_write(tmp_path / name, content)).reason.endswith(advice)


def test_article_files_a_large_file_takes_little_memory(tmp_path: Path) -> None:
    line = b'{"id": "a", "text": "' + b"Rates rise. " * 800 + b'"}'
    for name, begin, between, end in (("a", b"", b"\n", b""), ("b", b"[", b",", b"]")):
        path = tmp_path / f"{name}.jsonl.gz"
        with gzip.open(path, "wb", compresslevel=1) as file:
            file.write(begin + between.join([line] * 2_000) + end)
        tracemalloc.start()
        count = sum(1 for _ in read_articles([path], io.BytesIO()))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == 2_000
        assert peak < 8_000_000
