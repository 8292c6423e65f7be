"""The message that goes back, and what is known of a dead letter without its value."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from newsdesk.client.dead_letters.replay_message import replay_message
from newsdesk.client.dead_letters.selection import MessageHead
from newsdesk.client.dead_letters.stored import StoredMessage
from newsdesk.schemas import DeadLetter, Reason, SourceMessage, dead_letter_message

LETTER = DeadLetter(
    stage="classify",
    reason=Reason.NO_TEXT,
    message="no",
    exception=None,
    topic="articles",
    partition=1,
    offset=7,
    attempts=1,
    time=datetime(2026, 11, 24, tzinfo=UTC),
    version="1",
)
WRITTEN = 1_790_000_000_000


def stored(own: int | None, key: bytes | None = b"key") -> StoredMessage:
    """Return the dead letter of a message from `own`, as it is read again."""
    source = SourceMessage("articles", 1, 7, key, b"{}", (), own)
    dead = dead_letter_message(source, LETTER, "dead")
    return StoredMessage.of(SourceMessage("dead", 1, 0, key, dead.value, dead.headers, WRITTEN))


@pytest.mark.parametrize("own", [0, 1, 1_700_000_000_000, WRITTEN])
def test_replay_message_has_the_time_that_the_message_had(own: int) -> None:
    assert stored(own).timestamp == own
    assert replay_message(stored(own)).timestamp == own


@pytest.mark.parametrize("own", [WRITTEN + 1, 253_402_300_800_000, 2**63 - 1])
def test_replay_message_from_a_time_after_its_dead_letter_is_sent_as_of_now(own: int) -> None:
    """Kafka refuses what is from the future, and all others of its transaction with it."""
    assert replay_message(stored(own)).timestamp is None


def test_replay_message_of_an_early_dead_letter_has_the_time_of_that() -> None:
    early = stored(None)
    assert (early.timestamp, replay_message(early).timestamp) == (WRITTEN, WRITTEN)
    foreign = StoredMessage.of(replace(early.message, headers=()))
    assert (foreign.letter, foreign.timestamp) == (None, WRITTEN)


@pytest.mark.parametrize("key", [None, b"", b"k" * 512])
def test_message_head_keeps_a_usual_key(key: bytes | None) -> None:
    assert MessageHead.of(stored(1, key), None).key == key


def test_message_head_keeps_little_of_a_key_of_megabytes() -> None:
    head = MessageHead.of(stored(1, b"k" * 5_000_000), None)
    assert len(head.key or b"") < 200
