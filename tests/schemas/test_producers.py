"""Articles as many producers send them are read as the same article."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from jsonschema import Draft202012Validator

from newsdesk.schemas import Article, Reason, article_id
from newsdesk.schemas.article_shapes import text_field
from newsdesk.schemas.json_schema import json_schemas
from tests.schemas.decoding import LONG, decode, refusal
from tests.schemas.producers import LINKED, PAGE, RAIN, URL, WHOLE

SCHEMA = Draft202012Validator(json_schemas()["article.schema.json"])


@pytest.mark.parametrize("name", WHOLE)
def test_an_article_is_read_whole(name: str) -> None:
    article = decode(WHOLE[name])
    body = " ".join((article.text or article.html or "").split())
    assert body.replace("</p> <p>", " ") in (RAIN, PAGE)
    assert (article.title, article.url, article.source) == ("Rain ahead", URL, "The Post")
    assert article.published_at == datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    assert SCHEMA.is_valid(WHOLE[name])


@pytest.mark.parametrize("name", WHOLE)
def test_clients_find_what_the_worker_finds(name: str) -> None:
    article = decode(WHOLE[name])
    assert article_id(WHOLE[name]) in (None, article.id)
    assert text_field(WHOLE[name], "source") == article.source


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_not_read_is_kept(name: str) -> None:
    """Each string and number of the message is in a field, in the body, or in `extra`."""
    article = decode(WHOLE[name])
    kept = orjson.dumps(article.extra).decode()
    read = (article.text or article.html or "") + repr(article)
    lost = [v for v in _values(WHOLE[name]) if str(v) not in kept and str(v) not in read]
    assert [v for v in lost if not _is_read(v, article)] == []


def _values(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [
            v
            for name, part in value.items()
            if name not in ("@type", "type", "role", "contentType")
            for v in _values(part)
        ]
    if isinstance(value, list):
        return [v for part in value for v in _values(part)]
    return [] if value is None else [value]


def _is_read(value: Any, article: Article) -> bool:
    """Whether `value` is the article's date, its id, or more than the body of its page."""
    return decode({"text": "x", "date": value}).published_at == article.published_at or (
        any(line in str(value) for line in RAIN.split(". "))
    )


@pytest.mark.parametrize(
    ("message", "body"),
    [
        ({"text": "Rain.", "content": f"<div><p>{LONG}</p></div>"}, f"<div><p>{LONG}</p></div>"),
        ({"text": "Rain.", "articleBody": LONG}, LONG),
        ({"text": LONG, "articleBody": "Rain."}, LONG),
        ({"summary": LONG, "content": RAIN}, RAIN),
        ({"description": RAIN, "content": "<p><img src='a.jpg'></p>"}, RAIN),
        ({"description": RAIN, "text": "\u200b"}, RAIN),
        ({"description": RAIN, "content": "[Removed]"}, RAIN),
        (
            {"description": RAIN, "content": "ONLY AVAILABLE IN PROFESSIONAL AND CORPORATE PLANS"},
            RAIN,
        ),
        ({"description": RAIN, "body": '{"text": "JSON in JSON"}'}, RAIN),
        ({"description": RAIN, "body": ' [{"text": "JSON in JSON"}]'}, RAIN),
        ({"description": "Rain.", "body": f"[Update] {RAIN} [more]"}, f"[Update] {RAIN} [more]"),
        ({"description": PAGE}, PAGE),
        ({"text": RAIN, "html": f"<html><body><nav>{LONG}</nav>{PAGE}</body></html>"}, RAIN),
        ({"text": RAIN, "markdown": LONG}, RAIN),
        ({"markdown": RAIN, "html": PAGE}, PAGE),
        ({"textContent": f"{RAIN} More.", "content": PAGE}, f"{RAIN} More."),
        ({"textContent": RAIN.replace(". ", "."), "content": PAGE}, PAGE),
        ({"textContent": RAIN.replace(". ", ".")}, RAIN.replace(". ", ".")),
        ({"plaintext": f"{RAIN} [https://news.example/1]", "html": PAGE}, PAGE),
        ({"raw_text": RAIN.replace(". ", "."), "text": RAIN}, RAIN),
        ({"textContent": LONG, "content": "<p>Rain.</p>"}, LONG),
        ({"plaintext": RAIN, "html": None}, RAIN),
        ({"content": f"{RAIN}\n\nMore.\n\nOf it.<br>"}, f"{RAIN}\n\nMore.\n\nOf it.<br>"),
        ({"content": f"{RAIN}… [+2345 chars]"}, RAIN),
        ({"content": f"{RAIN}\r\n… [+2345 chars]"}, RAIN),
        ({"content": f"{RAIN} [+2345 chars]"}, f"{RAIN} [+2345 chars]"),
        ({"content": f"… [12 chars] {RAIN}"}, f"… [12 chars] {RAIN}"),
        ({"body_id": "a1b2", "body_main": RAIN}, RAIN),
        ({"text": "\u200b"}, "\u200b"),
        ({"html": "<script>var a = 'rain';</script>"}, "<script>var a = 'rain';</script>"),
        ({"text": [RAIN, "", "Snow."]}, f"{RAIN}\n\n\n\nSnow."),
    ],
)
def test_the_fullest_body_is_read_and_a_summary_only_alone(message: Any, body: str) -> None:
    article = decode(message)
    assert (article.text or article.html) == body


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ({"items": [{"text": "Rain."}, {"text": "Snow."}]}, "it holds several. Send each alone."),
        ({"@graph": [LINKED, LINKED, LINKED]}, "it holds several"),
        ([LINKED, LINKED], "it holds several"),
        ({"items": []}, "has no text"),
        ({"@graph": [{"@type": "Person", "name": "A. Writer"}]}, "has no text"),
        ({"specversion": "1.0", "data": {"text": "Rain."}}, "CloudEvents"),
        ({"title": "[Removed]", "content": "[Removed]"}, "has no text"),
        ({"content": {"type": "video"}, "body": 7}, "has no text"),
    ],
)
def test_a_message_without_one_article_is_refused(message: Any, problem: str) -> None:
    error = refusal(message)
    assert error.reason is Reason.NO_TEXT
    assert problem in error.message


