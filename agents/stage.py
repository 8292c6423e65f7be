"""One stage: what it reads, and what it does. Knows messages, but no Kafka."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from newsdesk.agents.route import Published, Route, require_few_headers
from newsdesk.enrichment.outcome import (
    INFRASTRUCTURE_ERRORS,
    Completed,
    Held,
    Outcome,
    Rejected,
    Withdrawn,
)
from newsdesk.enrichment.work_record import record_event
from newsdesk.schemas import (
    ClassifiedArticle,
    InvalidMessage,
    OutgoingMessage,
    Reason,
    SourceMessage,
    encode,
    event_headers,
    require_readable,
)
from newsdesk.schemas.headers import with_article_time

InT = TypeVar("InT")
EventT = TypeVar("EventT", bound=ClassifiedArticle)


def _nothing_further(message: OutgoingMessage, event: object) -> Sequence[OutgoingMessage]:
    return ()


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
                    published = Published(source, self._messages(source, event))
                    record_event(event)
                    return published
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
        for message in messages:
            require_few_headers(message)

    def _event_message(self, source: SourceMessage, event: EventT) -> OutgoingMessage:
        route, inherited = self.route, source.headers
        if not self.passes_tombstones:
            # The first stage reads the article itself; the others pass the header on.
            inherited = with_article_time(inherited, source.timestamp)
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
                inherited,
            ),
        )


AnyStage = Stage[Any, Any]
