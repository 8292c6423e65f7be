"""Work on texts alone, without a model: a port, since how it is limited is no matter of the work.

Cleaning, language detection, sentences, the candidates for summary and keywords, and the checks of
a generated summary are such work. A worker does it in processes that can be ended.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from newsdesk.enrichment.outcome import INFRASTRUCTURE_ERRORS, Rejected

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class TextWork(Protocol):
    """Does work on texts, one piece per article."""

    def map(
        self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]
    ) -> list[ResultT | Rejected]:
        """Return what `function` returns for each item, in order.

        An item on which it raises, or which costs more than is allowed, is rejected; the others are
        not affected. Function, items and results may be pickled on their way, the function by name.

        Raises:
            MemoryError, OSError: if it is no item's fault.
        """
        ...


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The answer of a process for an item that does not fit into its memory.

    `at_fault` is whether the process could have had all that it may use.
    """

    at_fault: bool


class InProcess:
    """Does the work at once, where it is asked for, without limits."""

    def map(
        self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]
    ) -> list[ResultT | Rejected]:
        """Return what `function` returns for each item, in order; where it raises, a rejection."""
        return [attempt(function, item) for item in items]


IN_PROCESS: TextWork = InProcess()


def attempt(function: Callable[[ItemT], ResultT], item: ItemT) -> ResultT | Rejected:
    """Return `function(item)`, or the rejection for what it raises.

    Raises:
        EngineUnavailable, MemoryError, OSError: if the function raises it.
    """
    try:
        return function(item)
    except INFRASTRUCTURE_ERRORS:
        raise
    except Exception as error:  # noqa: BLE001 - a library may raise anything on an odd text
        return Rejected.because(error)


def accepted(result: ResultT | Rejected) -> ResultT:
    """Return a result that is no rejection.

    Raises:
        ValueError: if it is one, with its message.
    """
    if isinstance(result, Rejected):
        raise ValueError(result.message)
    return result
