from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from newsdesk.agents import Published
from newsdesk.enrichment.outcome import Withdrawn
from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import (
    ClassifiedArticle,
    DeadLetter,
    InvalidMessage,
    OutgoingMessage,
    Reason,
    SourceMessage,
    decode_classified,
)
from newsdesk.schemas.headers import ARTICLE_TIME, WITHDRAWN, WITHDRAWN_ID, article_time
from newsdesk.schemas.held import RELEASE
from newsdesk.schemas.messages import MAX_HEADERS, MAX_WRITTEN_HEADERS
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


def only(published: Published) -> OutgoingMessage:
    (outgoing,) = published.messages
    return outgoing


def test_stage_gives_every_message_one_outcome_in_order() -> None:
    values = [article("one"), b"not json", article("two"), None, article("three")]
    published = STAGE.process([message(v, i) for i, v in enumerate(values)])

    assert [p.source.offset for p in published] == [0, 1, 2, 3, 4]
    assert [only(p).topic for p in published] == [
        "classified",
        "dead-letter",
        "classified",
        "dead-letter",
        "classified",
    ]
    texts = [decode_classified(only(published[i]).value).article.text for i in (0, 2, 4)]
    assert texts == ["one", "two", "three"]


def test_stage_event_keeps_key_partition_and_trace() -> None:
    (published,) = STAGE.process([message(article("one", id="a-1"))])

    headers = only(published).headers
    assert only(published).key == b"key"
    assert only(published).partition == 3
    assert ("traceparent", b"00-1-2-01") in headers
    assert [v for k, v in headers if k == "mine"] == [b"1", b"2"]
    assert dict(headers)["ce_subject"] == b"a-1"


def test_stage_dead_letter_is_the_message_untouched_with_its_reason_in_headers() -> None:
    source = message(b"\xff not json", offset=41)
    (published,) = STAGE.process([source])

    letter = DeadLetter.from_headers(only(published).headers)
    assert only(published).value == source.value
    assert only(published).key == source.key
    assert (only(published).timestamp, letter.timestamp) == (None, source.timestamp)
    assert only(published).headers[: len(source.headers)] == source.headers
    assert (letter.reason, letter.stage) == (Reason.NOT_UTF8, "classify")
    assert (letter.topic, letter.partition, letter.offset) == ("articles", 3, 41)


@pytest.mark.parametrize("value", [article("one"), None, b"\xff"])
def test_stage_unreadable_record_is_rejected_before_its_value_is_looked_at(
    value: bytes | None,
) -> None:
    stage = replace(STAGE, passes_tombstones=True)
    source = replace(message(value), fault="Offset 7 is unreadable: it is.")
    (published,) = stage.process([source])

    letter = DeadLetter.from_headers(only(published).headers)
    assert (letter.reason, letter.message) == (Reason.UNREADABLE_RECORD, source.fault)
    assert only(published).value == value
    assert only(published).key == source.key


def test_stage_makes_an_event_that_grows_too_large_a_dead_letter() -> None:
    # 1e15 is written out on the way back: four characters become eighteen.
    value = b'{"text":"x","numbers":[' + b",".join([b"1e15"] * 1_200_000) + b"]}"
    (published,) = STAGE.process([message(value)])

    assert published.rejection is not None
    assert published.rejection.reason is Reason.TOO_LARGE
    assert only(published).value == value


def test_stage_ends_the_batch_for_a_cause_that_is_no_messages_fault(tmp_path: Path) -> None:
    (tmp_path / "outage").touch()
    with pytest.raises(EngineUnavailable):
        echo_stage("", faults=tmp_path).process([message(article("good")), message(b"bad")])


def test_stage_returns_decoding_errors_as_outcomes() -> None:
    with pytest.raises(InvalidMessage):
        STAGE.decode(b"[]")
    (published,) = STAGE.process([message(b"[]")])
    assert published.rejection is not None
    assert published.rejection.reason is Reason.NOT_AN_OBJECT


