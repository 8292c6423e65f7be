from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import orjson
import pytest

from newsdesk.schemas import HeldArticle, OutgoingMessage, SourceMessage, held_record, released_copy
from newsdesk.schemas.held import (
    RELEASE,
    held_articles,
    identity_of,
    release_of,
    removal,
    short,
    without_embargo,
)

UNTIL = datetime(2026, 11, 30, 18, tzinfo=UTC)
VALUE = orjson.dumps({"id": "a-1", "url": "https://news.example/1", "text": "Rain."})
SOURCE = SourceMessage("articles", 2, 7, b"key", VALUE, (("traceparent", b"00-1"),), 1_700_000)


def as_read(message: OutgoingMessage, offset: int = 0) -> SourceMessage:
    return SourceMessage(
        message.topic, message.partition, offset, message.key, message.value, message.headers
    )


@pytest.mark.parametrize("key", [b"key", b"", None, b"\xff\x00"])
def test_held_record_comes_back_as_the_message_was(key: bytes | None) -> None:
    source = replace(SOURCE, key=key)
    record = held_record(source, UNTIL, "embargoed")
    assert (record.topic, record.partition, record.value) == ("embargoed", 2, VALUE)
    copy = released_copy(as_read(record), "articles")
    assert (copy.topic, copy.partition, copy.key, copy.value) == ("articles", 2, key, VALUE)
    assert copy.headers == (("traceparent", b"00-1"), (RELEASE, record.key))
    assert without_embargo(copy.headers) == source.headers
    assert copy.timestamp is None


def test_held_record_has_a_key_that_no_other_has() -> None:
    others = [
        SOURCE,
        replace(SOURCE, offset=8),
        replace(SOURCE, partition=3),
        replace(SOURCE, topic="other"),
        replace(SOURCE, value=b"{}"),
        replace(SOURCE, key=None),
    ]
    keys = {held_record(source, UNTIL, "embargoed").key for source in others}
    assert len(keys) == len(others)


def test_held_record_of_a_copy_says_nothing_of_the_record_before() -> None:
    first = held_record(SOURCE, UNTIL, "embargoed")
    copy = replace(as_read(released_copy(as_read(first), "articles")), offset=9)
    second = held_record(copy, UNTIL, "embargoed")
    assert release_of(second.headers) is None
    assert second.key != first.key
    assert HeldArticle.of(second).key == b"key"


def test_held_article_is_read_from_its_record() -> None:
    record = held_record(SOURCE, UNTIL, "embargoed")
    held = HeldArticle.of(as_read(record, offset=4))
    assert (held.place, held.key, held.id) == (record.key, b"key", "a-1")
    assert (held.url, held.until, held.offset) == ("https://news.example/1", UNTIL, 4)
    assert HeldArticle.of(record) == replace(held, offset=None)


@pytest.mark.parametrize(
    "change",
    [
        {"key": None},
        {"value": None},
        {"headers": ()},
        {"headers": (("newsdesk-embargo-until", b"x"),)},
    ],
)
def test_held_article_refuses_what_is_no_record(change: dict[str, Any]) -> None:
    record = as_read(held_record(SOURCE, UNTIL, "embargoed"))
    with pytest.raises(ValueError, match="not an article"):
        HeldArticle.of(replace(record, **change))


def test_held_articles_are_the_records_that_were_not_removed() -> None:
    records = [held_record(replace(SOURCE, offset=n), UNTIL, "embargoed") for n in range(3)]
    gone = removal("embargoed", 2, HeldArticle.of(records[1]))
    foreign = OutgoingMessage("embargoed", 2, b"what", b"is this", ())
    log = [as_read(m, n) for n, m in enumerate((*records, foreign, gone))]
    found = held_articles(log)
    assert [held.place for held in found.values()] == [records[0].key, records[2].key]
    assert [held.offset for held in found.values()] == [0, 2]


Identity = tuple[str | None, str | None]


@pytest.mark.parametrize(
    ("held", "other", "is_version", "is_withdrawn"),
    [
        (("a", None), ("a", None), True, True),
        (("a", None), ("b", None), False, False),
        (("a", "u"), ("b", "u"), False, False),
        (("a", None), (None, None), False, True),
        ((None, None), ("a", None), False, True),
        ((None, "u"), ("a", "u"), False, True),
        ((None, "u"), ("a", "v"), False, False),
        ((None, "u"), (None, "u"), True, True),
        ((None, "u"), (None, "v"), False, False),
        ((None, "u"), (None, None), False, True),
        ((None, None), (None, None), True, True),
    ],
)
def test_held_article_is_the_same_by_id_or_address_or_key_and_a_withdrawal_is_about_more(
    held: Identity, other: Identity, is_version: bool, is_withdrawn: bool
) -> None:
    article = replace(
        HeldArticle.of(held_record(SOURCE, UNTIL, "embargoed")), id=held[0], url=held[1]
    )
    assert article.is_version_of(*other) is is_version
    assert article.is_withdrawn_by(*other) is is_withdrawn


@pytest.mark.parametrize("value", [None, b"", b"{", b"[]", b"5", b'{"id": [1]}'])
def test_identity_of_nothing_is_none(value: bytes | None) -> None:
    assert identity_of(value) == (None, None)


def test_identity_of_is_read_behind_a_byte_order_mark() -> None:
    assert identity_of(b"\xef\xbb\xbf" + VALUE) == ("a-1", "https://news.example/1")


def test_identity_of_is_read_as_the_article_itself_is() -> None:
    """With half an emoji, or an integer of 400 digits, its newer version would be another."""
    half = VALUE.replace(b"Rain.", rb"Rain \ud83d")
    long = VALUE.replace(b"{", b'{"n": %b, ' % (b"9" * 400), 1)
    assert identity_of(half) == identity_of(long) == identity_of(VALUE)


@pytest.mark.parametrize("name", ["k" * 512, "é" * 512, b"k" * 512, "", b"", None])
def test_short_leaves_names_of_usual_length_as_they_are(name: str | bytes | None) -> None:
    assert short(name) == name  # type: ignore[type-var]


def test_short_keeps_little_of_a_long_name_and_equal_ones_equal() -> None:
    long = "https://n.example/" + "é" * 1_000_000
    assert short(long) == short(long + "") != short(long + "e")
    assert (short(long) or "").startswith("https://n.example/")
    assert len(short(long) or "") < 200
    assert short(b"k" * 513) != short(b"k" * 514)


def test_held_article_keeps_little_of_a_long_key_and_comes_back_with_all_of_it() -> None:
    source = replace(SOURCE, key=b"k" * 1_000_000, value=VALUE.replace(b"/1", b"/" + b"1" * 10**6))
    record = held_record(source, UNTIL, "embargoed")
    held = HeldArticle.of(record)
    assert held.key == short(source.key)
    assert len(held.key or b"") + len(held.url or "") < 400
    assert released_copy(as_read(record), "articles").key == source.key


@pytest.mark.parametrize("place", [b"foreign", b"/" * 1000, b"articles/2/7/" + b"0" * 32])
def test_held_article_is_none_at_a_place_that_is_not_its_own(place: bytes) -> None:
    record = as_read(held_record(SOURCE, UNTIL, "embargoed"))
    with pytest.raises(ValueError, match="not at a place"):
        HeldArticle.of(replace(record, key=place))