def test_of_very_many_parts_only_the_first_are_looked_at() -> None:
    few = [{"note": 1}] * 10
    many = few * 200
    assert decode({"items": [*few, {"text": RAIN}]}).text == RAIN
    assert refusal({"items": [*many, {"text": RAIN}]}).reason is Reason.NO_TEXT
    assert decode({"bodies": [{"value": RAIN}] * 100_000}).text == RAIN
    assert refusal({"@graph": [{"@type": "Thing"}] * 100_000 + [LINKED]}).reason is Reason.NO_TEXT


def test_a_list_that_is_no_json_ld_is_refused() -> None:
    assert refusal([{"text": "Rain."}]).reason is Reason.NOT_AN_OBJECT


@pytest.mark.parametrize(
    ("fields", "url", "source"),
    [
        ({"source": URL}, URL, None),
        ({"source": URL, "url": "https://other.example/1"}, "https://other.example/1", URL),
        ({"source": "https://news.example"}, None, "https://news.example"),
        ({"source": "https://news.example/"}, None, "https://news.example/"),
        ({"source": "AP/Reuters"}, None, "AP/Reuters"),
        ({"uri": URL}, URL, None),
        ({"uri": "urn:newsml:post:17"}, None, None),
        ({"@id": f"{URL}#article"}, None, None),
        ({"@id": "17"}, None, None),
        ({"source": {"id": "post", "name": "The Post"}}, None, "The Post"),
        ({"source": {"id": None, "name": None}, "domain": "news.example"}, None, "news.example"),
        ({"title": "\u200b", "source": "\ufeff"}, None, None),
    ],
)
def test_addresses_and_sources_are_not_confused(fields: Any, url: Any, source: Any) -> None:
    article = decode({"text": RAIN, **fields})
    assert (article.url, article.source) == (url, source)


@pytest.mark.parametrize(
    ("fields", "title"),
    [
        ({"title": "slug", "headline": "Rain ahead", "versioncreated": "2026"}, "Rain ahead"),
        ({"title": "Rain ahead", "headline": "Another"}, "Rain ahead"),
        ({"title": "Rain ahead", "versioncreated": "2026"}, "Rain ahead"),
        ({"title": "\u200b", "headline": "Rain ahead"}, "Rain ahead"),
        ({"headline_short": "Rain", "headline": "Rain ahead"}, "Rain ahead"),
        ({"metadata": {"title": "Rain ahead"}}, "Rain ahead"),
        ({"title": {"en": "Rain"}}, None),
    ],
)
def test_of_several_titles_the_one_for_readers_is_read(fields: Any, title: str | None) -> None:
    assert decode({"text": RAIN, **fields}).title == title


def test_a_time_that_is_not_that_of_publication_is_not_read() -> None:
    names = (
        "updated",
        "modified",
        "date_modify",
        "date_download",
        "crawled",
        "timestamp",
        "filedate",
    )
    article = decode({"text": RAIN} | dict.fromkeys(names, "2026-11-10T09:30:00Z"))
    assert article.published_at is None
    assert set(article.extra) == set(names)


def test_the_first_date_that_can_be_read_counts() -> None:
    fields = {"date_gmt": "0000-00-00T00:00:00", "date": "2026-11-10T09:30:00", "text": RAIN}
    article = decode(fields)
    assert article.published_at == datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    assert article.extra == {"date_gmt": "0000-00-00T00:00:00"}
