"""The decoders: bytes of anything, JSON of every shape, and damaged articles and events."""

import re
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any

from hypothesis import strategies as st
from pydantic import BaseModel

from newsdesk.commands.produce.decoding import UndecodableError, decode_html, decode_text
from newsdesk.commands.produce.formats import ENDINGS
from newsdesk.commands.produce.reading import read_stream
from newsdesk.schemas import (
    CleanArticle,
    InvalidMessage,
    decode_article,
    decode_classified,
    decode_enriched,
    encode,
)
from newsdesk.schemas.article_nodes import ENVELOPES, GRAPHS, LISTS
from newsdesk.schemas.article_shapes import OPTIONAL_FIELDS
from newsdesk.schemas.body_names import BODY_FIELDS
from newsdesk.schemas.publication import PUBLICATION_FIELDS
from tests.fuzz.hostile import BYTES, JSON_VALUES, NAMES, TEXTS, damaged, json_with
from tests.fuzz.invariants import require_utf8
from tests.fuzz.target import Target
from tests.support.events import classified, enriched

_SHAPES = [*BODY_FIELDS.values(), ENVELOPES, LISTS, GRAPHS]
_SHAPES += [*(names for names, _ in OPTIONAL_FIELDS.values()), *PUBLICATION_FIELDS.values()]
_FIELDS = sorted({part for names in _SHAPES for n in names for part in (n, *re.split(r"\W+", n))})
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


def _check_files(file: tuple[str | None, bytes]) -> None:
    ending, content = file
    for decode in (decode_text, decode_html):
        try:
            require_utf8(decode(content))
        except UndecodableError as error:
            assert error.problem
    for article in read_stream("f", BytesIO(content), ending):
        assert article.origin.startswith("f")


_PAGE_HEADS = [b"", b"<meta charset=utf-8>", b"<meta charset='utf-7'>", b"<meta charset=idna>"]
_PAGE_HEADS += [b"<meta charset=base64>", b"<meta charset=rot13>", b"<meta charset=unicode_escape>"]
_PAGE_HEADS += [b"WARC/1.0\r\n", b"<rss><item>", b"id,text\n", b"\x1f\x8b\x08", b"BZh9", b'[{"a":']
_PAGE_HEADS += [b"\xff\xfe", b"\xfe\xff", b"<meta charset=punycode>", b"<meta charset=raw:x>"]
_CONTENTS: st.SearchStrategy[Any] = st.builds(
    lambda head, rest: head + rest, st.sampled_from(_PAGE_HEADS), BYTES | json_with(_OBJECTS)
)
_FILES: st.SearchStrategy[Any] = st.tuples(st.sampled_from([None, "", *ENDINGS]), _CONTENTS)

TARGETS = (
    Target("decode-article", _VALUES, _check_article, 300),
    Target("decode-classified", _VALUES, partial(_check_event, decode_classified), 200),
    Target("decode-enriched", _VALUES, partial(_check_event, decode_enriched), 200),
    Target("article-files", _FILES, _check_files, 200),
)
