"""Explanations of articles, made on request by the models where they are, one at a time."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from newsdesk.schemas.errors import NewsdeskError

Explain: TypeAlias = Callable[[bytes], Awaitable[Mapping[str, Any]]]
"""Returns why an article, given as JSON, has its topics. Raises NewsdeskError if it cannot."""

_MOST_KEPT = 200


@dataclass(frozen=True, slots=True)
class Explained:
    """What `newsdesk explain --json` has of an article; or why there is nothing."""

    fields: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""


class Explanations:
    """The latest explanations, by the places of their events."""

    def __init__(self, explain: Explain) -> None:
        self._explain = explain
        self._alone = asyncio.Semaphore(1)
        self._tasks: OrderedDict[tuple[int, int], asyncio.Task[Explained]] = OrderedDict()

    def of(self, place: tuple[int, int], article: bytes) -> Explained | None:
        """Return the explanation; None while it is being made, which the first call begins.

        A failure is returned once; the next call tries again.
        """
        task = self._tasks.get(place)
        if task is None:
            self._tasks[place] = asyncio.create_task(self._made(article))
            self._forget()
            return None
        if not task.done():
            return None
        if task.result().problem:
            del self._tasks[place]
        return task.result()

    async def close(self) -> None:
        """End what is being made."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)

    async def _made(self, article: bytes) -> Explained:
        async with self._alone:
            try:
                return Explained(await self._explain(article))
            except NewsdeskError as error:
                return Explained(problem=f"{error.problem} {error.advice}".strip())

    def _forget(self) -> None:
        while len(self._tasks) > _MOST_KEPT:
            _, oldest = self._tasks.popitem(last=False)
            oldest.cancel()
