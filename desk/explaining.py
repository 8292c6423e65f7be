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


@dataclass(frozen=True, slots=True)
class Asked:
    """An explanation that was asked for: the article's id and title, and None while it is made."""

    id: str
    title: str
    explained: Explained | None = None


@dataclass(frozen=True, slots=True)
class _Running:
    asked: Asked
    task: asyncio.Task[Explained]


class Explanations:
    """The latest explanations, by the places of their events."""

    def __init__(self, explain: Explain) -> None:
        self._explain = explain
        self._alone = asyncio.Semaphore(1)
        self._running: OrderedDict[tuple[int, int], _Running] = OrderedDict()

    def known(self, place: tuple[int, int]) -> Asked | None:
        """Return what was asked for at this place; None if nothing was.

        A failure is returned once, and then forgotten: the next one who asks tries again.
        """
        running = self._running.get(place)
        if running is None:
            return None
        if not running.task.done():
            return running.asked
        explained = running.task.result()
        if explained.problem:
            del self._running[place]
        return Asked(running.asked.id, running.asked.title, explained)

    def ask(self, place: tuple[int, int], asked: Asked, article: bytes) -> Asked:
        """Begin to explain an article, given as JSON, unless that was begun."""
        if place not in self._running:
            self._running[place] = _Running(asked, asyncio.create_task(self._made(article)))
            self._forget()
        return self._running[place].asked

    async def close(self) -> None:
        """End what is being made."""
        tasks = [running.task for running in self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _made(self, article: bytes) -> Explained:
        async with self._alone:
            try:
                return Explained(await self._explain(article))
            except NewsdeskError as error:
                return Explained(problem=error.sentences)

    def _forget(self) -> None:
        while len(self._running) > _MOST_KEPT:
            _, oldest = self._running.popitem(last=False)
            oldest.task.cancel()
