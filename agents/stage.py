"""One stage: what it reads, what it does, where its outcomes go. Knows messages, but no Kafka."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from enrichment.outcome import Completed, Outcome, Rejected
from schemas import (
    ClassifiedArticle,
    DeadLetter,
    InvalidMessage,
    OutgoingMessage,
    Reason,
    SourceMessage,
    dead_letter_message,
    encode,
    event_headers,
)

InT = TypeVar("InT")
EventT = TypeVar("EventT", bound=ClassifiedArticle)


@dataclass(frozen=True, slots=True)
class Published:
    """The one outcome of one source message; `rejection` tells why it is a dead letter."""

    source: SourceMessage
    message: OutgoingMessage
    rejection: Rejected | None


@dataclass(frozen=True, slots=True)
class Stage(Generic[InT, EventT]):
    """A step of the chain. `enrich` returns one outcome for each record, in order."""

    name: str
    source_topic: str
    sink_topic: str
    dead_letter_topic: str
    event_type: str
    version: str
    decode: Callable[[bytes | None], InT]
    enrich: Callable[[Sequence[InT]], list[Outcome[EventT]]]
    max_event_bytes: int = 15 * 1024 * 1024

    def process(self, messages: Sequence[SourceMessage]) -> list[Published]:
        """Return what is to be published for each message, in order.

        Raises:
            EngineUnavailable, MemoryError, OSError: where it is no message's fault.
        """
        decoded = [self._decode(message) for message in messages]
        enriched = iter(self.enrich([r for r in decoded if not isinstance(r, Rejected)]))
        outcomes = [r if isinstance(r, Rejected) else next(enriched) for r in decoded]
        return [self._publish(m, o) for m, o in zip(messages, outcomes, strict=True)]

    def _decode(self, message: SourceMessage) -> InT | Rejected:
        try:
            return self.decode(message.value)
        except InvalidMessage as error:
            return Rejected.because(error)

    def _publish(self, source: SourceMessage, outcome: Outcome[EventT]) -> Published:
        if isinstance(outcome, Completed):
            try:
                return Published(source, self._event_message(source, outcome.event), None)
            except InvalidMessage as error:
                outcome = Rejected.because(error)
        return Published(source, self._dead_letter(source, outcome), outcome)

    def _event_message(self, source: SourceMessage, event: EventT) -> OutgoingMessage:
        value = encode(event)
        if len(value) > self.max_event_bytes:
            raise InvalidMessage(
                Reason.TOO_LARGE,
                f"The event would have {len(value):,} bytes; at most {self.max_event_bytes:,} "
                "are published. Send fewer or smaller further fields.",
            )
        time = datetime.now(UTC)
        return OutgoingMessage(
            topic=self.sink_topic,
            partition=source.partition,
            key=source.key,
            value=value,
            headers=event_headers(
                event, self.event_type, f"/newsdesk/{self.name}", time, source.headers
            ),
        )

    def _dead_letter(self, source: SourceMessage, rejected: Rejected) -> OutgoingMessage:
        letter = DeadLetter(
            stage=self.name,
            reason=rejected.reason,
            message=rejected.message,
            exception=rejected.exception,
            topic=source.topic,
            partition=source.partition,
            offset=source.offset,
            attempts=1,
            time=datetime.now(UTC),
            version=self.version,
        )
        return dead_letter_message(source, letter, self.dead_letter_topic)


AnyStage = Stage[Any, Any]
