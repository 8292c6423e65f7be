"""The decoders: bytes of anything, JSON of every shape, and damaged articles and events."""

from collections.abc import Callable
from functools import partial
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from newsdesk.commands.produce.decoding import UndecodableError, decode_html, decode_text
from newsdesk.commands.produce.json_articles import read_json, read_json_lines
from newsdesk.schemas import (
    CleanArticle,
    InvalidMessage,
    decode_article,
    decode_classified,
    decode_enriched,
    encode,
)
from newsdesk.schemas.article_shapes import BODIES_NAME, HTML_NAMES, OPTIONAL_FIELDS, TEXT_NAMES
from newsdesk.schemas.publication import PUBLICATION_FIELDS
from tests.fuzz.hostile import BYTES, JSON_VALUES, NAMES, TEXTS, damaged, json_with
from tests.fuzz.invariants import require_utf8
from tests.fuzz.target import Target
from tests.support.events import classified, enriched

_FIELDS = [
    *TEXT_NAMES,
    *HTML_NAMES,
    BODIES_NAME,
    *(n for ns, _ in OPTIONAL_FIELDS.values() for n in ns),
    *(n for ns in PUBLICATION_FIELDS.values() for n in ns),
]
_SAID = st.sampled_from(
    ["usable", "stat:withheld", "canceled", "embargoed", "2026-11-30T18:00:00+01:00", 1_796_061_600]
)
_OBJECTS = st.dictionaries(
    st.sampled_from(_FIELDS) | NAMES, JSON_VALUES | TEXTS | _SAID, max_size=8
)
_EVENTS = [encode(classified()), encode(enriched())]
_VALUES = st.one_of(
    st.none(), BYTES, json_with(_OBJECTS), st.sampled_from(_EVENTS).flatmap(damaged)
)


def _check_refusal(error: InvalidMessage) -> None:
    require_utf8(error.message)
    assert error.problem


def _check_article(value: bytes | None) -> None:
    try:
        article = decode_article(value)
    except InvalidMessage as error:
        _check_refusal(error)
        return
    assert article.id
    assert article.is_withdrawn or (article.text or article.html or "").strip()
    assert article.usable_from is None or article.usable_from.tzinfo
    # What was read can be published.
    encode(CleanArticle.of(article, article.title, article.text or "text"))


def _check_event(decode: Callable[[bytes | None], BaseModel], value: bytes | None) -> None:
    try:
        event = decode(value)
    except InvalidMessage as error:
        _check_refusal(error)
        return
    assert decode(encode(event)) == event


def _check_files(content: bytes) -> None:
    for decode in (decode_text, decode_html):
        try:
            require_utf8(decode(content))
        except UndecodableError as error:
            assert error.problem
    for article in (*read_json("f", content), *read_json_lines("f", content.splitlines())):
        assert article.origin.startswith("f")


_PAGE_HEADS = [b"", b"<meta charset=utf-8>", b"<meta charset='utf-7'>", b"<meta charset=idna>"]
_PAGE_HEADS += [b"<meta charset=base64>", b"<meta charset=rot13>", b"<meta charset=unicode_escape>"]
_PAGE_HEADS += [b"\xff\xfe", b"\xfe\xff", b"<meta charset=punycode>", b"<meta charset=raw:x>"]
_FILES: st.SearchStrategy[Any] = st.builds(
    lambda head, rest: head + rest, st.sampled_from(_PAGE_HEADS), BYTES | json_with(_OBJECTS)
)

TARGETS = (
    Target("decode-article", _VALUES, _check_article, 300),
    Target("decode-classified", _VALUES, partial(_check_event, decode_classified), 200),
    Target("decode-enriched", _VALUES, partial(_check_event, decode_enriched), 200),
    Target("article-files", _FILES, _check_files, 200),
)
