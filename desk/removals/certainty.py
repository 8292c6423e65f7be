"""Whether runs of removed words can have stood in one place only, by the lines of the original.

The lines that stay are found in the original as early as possible, and as late as possible. Where
both agree on the lines before and after a run, no other reading of the original is possible.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from newsdesk.desk.removals.run import Run, in_runs
from newsdesk.desk.removals.words import Words


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: its words, and those of them that stay; None where none does."""

    whole: str
    kept: str | None

    def may_be(self, other: "_Line") -> bool:
        """Whether the text's line that came from `other` may have come from this one."""
        return other.kept in (self.whole, self.kept)


def certain(original: Words, runs: Sequence[Run], broken: Collection[int]) -> list[bool]:
    """Return for each run whether its place is certain. Runs are in order, and share no word.

    Words `broken` stand in lines of which the text has other parts than it should: nothing that is
    beside these lines is certain.
    """
    numbers = original.line_numbers()
    lines = _lines(original, numbers, runs)
    staying = [number for number, line in enumerate(lines) if line.kept is not None]
    earliest, latest = _earliest(lines, staying), _latest(lines, staying)
    for line in {numbers[word] for word in broken if 0 <= word < len(original)}:
        if lines[line].kept is not None:
            at = bisect_left(staying, line)
            earliest[at], latest[at] = -1, len(lines)
    return [
        _is_after(numbers[run.start], staying, earliest, latest)
        and _is_before(numbers[run.end - 1], staying, earliest, latest)
        for run in runs
    ]


def _is_after(
    line: int, staying: Sequence[int], earliest: Sequence[int], latest: Sequence[int]
) -> bool:
    """Whether a run that begins in this line cannot begin before a line that stays."""
    at = bisect_left(staying, line)
    if at < len(staying) and staying[at] == line:
        return earliest[at] == latest[at]
    return at == 0 or latest[at - 1] < line


def _is_before(
    line: int, staying: Sequence[int], earliest: Sequence[int], latest: Sequence[int]
) -> bool:
    """Whether a run that ends in this line cannot end after a line that stays."""
    at = bisect_left(staying, line)
    if at < len(staying) and staying[at] == line:
        return earliest[at] == latest[at]
    return at == len(staying) or earliest[at] > line


def _earliest(lines: Sequence[_Line], staying: Sequence[int]) -> list[int]:
    """Return for each line that stays the first one that it may have come from."""
    found = []
    at = 0
    for number in staying:
        while not lines[at].may_be(lines[number]):
            at += 1
        found.append(at)
        at += 1
    return found


def _latest(lines: Sequence[_Line], staying: Sequence[int]) -> list[int]:
    last = len(lines) - 1
    mirrored = _earliest(lines[::-1], [last - number for number in reversed(staying)])
    return [last - number for number in reversed(mirrored)]


def _lines(words: Words, numbers: Sequence[int], runs: Sequence[Run]) -> list[_Line]:
    removed = in_runs(runs, len(words))
    whole: list[list[str]] = [[] for _ in range(numbers[-1] + 1 if numbers else 0)]
    kept: list[list[str]] = [[] for _ in whole]
    for number, (line, key) in enumerate(zip(numbers, words.keys, strict=True)):
        whole[line].append(key)
        if not removed[number]:
            kept[line].append(key)
    return [
        _Line(" ".join(all_), " ".join(some) or None)
        for all_, some in zip(whole, kept, strict=True)
    ]
