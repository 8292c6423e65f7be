"""The outcome of one message, as a value instead of an exception."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeAlias, TypeVar

from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import InvalidMessage, Reason

InT = TypeVar("InT")
OutT = TypeVar("OutT")
PreparedT = TypeVar("PreparedT")


@dataclass(frozen=True, slots=True)
class Completed(Generic[OutT]):
    """The message led to an event."""

    event: OutT


@dataclass(frozen=True, slots=True)
class Rejected:
    """The message can never lead to an event; it becomes a dead letter."""

    reason: Reason
    message: str
    exception: str | None = None

    attempts: int = 1

    @classmethod
    def because(cls, error: Exception, attempts: int = 1) -> "Rejected":
        """Return the rejection for `error`."""
        if isinstance(error, InvalidMessage):
            cause = error.__cause__
            kind = type(cause).__name__ if cause else None
            return cls(error.reason, error.message, kind, attempts)
        kind = type(error).__name__
        message = f"Enriching this article failed: {kind}: {error}"
        return cls(Reason.ENRICHMENT_FAILED, message, kind, attempts)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The article was withdrawn: the events published under its key must be deleted.

    `status` is what its publisher says of it, and `article_id` its id; None where that is not
    known.
    """

    status: str | None = None
    article_id: str | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """The article is under embargo: it must be held back until then."""

    until: datetime


Outcome: TypeAlias = Completed[OutT] | Rejected | Withdrawn | Held

INFRASTRUCTURE_ERRORS = (EngineUnavailable, MemoryError, OSError)
"""Errors that any message would meet: they end the batch, and none of its messages is rejected."""


def beside_rejected(
    articles: Sequence[InT],
    prepared: Sequence[PreparedT | Rejected],
    enrich: Callable[[list[tuple[InT, PreparedT]]], list[Outcome[OutT]]],
) -> list[Outcome[OutT]]:
    """Return the outcomes of `articles`, in order: those of `enrich`, beside earlier rejections.

    `enrich` gets each article that was not rejected with what was prepared of it. It returns one
    outcome for each, and is not called without any.
    """
    pairs = [
        (article, one)
        for article, one in zip(articles, prepared, strict=True)
        if not isinstance(one, Rejected)
    ]
    enriched = iter(enrich(pairs) if pairs else ())
    return [one if isinstance(one, Rejected) else next(enriched) for one in prepared]


ATTEMPTS = 3
"""How often an article that makes the enrichment fail is tried by itself."""


def bisect(
    enrich: Callable[[Sequence[InT]], list[Outcome[OutT]]], articles: Sequence[InT]
) -> list[Outcome[OutT]]:
    """Return the outcomes of `articles`; in a failing batch, reject only the articles at fault.

    The batch is halved until each article that makes `enrich` raise is isolated. That article is
    retried, since a model may fail sporadically, and then rejected; the others are enriched.
    k bad articles in a batch of n cost O(k log n) calls.

    Raises:
        EngineUnavailable, MemoryError, OSError: raised by `enrich`.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return enrich(articles)
        except INFRASTRUCTURE_ERRORS:
            raise
        except Exception as error:  # noqa: BLE001 - a model may raise anything on an odd text
            if len(articles) > 1:
                break
            rejected = Rejected.because(error, attempt)
    else:
        return [rejected]
    middle = len(articles) // 2
    return bisect(enrich, articles[:middle]) + bisect(enrich, articles[middle:])
