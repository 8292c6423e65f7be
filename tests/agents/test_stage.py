from pathlib import Path

import orjson
import pytest

from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import (
    DeadLetter,
    InvalidMessage,
    Reason,
    SourceMessage,
    decode_classified,
)
from tests.support.echo_worker import echo_stage

STAGE = echo_stage("")


def message(value: bytes | None, offset: int = 0) -> SourceMessage:
    return SourceMessage(
        topic="articles",
        partition=3,
        offset=offset,
        key=b"key",
        value=value,
        headers=(("traceparent", b"00-1-2-01"), ("mine", b"1"), ("mine", b"2")),
        timestamp=1_700_000_000_000,
    )


def article(text: str, **fields: object) -> bytes:
    return orjson.dumps({"text": text, **fields})


def test_every_message_has_one_outcome_in_order() -> None:
    values = [article("one"), b"not json", article("two"), None, article("three")]
    published = STAGE.process([message(v, i) for i, v in enumerate(values)])

    assert [p.source.offset for p in published] == [0, 1, 2, 3, 4]
    assert [p.message.topic for p in published] == [
        "classified",
        "dead-letter",
        "classified",
        "dead-letter",
        "classified",
    ]
    texts = [decode_classified(published[i].message.value).article.text for i in (0, 2, 4)]
    assert texts == ["one", "two", "three"]


def test_an_event_keeps_key_partition_and_trace() -> None:
    (published,) = STAGE.process([message(article("one", id="a-1"))])

    headers = published.message.headers
    assert published.message.key == b"key"
    assert published.message.partition == 3
    assert ("traceparent", b"00-1-2-01") in headers
    assert [v for k, v in headers if k == "mine"] == [b"1", b"2"]
    assert dict(headers)["ce_subject"] == b"a-1"


def test_a_dead_letter_is_the_message_untouched_with_its_reason_beside_it() -> None:
    source = message(b"\xff not json", offset=41)
    (published,) = STAGE.process([source])

    letter = DeadLetter.from_headers(published.message.headers)
    assert published.message.value == source.value
    assert published.message.key == source.key
    assert published.message.timestamp == source.timestamp
    assert published.message.headers[: len(source.headers)] == source.headers
    assert (letter.reason, letter.stage) == (Reason.NOT_UTF8, "classify")
    assert (letter.topic, letter.partition, letter.offset) == ("articles", 3, 41)


def test_an_event_that_grows_too_large_is_a_dead_letter() -> None:
    # 1e15 is written out on the way back: four characters become eighteen.
    value = b'{"text":"x","numbers":[' + b",".join([b"1e15"] * 1_200_000) + b"]}"
    (published,) = STAGE.process([message(value)])

    assert published.rejection is not None
    assert published.rejection.reason is Reason.TOO_LARGE
    assert published.message.value == value


def test_a_cause_that_is_no_messages_fault_ends_the_batch(tmp_path: Path) -> None:
    (tmp_path / "outage").touch()
    with pytest.raises(EngineUnavailable):
        echo_stage("", faults=tmp_path).process([message(article("good")), message(b"bad")])


def test_decoding_errors_are_values_not_exceptions() -> None:
    with pytest.raises(InvalidMessage):
        STAGE.decode(b"[]")
    (published,) = STAGE.process([message(b"[]")])
    assert published.rejection is not None
    assert published.rejection.reason is Reason.NOT_AN_OBJECT
