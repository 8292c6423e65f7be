from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import orjson
import pytest

from newsdesk.schemas import Article, decode_article
from tests.schemas.samples import JSON_FEED, NEWSDESK, NINJS_2, ODD_BUT_FINE, SHAPES, TEXT

LEFT = {"ninjs 2.x": {"bodies": [NINJS_2["bodies"][0]]}}
"""The fields of a shape that are not read."""


def decode(fields: dict[str, Any]) -> Article:
    return decode_article(orjson.dumps(fields))


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_read_into_the_same_article(shape: str) -> None:
    article = decode(SHAPES[shape])
    assert article.model_copy(update={"extra": {}}) == Article(
        id="post-17",
        text=TEXT,
        title="Rain ahead",
        url="https://news.example/17",
        source="The Post",
        language="en",
        published_at=datetime(2026, 11, 10, 9, 30, tzinfo=UTC),
    )
    assert article.extra == LEFT.get(shape, {})


@pytest.mark.parametrize("name", ["html", "body_html", "body_xhtml", "content_html"])
def test_html_is_taken_where_there_is_no_text(name: str) -> None:
    article = decode({name: "<p>Rain.</p>", "text": " "})
    assert article.text is None
    assert article.html == "<p>Rain.</p>"


def test_text_is_taken_rather_than_html() -> None:
    article = decode({"content_html": "<p>Rain.</p>", "content_text": "Rain."})
    assert (article.text, article.html) == ("Rain.", None)
    assert article.extra == {"content_html": "<p>Rain.</p>"}


def test_html_bodies_are_read_where_no_body_is_plain_text() -> None:
    article = decode({"bodies": [{"contentType": "text/html", "value": "<p>Rain.</p>"}]})
    assert (article.text, article.html) == (None, "<p>Rain.</p>")


@pytest.mark.parametrize("name", ODD_BUT_FINE)
def test_an_unusable_field_beside_the_text_costs_nothing(name: str) -> None:
    article = decode(ODD_BUT_FINE[name])
    assert article.text or article.html


def test_further_fields_are_carried_through_untouched() -> None:
    extra = {
        "byline": "A. Writer",
        "numbers": [0, -1, 1.5, 1e300, 2**53 + 1, True, None],
        "": "an empty name",
        "nested": {"a": {"b": [[], {}, ""]}},
        "odd text": "\u0000\u0001\u001b\u2028 👩‍👩‍👧‍👦 \ufeff",
        "guid": "another id",
    }
    assert decode(NEWSDESK | extra).extra == extra


def test_an_optional_field_of_an_unusable_type_is_kept_as_extra() -> None:
    unusable = {"title": 3, "url": [], "published_at": "yesterday", "language": {}, "id": True}
    article = decode({"text": TEXT, **unusable})
    assert article.extra == unusable
    assert (article.title, article.url, article.published_at) == (None, None, None)


def test_the_same_article_without_an_id_has_the_same_id() -> None:
    fields = {name: value for name, value in NEWSDESK.items() if name != "id"}
    again = dict(reversed(fields.items())) | {"fetched": "an hour later"}
    assert decode(fields).id == decode(again).id
    assert len(decode(fields).id) == 32


@pytest.mark.parametrize("changed", ["text", "title", "url"])
def test_another_article_has_another_id(changed: str) -> None:
    fields = {name: value for name, value in NEWSDESK.items() if name != "id"}
    assert decode(fields).id != decode({**fields, changed: "Something else."}).id


def test_a_number_is_an_id_too() -> None:
    assert decode({"text": TEXT, "id": 17}).id == "17"
    assert decode({"text": TEXT, "id": 0}).id == "0"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-10", datetime(2026, 11, 10, tzinfo=UTC)),
        (" 2026-11-10T09:30 ", datetime(2026, 11, 10, 9, 30, tzinfo=UTC)),
        ("2026-11-10T09:30:00+05:30", datetime(2026, 11, 10, 4, 0, tzinfo=UTC)),
        (
            "Tue, 10 Nov 2026 09:30:00 +0100",
            datetime(2026, 11, 10, 9, 30, tzinfo=timezone(timedelta(hours=1))),
        ),
        (1_794_303_000.5, datetime(2026, 11, 10, 9, 30, 0, 500_000, tzinfo=UTC)),
    ],
)
def test_moments_are_read_as_people_write_them(written: Any, moment: datetime) -> None:
    assert decode(JSON_FEED | {"date_published": written}).published_at == moment


@pytest.mark.parametrize(
    "written",
    [
        "Mon, 01 Jan 99999999999999999999 00:00:00 +0000",
        "Tue, 10 Nov 2026 10:00:00 +9999",
        "tomorrow",
        "",
        1e300,
        10**17 - 1,
        True,
        [2026, 11, 10],
    ],
)
def test_unreadable_time_is_kept_as_extra(written: Any) -> None:
    article = decode({"text": TEXT, "published_at": written})
    assert article.published_at is None
    assert article.extra == {"published_at": written}