def test_stage_rejects_a_message_without_a_value() -> None:
    (published,) = STAGE.process([message(None)])
    assert published.rejection is not None
    assert published.rejection.reason is Reason.NULL_VALUE


def test_later_stage_passes_a_tombstone_on_under_its_key() -> None:
    stage = replace(STAGE, passes_tombstones=True)
    first, withdrawn, last = stage.process(
        [message(article("one"), 0), message(None, 1), message(article("two"), 2)]
    )

    assert (only(first).value is None, only(last).value is None) == (False, False)
    assert withdrawn.rejection is None
    tombstone = only(withdrawn)
    assert (tombstone.topic, tombstone.partition) == ("classified", 3)
    assert (tombstone.key, tombstone.value) == (b"key", None)
    assert tombstone.headers == message(None).headers


def test_later_stage_rejects_a_tombstone_without_a_key() -> None:
    stage = replace(STAGE, passes_tombstones=True)
    (published,) = stage.process([replace(message(None), key=None)])

    assert published.rejection is not None
    assert published.rejection.reason is Reason.NULL_VALUE
    assert only(published).topic == "dead-letter"


def test_stage_withdraws_what_the_enrichment_withdraws() -> None:
    stage = replace(STAGE, enrich=lambda articles: [Withdrawn() for _ in articles])
    (published,) = stage.process([message(article("one"))])

    assert published.rejection is None
    assert (only(published).topic, only(published).value) == ("classified", None)


def test_stage_publishes_further_messages_beside_the_event() -> None:
    def copies(event: OutgoingMessage, article: ClassifiedArticle) -> list[OutgoingMessage]:
        return [replace(event, topic=f"copies.{article.id}")]

    stage = replace(STAGE, further=copies)
    event, letter = stage.process([message(article("one", id="a-1")), message(b"[]", 1)])

    assert [m.topic for m in event.messages] == ["classified", "copies.a-1"]
    assert event.messages[1].value == event.messages[0].value
    assert [m.topic for m in letter.messages] == ["dead-letter"]


def test_stage_rejects_an_article_whose_further_messages_cannot_be_made() -> None:
    def broken(event: OutgoingMessage, article: ClassifiedArticle) -> list[OutgoingMessage]:
        raise ValueError("no such topic")

    (published,) = replace(STAGE, further=broken).process([message(article("one"))])

    assert published.rejection is not None
    assert published.rejection.reason is Reason.ENRICHMENT_FAILED
    assert [m.topic for m in published.messages] == ["dead-letter"]


def test_stage_rejects_an_article_whose_further_messages_are_too_large() -> None:
    def large(event: OutgoingMessage, article: ClassifiedArticle) -> list[OutgoingMessage]:
        return [replace(event, topic="copies", value=bytes(STAGE.max_event_bytes + 1))]

    (published,) = replace(STAGE, further=large).process([message(article("one"))])

    assert published.rejection is not None
    assert published.rejection.reason is Reason.TOO_LARGE
    assert [m.topic for m in published.messages] == ["dead-letter"]


def test_stage_writes_the_articles_own_timestamp_on_its_event_and_later_stages_keep_it() -> None:
    forged = ((ARTICLE_TIME, b"5"), ("mine", b"1"))
    first = replace(message(article("one")), headers=forged, timestamp=1_700_000_000_123)
    (published,) = STAGE.process([first])
    headers = only(published).headers
    assert [h for h in headers if h[0] == ARTICLE_TIME] == [(ARTICLE_TIME, b"1700000000123")]
    assert ("mine", b"1") in headers
    (untimed,) = STAGE.process([replace(first, timestamp=None)])
    assert ARTICLE_TIME not in dict(only(untimed).headers)
    second = replace(message(article("one")), headers=headers, timestamp=1_800_000_000_000)
    (passed,) = replace(STAGE, passes_tombstones=True).process([second])
    assert article_time(only(passed).headers) == 1_700_000_000_123


