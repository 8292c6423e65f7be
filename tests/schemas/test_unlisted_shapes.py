"""Articles are read where no name of a field is listed for them, and nothing else is."""

from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from newsdesk.schemas import Reason, article_id
from newsdesk.schemas.article_shapes import text_field
from newsdesk.schemas.rich_text import text_of_blocks
from newsdesk.schemas.spellings import plain_name
from tests.schemas.decoding import LONG, decode, refusal
from tests.schemas.producers import PAGE, RAIN, URL
from tests.schemas.unlisted_shapes import RESPELLED, TREES, WRAPPED

SHAPES = RESPELLED | TREES | WRAPPED
DAY = datetime(2026, 11, 10, tzinfo=UTC)
PROTECTED = "<p>There is no excerpt because this is a protected post.</p>"


@pytest.mark.parametrize("name", SHAPES)
def test_an_article_in_an_unlisted_shape_is_read_whole(name: str) -> None:
    article = decode(SHAPES[name])
    assert " ".join((article.text or article.html or "").split()) in (RAIN, PAGE)
    assert (article.title, article.url, article.source) == ("Rain ahead", URL, "The Post")
    assert article.published_at == datetime(2026, 11, 10, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize("name", SHAPES)
def test_clients_find_what_the_worker_finds(name: str) -> None:
    article = decode(SHAPES[name])
    assert article_id(SHAPES[name]) in (None, article.id)
    assert text_field(SHAPES[name], "source") == article.source


@pytest.mark.parametrize("name", TREES)
def test_a_tree_of_blocks_stays_in_extra(name: str) -> None:
    extra = decode(TREES[name]).extra
    assert name == "paragraphs in a list" or any(part in extra for part in TREES[name])


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("PublishedAt", "publishedat"),
        ("published at", "publishedat"),
        ("og:site_name", "sitename"),
        ("https://schema.org/articleBody", "articlebody"),
        ("_id", "_id"),
        ("@type", "@type"),
        ("media:title", "media:title"),
        ("x" * 61, "x" * 61),
    ],
)
def test_plain_name_leaves_out_how_a_name_is_written(name: str, plain: str) -> None:
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("fields", "name", "value"),
    [
        ({"title": "Rain ahead", "TITLE": "RAIN"}, "title", "Rain ahead"),
        ({"Titles": "RAIN"}, "title", None),
        ({"subtitle": "RAIN", "page_title_tag": "RAIN"}, "title", None),
        ({"Source": {"Name": "The Post"}}, "source", None),
        ({"update": "2026-11-10", "DateModified": "2026-11-10"}, "published_at", None),
        ({"release_date": "2026-11-10"}, "published_at", None),
        ({"PublishedAt": "2026-11-10", "date": "2026-11-12"}, "published_at", DAY),
        ({"source.name": "The Post", "source.id": 4}, "source", "The Post"),
        ({"metadata.source": "https://news.example/17"}, "url", URL),
        ({"metadata": {"source": "files/17.txt"}}, "url", None),
    ],
)
def test_names_that_are_only_alike_are_others(fields: Any, name: str, value: Any) -> None:
    assert getattr(decode({"text": RAIN, **fields}), name) == value


@pytest.mark.parametrize(
    ("message", "body"),
    [
        ({"summary": "Rain.", "document": RAIN}, RAIN),
        ({"article": RAIN, "highlights": "Rain ."}, RAIN),
        ({"page_content": RAIN, "metadata": {}}, RAIN),
        ({"description": "Rain.", "details": {"body": PAGE}}, PAGE),
        ({"content": "Rain, rain.", "raw_content": LONG}, LONG),
        ({"description": RAIN, "article": "a17", "story": "weather"}, RAIN),
        ({"description": RAIN, "document": "https://news.example/17.pdf"}, RAIN),
        ({"description": RAIN, "content_type": LONG, "text_ad": LONG, "author_text": LONG}, RAIN),
        ({"description": RAIN, "story_text": "Menu"}, RAIN),
        ({"text": RAIN, "full_article_html": LONG}, RAIN),
        ({"text": RAIN, "blocks": [{"type": "paragraph", "text": LONG}]}, RAIN),
        ({"description": RAIN, "content": [{"type": "image", "text": "A photo."}]}, RAIN),
        ({"description": RAIN, "sections": [{"name": "Weather"}, {"name": "North"}]}, RAIN),
        ({"description": RAIN, "content": {"protected": True, "rendered": ""}}, RAIN),
        (
            {
                "summary": RAIN,
                "summary_detail": {"type": "text/html"},
                "content": [{"type": "text/plain", "value": "A photo."}],
            },
            RAIN,
        ),
        (
            {
                "summary": RAIN,
                "summary_detail": {"type": "text/html"},
                "content": [{"type": "text/html", "value": PAGE}],
            },
            PAGE,
        ),
    ],
)
def test_the_body_is_neither_a_summary_nor_something_else(message: Any, body: str) -> None:
    article = decode(message)
    assert (article.text or article.html) == body


