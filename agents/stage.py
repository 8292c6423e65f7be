"""One stage: what it reads, what it does, where its outcomes go. Knows messages, but no Kafka."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from newsdesk.agents.keepable import keepable
from newsdesk.enrichment.outcome import (
    INFRASTRUCTURE_ERRORS,
    Completed,
    Held,
    Outcome,
    Rejected,
    Withdrawn,
)
from newsdesk.schemas import (
    ClassifiedArticle,
    DeadLetter,
    InvalidMessage,
    OutgoingMessage,
    Reason,
    SourceMessage,
    dead_letter_message,
    encode,
    event_headers,
    held_record,
    require_readable,
)
from newsdesk.schemas.headers import withdrawal_headers
from newsdesk.schemas.held import without_embargo
from newsdesk.schemas.messages import MAX_ARTICLE_BYTES

InT = TypeVar("InT")
EventT = TypeVar("EventT", bound=ClassifiedArticle)


@dataclass(frozen=True, slots=True)
class Published:
    """The one outcome of one source message: its messages are published together or not at all.

    `rejection` says why it is a dead letter, if it is one; `is_held`, whether its article is held
    back for now.
    """

    source: SourceMessage
    messages: tuple[OutgoingMessage, ...]
    rejection: Rejected | None = None
    is_held: bool = False

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
            InvalidMessage: if it is so large that it might not fit into its topic again.
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
        return Published(source, (record,), is_held=True)


def _nothing_further(message: OutgoingMessage, event: object) -> Sequence[OutgoingMessage]:
    return ()


_MAX_HELD_BYTES = MAX_ARTICLE_BYTES - 64 * 1024
"""An article that comes back has one more header, and is compressed in another way."""

_DECIDED = (Rejected, Withdrawn)
"""Outcomes that a message has without being enriched."""


@dataclass(frozen=True, slots=True)
class Stage(Generic[InT, EventT]):
    """A step of the chain. `enrich` returns one outcome for each record, in order.

    With `passes_tombstones`, a message without a value withdraws its article here too; else it is
    rejected. `further` returns more messages to publish beside an event, in its transaction.
    """

    route: Route
    decode: Callable[[bytes | None], InT]
    enrich: Callable[[Sequence[InT]], list[Outcome[EventT]]]
    max_event_bytes: int = 15 * 1024 * 1024
    passes_tombstones: bool = False
    further: Callable[[OutgoingMessage, EventT], Sequence[OutgoingMessage]] = _nothing_further

    def process(self, messages: Sequence[SourceMessage]) -> list[Published]:
        """Return one outcome for each message, in order.

        Raises:
            EngineUnavailable, MemoryError, OSError: where it is no message's fault.
        """
        decoded = [self._decode(message) for message in messages]
        enriched = iter(self.enrich([r for r in decoded if not isinstance(r, _DECIDED)]))
        outcomes = [r if isinstance(r, _DECIDED) else next(enriched) for r in decoded]
        return [self._publish(m, o) for m, o in zip(messages, outcomes, strict=True)]

    def _decode(self, message: SourceMessage) -> InT | Rejected | Withdrawn:
        if message.value is None and message.fault is None and self.passes_tombstones:
            return Withdrawn()
        try:
            require_readable(message)
            return self.decode(message.value)
        except INFRASTRUCTURE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a message causes is its own fault
            return Rejected.because(error)

    def _publish(self, source: SourceMessage, outcome: Outcome[EventT]) -> Published:
        try:
            match outcome:
                case Completed(event):
                    return Published(source, self._messages(source, event))
                case Withdrawn() as withdrawn:
                    withdrawal = self.route.withdraw(source, withdrawn)
                    self._require_size(withdrawal.messages)
                    return withdrawal
                case Held() as held:
                    return self.route.hold(source, held)
                case Rejected() as rejected:
                    return self.route.reject(source, rejected, rejected.attempts)
        except INFRASTRUCTURE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - as above
            return self.route.reject(source, Rejected.because(error))

    def _messages(self, source: SourceMessage, event: EventT) -> tuple[OutgoingMessage, ...]:
        message = self._event_message(source, event)
        messages = (message, *self.further(message, event))
        self._require_size(messages)
        return messages

    def _require_size(self, messages: Sequence[OutgoingMessage]) -> None:
        size = max(m.size for m in messages)
        if size > self.max_event_bytes:
            raise InvalidMessage(
                Reason.TOO_LARGE,
                f"The event would have {size:,} bytes with its key and headers; at most"
                f" {self.max_event_bytes:,} are published.",
                "Send fewer or smaller further fields, or smaller headers.",
            )

    def _event_message(self, source: SourceMessage, event: EventT) -> OutgoingMessage:
        route = self.route
        return OutgoingMessage(
            topic=route.sink_topic,
            partition=source.partition,
            key=source.key,
            value=encode(event),
            headers=event_headers(
                event,
                route.event_type,
                f"/newsdesk/{route.stage}",
                datetime.now(UTC),
                source.headers,
            ),
        )


AnyStage = Stage[Any, Any]
