"""The outcome of one message: a value, never an exception that somebody must remember."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import InvalidMessage, Reason

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

    attempts: int = 1

    @classmethod
    def because(cls, error: Exception, attempts: int = 1) -> "Rejected":
        """Return the rejection that `error` tells of."""
        if isinstance(error, InvalidMessage):
            cause = error.__cause__
            kind = type(cause).__name__ if cause else None
            return cls(error.reason, error.message, kind, attempts)
        kind = type(error).__name__
        message = f"This article makes the enrichment fail: {kind}: {error}"
        return cls(Reason.ENRICHMENT_FAILED, message, kind, attempts)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The article was withdrawn: what was published under its key is to be deleted."""


Outcome: TypeAlias = Completed[OutT] | Rejected | Withdrawn

INFRASTRUCTURE_ERRORS = (EngineUnavailable, MemoryError, OSError)
"""Causes that would hit any message: they end the batch, and nothing of it is rejected."""


ATTEMPTS = 3
"""How often an article is tried alone that makes the enrichment raise."""


def bisect(
    enrich: Callable[[Sequence[InT]], list[Outcome[OutT]]], articles: Sequence[InT]
) -> list[Outcome[OutT]]:
    """Return the outcomes of `articles`; of a batch that fails, only the articles at fault fail.

    The batch is halved until each article that makes `enrich` raise stands alone; that one is
    tried again, since a model may fail now and then, and then rejected. Its neighbours are
    enriched. k bad articles in a batch of n cost O(k log n) calls.

    Raises:
        EngineUnavailable, MemoryError, OSError: as `enrich` raised them.
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
