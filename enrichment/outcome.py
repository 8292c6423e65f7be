"""The outcome of one message: a value, never an exception that somebody must remember."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from enrichment.ports import EngineUnavailable
from schemas import InvalidMessage, Reason

InT = TypeVar("InT")
OutT = TypeVar("OutT")


@dataclass(frozen=True, slots=True)
class Completed(Generic[OutT]):
    """The message led to an event."""

    event: OutT


@dataclass(frozen=True, slots=True)
class Rejected:
    """The message can never lead to an event."""

    reason: Reason
    message: str
    exception: str | None = None

    @classmethod
    def because(cls, error: InvalidMessage) -> "Rejected":
        """Return the rejection that `error` tells of."""
        cause = error.__cause__
        return cls(error.reason, error.message, type(cause).__name__ if cause else None)


Outcome: TypeAlias = Completed[OutT] | Rejected

NOT_THE_MESSAGES_FAULT = (EngineUnavailable, MemoryError, OSError)
"""Causes that would hit any message: they end the batch, and nothing of it is rejected."""


def bisect(
    enrich: Callable[[Sequence[InT]], list[Outcome[OutT]]], articles: Sequence[InT]
) -> list[Outcome[OutT]]:
    """Return the outcomes of `articles`; of a batch that fails, only the articles at fault fail.

    The batch is halved until each article that makes `enrich` raise stands alone; that one is
    rejected, its neighbours are enriched. k bad articles in a batch of n cost O(k log n) calls.

    Raises:
        EngineUnavailable, MemoryError, OSError: as `enrich` raised them.
    """
    try:
        return enrich(articles)
    except NOT_THE_MESSAGES_FAULT:
        raise
    except Exception as error:  # noqa: BLE001 - a model may raise anything on an odd text
        if len(articles) == 1:
            kind = type(error).__name__
            message = f"This article makes the enrichment fail: {kind}: {error}"
            return [Rejected(Reason.ENRICHMENT_FAILED, message, kind)]
    middle = len(articles) // 2
    return bisect(enrich, articles[:middle]) + bisect(enrich, articles[middle:])
