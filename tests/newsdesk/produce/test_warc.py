import gzip
import json

import pytest

from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from tests.newsdesk.produce.reading_tools import fields, read

DATE = "2026-01-19T10:15:00Z"


def record(
    url: str | None, block: bytes, kind: str = "response", media_type: str = "application/http"
) -> bytes:
    address = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\n{address}WARC-Date: {DATE}\r\n"
        f"WARC-Record-ID: <urn:uuid:0>\r\nContent-Type: {media_type}\r\n"
        f"Content-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def answer(
    body: bytes, media_type: str = "text/html", status: str = "200 OK", more: str = ""
) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n{more}\r\n".encode() + body


INFO = record(None, b"software: test\r\n", "warcinfo", "application/warc-fields")
PAGE = record("https://example.org/1", answer("<p>Zoë paid 5 €.</p>".encode(), "text/html"))
ARTICLE = {
    "id": "https://example.org/1",
    "url": "https://example.org/1",
    "crawled_at": DATE,
    "html": "<p>Zoë paid 5 €.</p>",
}


@pytest.mark.parametrize("ending", [".warc", ""])
def test_warc_page_is_an_article_with_its_address(ending: str) -> None:
    assert fields(INFO + PAGE + PAGE, ending) == [ARTICLE, ARTICLE]
    assert fields(b"".join(map(gzip.compress, (INFO, PAGE))), ending) == [ARTICLE]
    assert fields(gzip.compress(INFO + PAGE), ending) == [ARTICLE]


@pytest.mark.parametrize(
    ("body", "more"),
    [
        (gzip.compress(b"<p>Rates rise.</p>"), "Content-Encoding: gzip\r\n"),
        (b"9\r\n<p>Rates \r\n9\r\nrise.</p>\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
    ],
    ids=["gzip", "chunked"],
)
def test_warc_page_is_read_as_it_was_before_it_was_sent(body: bytes, more: str) -> None:
    [article] = fields(record("https://example.org/1", answer(body, more=more)))
    assert article["html"] == "<p>Rates rise.</p>"


@pytest.mark.parametrize(
    ("media_type", "head", "encoding"),
    [
        ("text/html; charset=windows-1252", "", "cp1252"),
        ('text/html;charset="UTF-8"', "", "utf-8"),
        ("text/html; charset=windows-1251", "<meta charset=utf-8>", "cp1251"),
        ("application/xhtml+xml", "<meta charset=windows-1252>", "cp1252"),
    ],
)
def test_warc_page_is_decoded_as_its_header_says(media_type: str, head: str, encoding: str) -> None:
    html = f"{head}<p>“{'Цены' if encoding == 'cp1251' else 'Zoë'}”</p>"
    body = answer(html.encode(encoding), media_type)
    [article] = fields(record("https://example.org/1", body))
    assert article["html"] == html


def test_warc_other_records_are_passed_over() -> None:
    others = [
        record("https://example.org/2", b"GET /2 HTTP/1.1\r\n\r\n", "request"),
        record("https://example.org/2", b"via: x", "metadata", "application/warc-fields"),
        record("https://example.org/2", answer(b"Gone.", status="404 Not Found")),
        record("https://example.org/2", answer(b"", status="301 Moved", more="Location: /1\r\n")),
        record("https://example.org/2", answer(b"\x89PNG\r\n\x1a\n\x00", "image/png")),
        record("https://example.org/2", answer(b"body {}", "text/css")),
        record("dns:example.org", b"x", "resource", "text/dns"),
    ]
    assert fields(b"".join([INFO, *others, PAGE, *others])) == [ARTICLE]


def test_warc_converted_text_is_an_article() -> None:
    [article] = fields(
        record("https://example.org/1", "Rates rise, Zoë.".encode(), "conversion", "text/plain"),
        ".wet",
    )
    assert article["text"] == "Rates rise, Zoë."


def test_warc_resource_is_a_page() -> None:
    page = record("https://example.org/1", b"<p>Rates rise.</p>", "resource", "text/html")
    assert fields(page)[0]["html"] == "<p>Rates rise.</p>"


def test_warc_that_ends_early_has_what_precedes() -> None:
    for content in (PAGE + PAGE[:-20], gzip.compress(PAGE + PAGE)[:-12]):
        first, *faults = read(content)
        assert isinstance(first, ArticleFile)
        assert json.loads(first.value) == ARTICLE
        assert any(isinstance(each, Unreadable) for each in faults)


@pytest.mark.parametrize(
    "content",
    [
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 10\r\n\r\n<html></html>\r\n",
        b"WARC/1.0\r\nhello",
        b"WARC/1.0\r\nContent-Length: -7\r\n\r\n",
        INFO,
        INFO[:40],
        record("https://example.org/1", answer(b" ")),
        record("https://example.org/1", b"no answer at all"),
    ],
)
def test_warc_without_a_page_is_refused(content: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    found = read(content, ".warc")
    assert found
    assert all(isinstance(each, Unreadable) for each in found)
    assert capfd.readouterr() == ("", "")


def test_warc_wrong_length_is_no_reason_to_lose_other_pages(
    capfd: pytest.CaptureFixture[str],
) -> None:
    wrong = PAGE.replace(b"Content-Length: ", b"Content-Length: 1", 1)
    found = read(PAGE + PAGE.replace(b"</p>", b"</p>\r\nmore") + wrong)
    assert isinstance(found[0], ArticleFile)
    assert capfd.readouterr() == ("", "")
