"""Lines that come again: a page's repeated parts, and refrains, which are part of the article."""

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

_SHORTEST = 20
_SHORTEST_PARAGRAPH = 60
_OFTEN = 3
_LONG = 120


class Repeats:
    """Finds lines that a page repeats, in a text that is read line by line.

    A paragraph that comes again is a pull quote, or a page that shows its text twice. A short line
    may be a refrain, a row of a table or a question; it is repeated by the page if it is a title
    shown twice, or if it interrupts long paragraphs again and again.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._seen: set[str] = set()
        self._last = ""

    def is_repeated(self, line: str) -> bool:
        """Whether a page repeats `line`, which stays otherwise; lines are asked for in order."""
        key = line.casefold()
        is_title = len(self._seen) == 1 and key == self._last
        if (
            key in self._seen
            and len(key) >= _SHORTEST
            and (
                is_title
                or (len(key) >= _SHORTEST_PARAGRAPH and not key.endswith("?"))
                or not any(map(str.isalnum, key))
                or key in self._interrupting
            )
        ):
            return True
        self._seen.add(key)
        self._last = key
        return False

    @cached_property
    def _interrupting(self) -> set[str]:
        """Short lines that stand between long paragraphs, at least three times."""
        folded = [line.casefold() for line in self._lines]
        often = {line for line, count in Counter(folded).items() if count >= _OFTEN}
        framed = Counter(
            line
            for index, line in enumerate(folded)
            if line in often and all(len(near) >= _LONG for near in _near(folded, index))
        )
        counts = Counter(folded)
        return {line for line, count in framed.items() if count == counts[line]}


def _near(lines: Sequence[str], index: int) -> Sequence[str]:
    return [*lines[max(0, index - 1) : index], *lines[index + 1 : index + 2]]
