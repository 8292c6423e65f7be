"""Finds where in a cleaned text something was removed, and never names a place that may be wrong.

The words of the original that the cleaned text lacks were removed. Where they may as well have
stood elsewhere, as with a line that comes twice, no place is named.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from newsdesk.desk.removals.alignment import Block, blocks_of, gaps_of
from newsdesk.desk.removals.words import Words

_MOST_MISSING = 0.05
_FEW_MISSING = 2
_FEW_WORDS = 3
_MOVED_WORDS = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `end` of the original, which were removed before word `at` of the text."""

    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Placed:
    """What was removed: `runs` with their places, and the words of `elsewhere` without one.

    `is_same` is whether the original is what the text was made of.
    """

    is_same: bool
    runs: Sequence[Run] = ()
    elsewhere: Sequence[range] = field(default=())


def placed(original: Words, text: Words) -> Placed:
    """Return what of the original was removed."""
    blocks = blocks_of(original.keys, text.keys)
    if not _is_same(blocks, len(text)):
        return Placed(is_same=False)
    runs, elsewhere, missing = [], [], []
    for removed, added in gaps_of(blocks, len(original), len(text)):
        if not added:
            runs.append(Run(removed.start, removed.stop, added.start))
        elif _joined(original, removed) != _joined(text, added):
            missing.append(text.joined(added.start, added.stop))
            elsewhere.extend([removed] if len(removed) >= _FEW_WORDS else [])
    certain = [*_certain(original, runs, blocks, missing)]
    settled = {number for number, _ in certain}
    elsewhere += [range(r.start, r.end) for n, r in enumerate(runs) if n not in settled]
    return Placed(True, [run for _, run in certain], sorted(elsewhere, key=_start))


def _is_same(blocks: Sequence[Block], size: int) -> bool:
    """Whether nearly all words of a text are in the original: some were written otherwise there."""
    missing = size - sum(block.size for block in blocks)
    return missing <= _MOST_MISSING * size or (missing <= _FEW_MISSING and 2 * missing < size)


def _start(words: range) -> int:
    return words.start


def _joined(words: Words, part: range) -> str:
    """Return words without what is between: a word that was cut at a line's end is one again."""
    return "".join(words.keys[part.start : part.stop])


def _certain(
    original: Words, runs: Sequence[Run], blocks: Sequence[Block], missing: Sequence[str]
) -> Iterator[tuple[int, Run]]:
    """Yield the runs that can have stood in one place only, with their numbers."""
    uncertain = _uncertain(original, runs, blocks)
    moved = [words for words in missing if words.count(" ") > _MOVED_WORDS]
    by_start = {block.a: block for block in blocks}
    by_end = {block.a + block.size: block for block in blocks}
    for number, run in enumerate(runs):
        words = original.joined(run.start, run.end)
        if number in uncertain or any(each in words for each in moved):
            continue
        before, after = by_end.get(run.start), by_start.get(run.end)
        if found := _shifted(original, run, before, after):
            yield number, found


def _uncertain(original: Words, runs: Sequence[Run], blocks: Sequence[Block]) -> set[int]:
    """Return the runs beside a line that stays, which would be found in the run as well."""
    by_start = {run.start: number for number, run in enumerate(runs)}
    by_end = {run.end: number for number, run in enumerate(runs)}
    found = set()
    for block in blocks:
        end = block.a + block.size
        before, after = by_end.get(block.a), by_start.get(end)
        first, last = _first_line(original, block), _last_line(original, block)
        if before is not None and _is_in(original, first, runs[before], edge=0):
            found.add(before)
        if after is not None and _is_in(original, last, runs[after], edge=-1):
            found.add(after)
    # A run on the other side of such a line is as uncertain: the line may have stood before it.
    for before, after in pairwise(range(len(runs))):
        between = range(runs[before].end, runs[after].start)
        is_one_line = not any(original.begins_line(n) for n in between[1:])
        if is_one_line and {before, after} & found:
            found |= {before, after}
    return found


def _is_in(original: Words, line: range, run: Run, edge: int) -> bool:
    """Whether a line is in a run, but at the first (0) or last (-1) edge alone.

    There the run can be shifted, which is looked at for itself.
    """
    words, wanted = (
        original.joined(part.start, part.stop) for part in (range(run.start, run.end), line)
    )
    if edge == 0:
        return words.find(wanted, 1) >= 0
    place = words.find(wanted)
    return 0 <= place < len(words) - len(wanted)


def _first_line(original: Words, block: Block) -> range:
    end = block.a + 1
    while end < block.a + block.size and not original.begins_line(end):
        end += 1
    return range(block.a, end)


def _last_line(original: Words, block: Block) -> range:
    end = block.a + block.size
    start = end - 1
    while start > block.a and not original.begins_line(start):
        start -= 1
    return range(start, end)


def _shifted(original: Words, run: Run, before: Block | None, after: Block | None) -> Run | None:
    """Return the run at the one place that whole lines, or else whole sentences, leave for it.

    A run may be shifted by a word if the word before it is also its last: `a b a` without `b a`, or
    without `a b`.
    """
    keys = original.keys
    left = right = 0
    most_left = before.size if before else 0
    while left < most_left and keys[run.start - 1 - left] == keys[run.end - 1 - left]:
        left += 1
    most_right = after.size if after else 0
    while right < most_right and keys[run.start + right] == keys[run.end + right]:
        right += 1
    places = range(-left, right + 1)
    if len(places) == 1:
        return run
    for begins in (original.begins_line, original.begins_sentence):
        fitting = [n for n in places if begins(run.start + n) and begins(run.end + n)]
        if fitting:
            [shift, *others] = fitting
            return None if others else Run(run.start + shift, run.end + shift, run.at + shift)
    return None