@pytest.mark.parametrize(
    ("message", "problem"),
    [
        ({"hits": [{"title": "Rain", "text": RAIN}, {"text": RAIN}]}, "several"),
        ({"id": 1, "images": [{"text": RAIN}]}, "has no text"),
        ({"id": 1, "sponsor": {"name": "Acme", "text": RAIN}}, "has no text"),
        ({"id": 1, "related": [{"title": "Snow", "text": RAIN}]}, "has no text"),
        ({"payload": {"op": "d", "before": {"title": "Rain", "text": RAIN}}}, "has no text"),
        ({"content": [{"title": "A", "body": RAIN}, {"title": "B", "body": RAIN}]}, "several"),
        ({"id": 1, "images": [{"caption": {"text": RAIN}}]}, "has no text"),
        ({"title": "Rain", "related": [{"title": "Snow", "text": RAIN}]}, "has no text"),
        ({"url": URL, "related": {"first": {"title": "Snow", "text": RAIN}}}, "has no text"),
        ({"content": [{"title": "A", "url": "b", "text": RAIN}] * 2}, "several"),
        ({"excerpt": {"rendered": PROTECTED}}, "has no text"),
        ({"specversion": "1.0", "data": {"a": {"title": "Rain", "text": RAIN}}}, "CloudEvents"),
        ({"a": {"b": {"c": {"d": {"e": {"title": "Rain", "text": RAIN}}}}}} | {"x": 1}, None),
        ({"a": {"b": {"c": {"d": {"e": {"f": {"title": "R", "text": RAIN}}}}}}}, "has no text"),
    ],
)
def test_what_is_not_surely_the_article_is_not_read(message: Any, problem: str | None) -> None:
    if problem is None:
        assert decode(message).text == RAIN
        return
    error = refusal(message)
    assert error.reason is Reason.NO_TEXT
    assert problem in error.problem


@pytest.mark.parametrize(
    "value", [[], {}, "text", ["text"], [1], [{"type": "video", "text": "x"}], {"text": "x"}, None]
)
def test_text_of_blocks_is_none_of_what_is_no_tree(value: Any) -> None:
    assert text_of_blocks(value) is None


def test_text_of_blocks_has_headings_and_quotations_on_their_own_lines() -> None:
    blocks = [
        {"type": "heading", "children": [{"text": "Rain"}]},
        {
            "type": "paragraph",
            "children": [{"text": "It rains, "}, {"bold": True, "text": "a lot."}],
        },
        {"type": "quote", "children": [{"type": "text", "text": "It pours."}]},
        {"title": "In the north", "text": "It snows."},
    ]
    assert (
        text_of_blocks(blocks)
        == "Rain\n\nIt rains, a lot.\n\nIt pours.\n\nIn the north\n\nIt snows."
    )


@pytest.mark.parametrize("name", ["content", "blocks", "@value", "anything"])
@pytest.mark.parametrize(("opening", "closing"), [("{", "}"), ("[{", "}]")])
def test_clients_read_messages_of_any_depth(name: str, opening: str, closing: str) -> None:
    text = f'{opening}"{name}":' * 500 + "1" + closing * 500
    message = {"content": orjson.loads(text)} if opening == "[{" else orjson.loads(text)
    assert text_field(message, "source") is None
