from datetime import UTC, datetime
from typing import Any

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from newsdesk.schemas import DeadLetter, Reason, SourceMessage, dead_letter_message
from newsdesk.schemas.dead_letter import (
    CONNECT_NAMES,
    HEADER_PREFIX,
    MAX_HEADER_CHARACTERS,
    original_headers,
)
from newsdesk.schemas.json_schema import FOLDER

TEXTS = st.text(st.characters(codec="utf-8"), max_size=200)


def letter(**fields: Any) -> DeadLetter:
    defaults: dict[str, Any] = {
        "stage": "classify",
        "reason": Reason.NO_TEXT,
        "message": "The article has no text.",
        "exception": None,
        "topic": "articles",
        "partition": 3,
        "offset": 2**40,
        "attempts": 1,
        "time": datetime(2026, 11, 10, 9, 30, 0, 123_456, tzinfo=UTC),
        "version": "0.1.0",
    }
    return DeadLetter(**defaults | fields)


@settings(deadline=None)
@given(
    st.builds(
        letter,
        stage=TEXTS,
        reason=st.sampled_from(Reason),
        message=TEXTS,
        exception=st.none() | TEXTS,
        topic=TEXTS,
        time=st.datetimes(timezones=st.just(UTC)),
    )
)
def test_a_dead_letter_survives_its_headers(sent: DeadLetter) -> None:
    assert DeadLetter.from_headers(sent.to_headers()) == sent


@pytest.mark.parametrize("field", ["partition", "offset", "attempts", "timestamp"])
@pytest.mark.parametrize("forged", [b"-1", b"9223372036854775808", b"9" * 5_000, b"1.5", b""])
def test_a_number_that_kafka_cannot_have_makes_no_dead_letter(field: str, forged: bytes) -> None:
    name = HEADER_PREFIX + field
    sent = letter(timestamp=1).to_headers()
    headers = tuple((k, forged if k == name else v) for k, v in sent)
    with pytest.raises(ValueError, match=field):
        DeadLetter.from_headers(headers)


def test_the_headers_stand_in_the_order_of_the_fields() -> None:
    names = [name for name, _ in letter(exception="X", timestamp=1).to_headers()]
    own = [HEADER_PREFIX + name for name in DeadLetter.model_fields]
    assert names == own + list(CONNECT_NAMES.values())


def test_tools_for_kafka_connect_find_what_they_know_by_its_name() -> None:
    headers = dict(letter(exception="ValueError").to_headers())
    assert {name: value for name, value in headers.items() if name.startswith("__connect.")} == {
        "__connect.errors.topic": b"articles",
        "__connect.errors.partition": b"3",
        "__connect.errors.offset": str(2**40).encode(),
        "__connect.errors.exception.class.name": b"ValueError",
        "__connect.errors.exception.message": b"The article has no text.",
    }


def test_without_an_exception_no_class_is_named() -> None:
    assert CONNECT_NAMES["exception"] not in dict(letter().to_headers())


@given(st.lists(st.tuples(st.sampled_from(["a", "b", *CONNECT_NAMES.values()]), st.binary())))
def test_the_original_headers_come_back_as_they_were(own: list[tuple[str, bytes]]) -> None:
    source = SourceMessage("articles", 0, 1, None, None, tuple(own))
    assert original_headers(source.headers) == source.headers
    assert original_headers(dead_letter_message(source, letter(), "dead").headers) == source.headers


def test_a_lone_surrogate_costs_one_character_of_the_message() -> None:
    headers = letter(message="odd: \ud800!").to_headers()
    assert DeadLetter.from_headers(headers).message == "odd: ?!"


def test_a_very_long_message_is_cut() -> None:
    headers = letter(message="é" * 10_000_000).to_headers()
    assert DeadLetter.from_headers(headers).message == "é" * MAX_HEADER_CHARACTERS


def test_headers_without_a_dead_letter_are_refused() -> None:
    with pytest.raises(ValueError, match="stage"):
        DeadLetter.from_headers((("traceparent", b"00-1-2-01"),))


def test_the_original_message_is_kept_untouched_in_its_partition() -> None:
    original = SourceMessage(
        "articles", 3, 7, b"key \xff", b'{"not": json', (("a", b"1"), ("b", b""), ("a", b"2")), 99
    )
    message = dead_letter_message(original, letter(), "articles.dead-letter")
    assert (message.topic, message.partition) == ("articles.dead-letter", 3)
    assert (message.key, message.value) == (b"key \xff", b'{"not": json')
    assert message.headers == original.headers + letter(timestamp=99).to_headers()


@pytest.mark.parametrize("own", [None, -1, 0, 1, 99, 253_402_300_799_999, 2**63 - 1])
def test_a_dead_letter_is_as_old_as_itself_and_has_the_messages_time_in_a_header(
    own: int | None,
) -> None:
    """With an old one, retention would delete it at once; one ahead of time, Kafka refuses."""
    source = SourceMessage("articles", 0, 1, None, None, (), own)
    message = dead_letter_message(source, letter(), "dead")
    assert message.timestamp is None
    assert DeadLetter.from_headers(message.headers).timestamp == (None if own == -1 else own)


def test_a_message_without_key_and_value_stays_without() -> None:
    message = dead_letter_message(SourceMessage("articles", 0, 0, None, None), letter(), "dead")
    assert (message.key, message.value, message.timestamp) == (None, None, None)


def test_a_replayed_message_that_fails_again_carries_only_the_latest_failure() -> None:
    first = dead_letter_message(
        SourceMessage("articles", 0, 1, None, None, (("a", b"1"),)), letter(), "dead"
    )
    replayed = SourceMessage("articles", 0, 9, None, None, first.headers)
    again = dead_letter_message(replayed, letter(offset=9), "dead")
    assert again.headers == (("a", b"1"), *letter(offset=9).to_headers())


def test_a_dead_letter_follows_its_json_schema() -> None:
    schema = orjson.loads((FOLDER / "dead-letter.schema.json").read_bytes())
    Draft202012Validator(schema).validate(letter().model_dump(mode="json"))