def test_stage_passes_on_why_an_article_is_withdrawn() -> None:
    cancel = orjson.dumps({"id": "a-1", "pubStatus": "canceled"})
    forged = replace(message(cancel), headers=((WITHDRAWN, b"mine"), ("mine", b"1")))
    (published,) = STAGE.process([forged])
    headers = only(published).headers
    assert headers == (("mine", b"1"), (WITHDRAWN, b"canceled"), (WITHDRAWN_ID, b"a-1"))
    assert (only(published).value, published.is_withdrawal, published.is_event) == (
        None,
        True,
        False,
    )
    later = replace(STAGE, passes_tombstones=True)
    (passed,) = later.process([replace(message(None), headers=headers)])
    assert only(passed).headers == headers


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_stage_rejects_a_withdrawal_without_a_key(status: str) -> None:
    value = article("one", pubStatus=status)
    (published,) = STAGE.process([replace(message(value), key=None)])
    assert published.rejection is not None
    assert published.rejection.reason is Reason.NO_KEY
    assert only(published).value == value


def test_stage_holds_an_article_under_embargo_among_others() -> None:
    value = article("later", embargoedUntil="9000-01-01T00:00:00Z")
    before, held, after = STAGE.process(
        [message(article("one"), 0), message(value, 1), message(article("two"), 2)]
    )
    assert [only(p).topic for p in (before, held, after)] == [
        "classified",
        "embargoed",
        "classified",
    ]
    assert (held.is_held, held.is_event, held.rejection) == (True, False, None)
    assert (only(held).value, only(held).partition) == (value, 3)


def test_stage_rejects_an_article_that_is_too_large_to_be_held() -> None:
    value = article("x" * 9_000_000, embargoedUntil="9000-01-01T00:00:00Z")
    (published,) = STAGE.process([message(value)])
    assert published.rejection is not None
    assert published.rejection.reason is Reason.TOO_LARGE


def test_stage_event_of_an_article_that_came_back_says_nothing_of_its_return() -> None:
    (published,) = STAGE.process([replace(message(article("one")), headers=((RELEASE, b"x"),))])
    assert RELEASE not in dict(only(published).headers)


def _many(count: int) -> tuple[tuple[str, bytes], ...]:
    return tuple((f"h{number}", b"") for number in range(count))


@pytest.mark.parametrize(
    "value",
    [article("one"), article("later", embargoedUntil="9000-01-01T00:00:00Z"), b"not json"],
    ids=["event", "held", "dead letter"],
)
@pytest.mark.parametrize("count", [500, 899, 900, MAX_HEADERS])
def test_stage_outcome_has_no_more_headers_than_are_read(value: bytes, count: int) -> None:
    (published,) = STAGE.process([replace(message(value), headers=_many(count))])
    assert len(only(published).headers) <= MAX_HEADERS
    kept = {name for name, _ in only(published).headers} >= {f"h{n}" for n in range(count)}
    assert kept == (count <= MAX_WRITTEN_HEADERS)


def test_stage_article_whose_event_would_have_too_many_headers_is_rejected_with_its_own() -> None:
    headers = _many(MAX_WRITTEN_HEADERS)
    (published,) = STAGE.process([replace(message(article("one")), headers=headers)])
    assert published.rejection is not None
    assert published.rejection.reason is Reason.TOO_LARGE
    assert only(published).headers[: len(headers)] == headers
    later = replace(STAGE, passes_tombstones=True)
    (withdrawal,) = later.process([replace(message(None), headers=_many(MAX_HEADERS))])
    assert withdrawal.rejection is not None


def test_stage_dead_letter_says_that_it_leaves_headers_out() -> None:
    (published,) = STAGE.process([replace(message(b"not json"), headers=_many(MAX_HEADERS))])
    assert "1,000 headers are too many" in DeadLetter.from_headers(only(published).headers).message
    assert only(published).value == b"not json"
