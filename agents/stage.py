"""One stage: what it reads, what it does, where its outcomes go. Knows messages, but no Kafka."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from newsdesk.enrichment.outcome import INFRASTRUCTURE_ERRORS, Completed, Outcome, Rejected
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
class Route:
    """Where a stage's messages come from and go to. All that the worker itself knows of a stage."""

    stage: str
    source_topic: str
    sink_topic: str
    dead_letter_topic: str
    event_type: str
    version: str

    def reject(self, source: SourceMessage, rejected: Rejected, attempts: int = 1) -> Published:
        """Return the dead letter of `source`."""
        letter = DeadLetter(
            stage=self.stage,
            reason=rejected.reason,
            message=rejected.message,
            exception=rejected.exception,
            topic=source.topic,
            partition=source.partition,
            offset=source.offset,
            attempts=attempts,
            time=datetime.now(UTC),
            version=self.version,
        )
        message = dead_letter_message(source, letter, self.dead_letter_topic)
        return Published(source, message, rejected)


@dataclass(frozen=True, slots=True)
class Stage(Generic[InT, EventT]):
    """A step of the chain. `enrich` returns one outcome for each record, in order."""

    route: Route
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
        except INFRASTRUCTURE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a message provokes is its own
            return Rejected.because(error)

    def _publish(self, source: SourceMessage, outcome: Outcome[EventT]) -> Published:
        if isinstance(outcome, Completed):
            try:
                return Published(source, self._event_message(source, outcome.event), None)
            except INFRASTRUCTURE_ERRORS:
                raise
            except Exception as error:  # noqa: BLE001 - as above
                outcome = Rejected.because(error)
        return self.route.reject(source, outcome, outcome.attempts)

    def _event_message(self, source: SourceMessage, event: EventT) -> OutgoingMessage:
        value = encode(event)
        if len(value) > self.max_event_bytes:
            raise InvalidMessage(
                Reason.TOO_LARGE,
                f"The event would have {len(value):,} bytes; at most {self.max_event_bytes:,} "
                "are published. Send fewer or smaller further fields.",
            )
        route = self.route
        return OutgoingMessage(
            topic=route.sink_topic,
            partition=source.partition,
            key=source.key,
            value=value,
            headers=event_headers(
                event,
                route.event_type,
                f"/newsdesk/{route.stage}",
                datetime.now(UTC),
                source.headers,
            ),
        )


AnyStage = Stage[Any, Any]
