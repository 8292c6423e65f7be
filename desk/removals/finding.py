"""Removals from articles, found on request, one article at a time, and kept for a while."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from newsdesk.client.originals import Origin
from newsdesk.desk.removals.removal import Removals
from newsdesk.schemas.errors import NewsdeskError

_MOST_KEPT = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """An event's cleaned text, and where its original is."""

    origin: Origin
    text: str


FindRemovals: TypeAlias = Callable[[Wanted], Awaitable[Removals]]
"""Finds what was removed. Raises NewsdeskError if the original cannot be read or compared."""


class FoundRemovals:
    """The latest answers, by the places of their events."""

    def __init__(self, find: FindRemovals) -> None:
        self._find = find
        self._alone = asyncio.Semaphore(1)
        self._kept: OrderedDict[tuple[int, int], Removals] = OrderedDict()

    async def of(self, place: tuple[int, int], wanted: Wanted) -> Removals:
        """Return what was removed; where it cannot be found, the problem, which is not kept."""
        async with self._alone:
            if known := self._kept.get(place):
                return known
            try:
                found = await self._find(wanted)
            except NewsdeskError as error:
                return Removals(problem=error.sentences)
            self._kept[place] = found
            if len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return found
