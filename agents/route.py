"""Where a stage's messages come from and go to, and the outcomes that need no enrichment."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from newsdesk.agents.keepable import keepable
from newsdesk.enrichment.outcome import Held, Rejected, Withdrawn
from newsdesk.schemas import (
    DeadLetter,
    InvalidMessage,
    OutgoingMessage,
    Reason,
    SourceMessage,
    dead_letter_message,
    held_record,
)
from newsdesk.schemas.headers import withdrawal_headers
from newsdesk.schemas.held import without_embargo
from newsdesk.schemas.messages import MAX_ARTICLE_BYTES, MAX_WRITTEN_HEADERS

_MAX_HELD_BYTES = MAX_ARTICLE_BYTES - 64 * 1024
"""An article that comes back has one more header, and is compressed in another way."""

_TOO_MANY_HELD = Rejected(
    Reason.TOO_MANY_HELD,
    "Its partition holds as many articles under embargo as it may. Replay it when some are out.",
)


@dataclass(frozen=True, slots=True)
class Published:
    """The one outcome of one source message: its messages are published together or not at all.

    `rejection` says why it is a dead letter, if it is one; `is_held`, whether its article is held
    back for now. `if_full` is the outcome instead where too many articles are held already.
    """

    source: SourceMessage
    messages: tuple[OutgoingMessage, ...]
    rejection: Rejected | None = None
    is_held: bool = False
    if_full: "Published | None" = None

    @property
    def is_event(self) -> bool:
        """Whether an article was enriched; a dead letter or a tombstone is no event."""
        has_value = any(message.value is not None for message in self.messages)
        return has_value and self.rejection is None and not self.is_held

    @property
    def is_withdrawal(self) -> bool:
        """Whether an article was withdrawn."""
        return bool(self.messages) and all(message.value is None for message in self.messages)


@dataclass(frozen=True, slots=True)
class Route:
    """Where a stage's messages come from and go to."""

    stage: str
    source_topic: str
    sink_topic: str
    dead_letter_topic: str
    event_type: str
    version: str
    sample: bytes
    """The value of a small message that the stage can enrich."""

    embargoed_topic: str | None = None
    """Where articles under embargo are held back; only the first stage has it."""

    def reject(self, source: SourceMessage, rejected: Rejected, attempts: int = 1) -> Published:
        """Return the dead letter of `source`."""
        kept, omission = keepable(source)
        letter = DeadLetter(
            stage=self.stage,
            reason=rejected.reason,
            message=f"{rejected.message} {omission}".rstrip(),
            exception=rejected.exception,
            topic=source.topic,
            partition=source.partition,
            offset=source.offset,
            attempts=attempts,
            time=datetime.now(UTC),
            version=self.version,
        )
        # What came back when its embargo ended is replayed like any other message.
        kept = replace(kept, headers=without_embargo(kept.headers))
        message = dead_letter_message(kept, letter, self.dead_letter_topic)
        return Published(source, (message,), rejected)

    def withdraw(self, source: SourceMessage, withdrawn: Withdrawn) -> Published:
        """Return the tombstone that deletes what was published under the key of `source`.

        Raises:
            InvalidMessage: if it has no key.
        """
        if source.key is None:
            raise InvalidMessage(
                Reason.NULL_VALUE if source.value is None else Reason.NO_KEY,
                "An article without a key cannot be withdrawn.",
                "Send the key of what was published.",
            )
        headers = withdrawal_headers(source.headers, withdrawn.status, withdrawn.article_id)
        tombstone = OutgoingMessage(self.sink_topic, source.partition, source.key, None, headers)
        return Published(source, (tombstone,))

    def hold(self, source: SourceMessage, held: Held) -> Published:
        """Return the record that holds the article of `source` back.

        Raises:
            InvalidMessage: if it is so large that it might not fit into its topic again, or has too
                many headers.
        """
        if self.embargoed_topic is None:
            raise ValueError(f"the stage {self.stage} holds no articles")
        if source.size > _MAX_HELD_BYTES:
            raise InvalidMessage(
                Reason.TOO_LARGE,
                f"With key and headers the article has {source.size:,} bytes; under embargo it may"
                f" have {_MAX_HELD_BYTES:,}.",
                "Send less, or send it when the embargo is over.",
            )
        record = held_record(source, held.until, self.embargoed_topic)
        require_few_headers(record)
        if_full = self.reject(source, _TOO_MANY_HELD)
        return Published(source, (record,), is_held=True, if_full=if_full)


def require_few_headers(message: OutgoingMessage) -> None:
    """Check that the message is not refused for its headers by whatever reads it.

    Raises:
        InvalidMessage: if it has too many.
    """
    count = len(message.headers)
    if count > MAX_WRITTEN_HEADERS:
        raise InvalidMessage(
            Reason.TOO_LARGE,
            f"It would be published with {count:,} headers, its own included; at most"
            f" {MAX_WRITTEN_HEADERS:,} are.",
            "Send fewer headers.",
        )
