"""Records of the dead letters that were replayed: a compacted topic, keyed by place.

A record is written in the transaction that sends the message back, so that neither exists without
the other.
"""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, ValidationError

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.stored import Place, StoredMessage, place_of_record
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.topic_reading import read_to_end

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)


class ReplayRecord(BaseModel):
    """When a dead letter was replayed, and when it was rejected.

    The latter distinguishes it from another at the same place, if the topic was created again.
    Early records have it under the name `given_up_at`.
    """

    model_config = ConfigDict(frozen=True)

    replayed_at: datetime
    rejected_at: datetime = Field(validation_alias=AliasChoices("rejected_at", "given_up_at"))


@dataclass(slots=True)
class Replays:
    """The records of one dead-letter topic; None for a record that cannot be read."""

    records: dict[Place, ReplayRecord | None] = field(default_factory=dict)

    def time_of(self, stored: StoredMessage) -> datetime | None:
        """Return when `stored` was replayed, or None if it never was.

        A record that cannot be read counts: not sending is better than sending twice.
        """
        if stored.letter is None or stored.place not in self.records:
            return None
        record = self.records[stored.place]
        if record is None:
            return _UNKNOWN
        return record.replayed_at if record.rejected_at == stored.time else None


def record_value(stored: StoredMessage, now: datetime) -> bytes:
    """Return the value of the record that `stored` was replayed."""
    return ReplayRecord(replayed_at=now, rejected_at=stored.time).model_dump_json().encode()


def read_replays(cluster: Cluster, topics: LetterTopics, *, wait_for_open: bool = False) -> Replays:
    """Read all records of the dead-letter topic that are there now.

    Records beyond an open transaction are read only with `wait_for_open`, which waits until that
    transaction has ended.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    replays = Replays()
    for message in read_to_end(cluster, topics.replays, wait_for_open=wait_for_open):
        place = place_of_record(topics.dead_letter, message.key)
        if place is None:
            continue
        if message.value is None:
            replays.records.pop(place, None)
        else:
            replays.records[place] = _record(message.value)
    return replays


def _record(value: bytes) -> ReplayRecord | None:
    try:
        return ReplayRecord.model_validate_json(value)
    except ValidationError:
        return None
