"""The topic of enriched articles, read from its beginning: the fingerprint of each event."""

from collections.abc import Callable

import orjson

from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_reading import read_to_end
from newsdesk.commands.reprocess.marker import attempt_of
from newsdesk.commands.reprocess.packed_table import DIGEST, Records, Table, digest
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.exact_json import loads


class EventLog:
    """The events, a row of 33 bytes each; other messages are ignored."""

    def __init__(self, fingerprint: str) -> None:
        self._fingerprint = fingerprint
        self._rows = Table(id=DIGEST, partition="<i4", attempt="<i4", offset="<i8", fresh="?")

    def add(self, message: SourceMessage) -> None:
        """Add a message."""
        event = {} if message.fault else _fields(message.value)
        article_id = event.get("id")
        if isinstance(article_id, str):
            self._rows.append(
                digest(article_id),
                message.partition,
                attempt_of(message.headers, self._fingerprint),
                message.offset,
                event.get("fingerprint") == self._fingerprint,
            )

    @property
    def rows(self) -> Records:
        """The rows; `attempt` is the number of the sending that an event was made from."""
        return self._rows.rows


def scan_events(
    cluster: Cluster, topic: str, fingerprint: str, on_message: Callable[[], None]
) -> EventLog:
    """Read everything that `topic` has now.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    log = EventLog(fingerprint)
    for message in read_to_end(cluster, topic):
        log.add(message)
        on_message()
    return log


def _fields(value: bytes | None) -> dict[str, object]:
    """Return an event's fields, not validated: only two of them are needed."""
    try:
        event = loads(value or b"")
    except orjson.JSONDecodeError:
        return {}
    return event if isinstance(event, dict) else {}
