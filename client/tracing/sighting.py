"""One message that is a trace of an article."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of traces."""

    ARTICLE = "article"
    REPLAYED = "replayed"
    REPROCESSED = "reprocessed"
    RELEASED = "released"
    HELD = "held"
    NO_LONGER_HELD = "no longer held"
    EVENT = "event"
    WITHDRAWAL = "withdrawal"
    DEAD_LETTER = "dead letter"
    REPLAY = "replay"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A message, without its value.

    Attributes:
        time: When it was written, in milliseconds since 1970, as far as that is known.
        article_id: The article's id; the key where the message has no id that can be read.
        attempt: How often it was tried, replayed or sent again, by its kind; 0 where that is none.
        article_time: The timestamp of the article's message that it was made from.
        source: Topic, partition and offset of the message that it was made from.
        reason: The code of a dead letter; of a withdrawal, what the publisher says.
        until: When the embargo of a held article ends.
    """

    time: int | None
    topic: str
    partition: int
    offset: int
    kind: Kind
    article_id: str
    size: int = 0
    attempt: int = 0
    article_time: int | None = None
    source: tuple[str, int, int] | None = None
    stage: str = ""
    reason: str = ""
    message: str = ""
    until: datetime | None = None

    @property
    def place(self) -> tuple[str, int, int]:
        """Its topic, partition and offset."""
        return self.topic, self.partition, self.offset

    @property
    def moment(self) -> int:
        """The time by which it is ordered."""
        return self.time or 0
