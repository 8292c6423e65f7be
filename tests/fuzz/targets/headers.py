"""Headers of messages: those of events, of dead letters, of replays and of reprocessing."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import strategies as st

from newsdesk.client.dead_letters.replay_message import ATTEMPT, OF, replay_message
from newsdesk.client.dead_letters.stored import StoredMessage
from newsdesk.commands.reprocess import marker
from newsdesk.schemas import (
    DeadLetter,
    Headers,
    HeldArticle,
    Reason,
    SourceMessage,
    carried_headers,
    dead_letter_message,
    event_headers,
    held_record,
    released_copy,
)
from newsdesk.schemas.dead_letter import CONNECT_NAMES, HEADER_PREFIX, original_headers
from newsdesk.schemas.headers import withdrawal_headers, withdrawn_as
from newsdesk.schemas.held import KEY, RELEASE, UNTIL, short, without_embargo
from newsdesk.schemas.reasons import MEANINGS
from tests.fuzz.hostile import BYTES, NAMES
from tests.fuzz.invariants import require_utf8
from tests.fuzz.target import Target
from tests.support.events import enriched

_KNOWN = [
    "content-type",
    "ce_id",
    "ce_type",
    "CE_ID",
    "traceparent",
    "tracestate",
    OF,
    ATTEMPT,
    UNTIL,
    KEY,
    RELEASE,
    marker.FINGERPRINT,
    marker.ATTEMPT,
    *(HEADER_PREFIX + field for field in DeadLetter.model_fields),
    *CONNECT_NAMES.values(),
]
_VALUES = st.one_of(
    BYTES,
    st.sampled_from([r.value.encode() for r in MEANINGS]),
    st.sampled_from([b"0", b"-1", b"1e5", b"9" * 30, b"\xd9\xa3", b"", b"articles"]),
    st.datetimes().map(lambda moment: moment.isoformat().encode()),
)
_LETTER = DeadLetter(
    stage="classify",
    reason=Reason.NO_TEXT,
    message="no",
    exception="ValueError",
    topic="articles",
    partition=1,
    offset=7,
    attempts=1,
    time=datetime(2026, 11, 24, tzinfo=UTC),
    version="1",
)
_NUMBERS = st.integers(-(2**70), 2**70).map(lambda number: str(number).encode())
_FORGED = st.builds(
    lambda name, value: tuple((k, value if k == name else v) for k, v in _LETTER.to_headers()),
    st.sampled_from([HEADER_PREFIX + field for field in DeadLetter.model_fields]),
    _VALUES | _NUMBERS,
)
HEADERS: st.SearchStrategy[Headers] = _FORGED | st.lists(
    st.tuples(st.sampled_from(_KNOWN) | NAMES, _VALUES), max_size=16
).map(tuple)
MESSAGES = st.builds(
    SourceMessage,
    topic=st.just("articles"),
    partition=st.integers(0, 5),
    offset=st.integers(0, 2**63 - 1),
    key=st.none() | BYTES,
    value=st.none() | BYTES,
    headers=HEADERS,
    timestamp=st.none() | st.integers(-1, 2**63 - 1),
)
_MOMENT = datetime(2026, 11, 24, tzinfo=UTC)


def _check_event(inherited: Headers) -> None:
    headers = event_headers(enriched(), "type", "/source", _MOMENT, inherited)
    names = [name for name, _ in headers]
    assert names.count("ce_id") == names.count("content-type") == 1
    assert all(isinstance(value, bytes) for _, value in headers)
    for name, value in headers[: -len(carried_headers(inherited)) or None]:
        require_utf8(name)
        value.decode("utf-8")
    carried = carried_headers(inherited)
    assert carried_headers(carried) == carried
    assert all(header in inherited for header in carried)


def _check_dead_letter(message: SourceMessage) -> None:
    letter = _LETTER.model_copy(update={"offset": message.offset})
    dead = dead_letter_message(message, letter, "dead")
    assert (dead.key, dead.value, dead.timestamp) == (message.key, message.value, None)
    own = message.timestamp if (message.timestamp or 0) >= 0 else None
    assert DeadLetter.from_headers(dead.headers) == letter.model_copy(update={"timestamp": own})
    # What was a dead letter before loses its headers, and nothing else.
    before = original_headers(message.headers)
    assert original_headers(dead.headers) == original_headers(before)
    assert all(header in message.headers for header in before)


def _check_stored(message: SourceMessage) -> None:
    stored = StoredMessage.of(message)
    assert stored.time.tzinfo is not None
    if stored.letter is None:
        return
    sent = replay_message(stored)
    names = [name for name, _ in sent.headers]
    assert names.count(OF) == names.count(ATTEMPT) == 1
    assert int(dict(sent.headers)[ATTEMPT]) >= 1
    assert (sent.key, sent.value) == (message.key, message.value)


def _check_marker(message: SourceMessage) -> None:
    again = marker.sent_again(message, "0123456789abcdef")
    names = [name for name, _ in again.headers]
    assert names.count(marker.FINGERPRINT) == names.count(marker.ATTEMPT) == 1
    earlier = marker.attempt_of(message.headers, "0123456789abcdef")
    assert marker.attempt_of(again.headers, "0123456789abcdef") == earlier + 1


def _check_held(message: SourceMessage) -> None:
    with suppress(ValueError):
        HeldArticle.of(message)
    record = held_record(message, _MOMENT, "held")
    assert withdrawn_as(withdrawal_headers(message.headers, "canceled", "a")) == "canceled"
    if message.value is None:
        return
    held = HeldArticle.of(record)
    assert (held.key, held.until) == (short(message.key), _MOMENT)
    read = replace(message, key=record.key, headers=record.headers)
    copy = released_copy(read, message.topic)
    assert (copy.key, copy.value) == (message.key, message.value)
    assert without_embargo(copy.headers) == without_embargo(message.headers)


TARGETS = (
    Target("event-headers", HEADERS, _check_event, 300),
    Target("dead-letter-headers", MESSAGES, _check_dead_letter, 300),
    Target("stored-dead-letters", MESSAGES, _check_stored, 300),
    Target("reprocess-headers", MESSAGES, _check_marker, 300),
    Target("held-articles", MESSAGES, _check_held, 300),
)
