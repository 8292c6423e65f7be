"""Finds where in a cleaned text something was removed, and never names a place that may be wrong.

The words of the original that the cleaned text lacks were removed. Where they may as well have
stood elsewhere, as with a line that comes twice, no place is named.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsdesk.desk.alignment import Block, blocks_of, gaps_of
from newsdesk.desk.removals.assembled import assembled
from newsdesk.desk.removals.certainty import certain
from newsdesk.desk.removals.run import Run
from newsdesk.desk.removals.words import Words

_MOST_MISSING = 0.05
_FEW_MISSING = 2
_FEW_WORDS = 3
_MOVED_WORDS = 4
_MOST_MOVED = 100
_MANY_WORDS = 8


@dataclass(frozen=True, slots=True)
class Placed:
    """Removals: `runs` with their places, and the words of `elsewhere` without one.

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
    shifted = [_shifted(original, run, blocks) for run in runs]
    settled = [run for _, run in shifted]
    fitting = [_fits_lines(original, text, run) for run in settled]
    broken = {n for run, fits in zip(settled, fitting, strict=True) if not fits for n in _ends(run)}
    broken |= assembled(original, text, blocks, settled)
    sure = certain(original, settled, broken)
    moved = [words for words in missing if words.count(" ") > _MOVED_WORDS]
    if len(moved) > _MOST_MOVED:
        return Placed(is_same=False)
    unclear = _unclear(original, text, blocks)
    found = []
    for (is_one_place, run), is_sure, fits in zip(shifted, sure, fitting, strict=True):
        words = original.joined(run.start, run.end)
        is_clear = is_one_place and is_sure and fits and not unclear[run.start]
        if is_clear and not any(each in words for each in moved):
            found.append(run)
        else:
            elsewhere.append(range(run.start, run.end))
    return Placed(True, found, sorted(elsewhere, key=_start))


def _ends(run: Run) -> tuple[int, int]:
    """Return the words beside a run."""
    return run.start - 1, run.end


def _fits_lines(original: Words, text: Words, run: Run) -> bool:
    """Whether lines end in the text where they end in the original around a run."""
    if run.at in (0, len(text)):
        return True
    is_break = "\n" in text.before(run.at)
    if original.begins_line(run.start) or original.begins_line(run.end):
        return is_break
    gap = original.text[original.end_before(run.start) : original.start_of(run.end)]
    return not is_break and "\n" not in gap


def _unclear(original: Words, text: Words, blocks: Sequence[Block]) -> bytearray:
    """Return for each word of the original whether words of the text are missing near it.

    Near is up to the next words that are many in a row the same.
    """
    unclear = bytearray(len(original) + 1)
    start, is_missing = 0, False
    before = Block(0, 0, 0)
    for block in (*blocks, Block(len(original), len(text), _MANY_WORDS)):
        removed = range(before.a + before.size, block.a)
        added = range(before.b + before.size, block.b)
        is_missing |= bool(added) and _joined(original, removed) != _joined(text, added)
        if block.size >= _MANY_WORDS:
            unclear[start : block.a] = bytes([is_missing]) * (block.a - start)
            start, is_missing = block.a, False
        before = block
    return unclear


def _is_same(blocks: Sequence[Block], size: int) -> bool:
    """Whether nearly all words of a text are in the original: some were written otherwise there."""
    missing = size - sum(block.size for block in blocks)
    return missing <= _MOST_MISSING * size or (missing <= _FEW_MISSING and 2 * missing < size)


def _start(words: range) -> int:
    return words.start


def _joined(words: Words, part: range) -> str:
    """Return words without what is between: a word that was cut at a line's end is one again."""
    return "".join(words.keys[part.start : part.stop])


def _shifted(original: Words, run: Run, blocks: Sequence[Block]) -> tuple[bool, Run]:
    """Return the run at the place that whole lines, or else whole sentences, leave for it.

    A run may be shifted by a word if the word before it is also its last: `a b a` without `b a`, or
    without `a b`. Whether that is the only place comes first.
    """
    keys = original.keys
    before, after = _beside(run, blocks)
    left = right = 0
    while left < before and keys[run.start - 1 - left] == keys[run.end - 1 - left]:
        left += 1
    while right < after and keys[run.start + right] == keys[run.end + right]:
        right += 1
    places = range(-left, right + 1)
    if len(places) == 1:
        return original.begins_part(run.start) and original.begins_part(run.end), run
    for begins in (original.begins_line, original.begins_sentence):
        if fitting := [n for n in places if begins(run.start + n) and begins(run.end + n)]:
            shift = fitting[0]
            moved = Run(run.start + shift, run.end + shift, run.at + shift)
            return len(fitting) == 1, moved
    return False, run


def _beside(run: Run, blocks: Sequence[Block]) -> tuple[int, int]:
    """Return how many words stay before and after a run, up to the next ones."""
    number = bisect_left(blocks, (run.start,))
    before = blocks[number - 1] if number else None
    after = blocks[number] if number < len(blocks) else None
    return (
        before.size if before and before.a + before.size == run.start else 0,
        after.size if after and after.a == run.end else 0,
    )
