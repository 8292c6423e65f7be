"""The parts that two sequences have in common, in order: also of long ones, in short time.

Runs that are in both sequences once are anchors, as in the patience diff; what is between two
anchors is compared in the same way with shorter runs.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_LONG_RUNS = (12, 6, 3)
_SHORT_RUNS = (2, 1)
_STEPS = 30
_MOST_PAIRS = 40_000
"""Pairs that are compared one by one where nothing is in both once."""


class Block(NamedTuple):
    """So many items that are the same, from these places on."""

    a: int
    b: int
    size: int


class _Range(NamedTuple):
    a: int
    a_end: int
    b: int
    b_end: int


def blocks_of(a: Sequence[str], b: Sequence[str]) -> list[Block]:
    """Return what both have, in order; blocks that touch in both are one.

    Texts that are made to cost much are not compared to the end: some of what they share is left
    out.
    """
    found: list[Block] = []
    waiting = [_Range(0, len(a), 0, len(b))]
    steps = _STEPS * (len(a) + len(b)) + _MOST_PAIRS
    while waiting and steps > 0:
        part = waiting.pop()
        steps -= part.a_end - part.a + part.b_end - part.b
        if part.a < part.a_end and part.b < part.b_end:
            blocks = _blocks_in(a, b, part)
            found.extend(blocks)
            waiting.extend(_between(part, blocks) if blocks else ())
    return _merged(sorted(found))


def gaps_of(blocks: Iterable[Block], a_size: int, b_size: int) -> Iterator[tuple[range, range]]:
    """Yield what is before, between and after the blocks, in both."""
    a = b = 0
    for block in (*blocks, Block(a_size, b_size, 0)):
        if a < block.a or b < block.b:
            yield range(a, block.a), range(b, block.b)
        a, b = block.a + block.size, block.b + block.size


def _blocks_in(a: Sequence[str], b: Sequence[str], part: _Range) -> list[Block]:
    for size in _LONG_RUNS:
        if blocks := _anchored(a, b, part, size):
            return blocks
    if blocks := _at_ends(a, b, part):
        return blocks
    for size in _SHORT_RUNS:
        if blocks := _anchored(a, b, part, size):
            return blocks
    if (part.a_end - part.a) * (part.b_end - part.b) > _MOST_PAIRS:
        return []
    # What is between two of these blocks has nothing in common, and is not compared again.
    matcher = SequenceMatcher(None, a[part.a : part.a_end], b[part.b : part.b_end], autojunk=False)
    return [
        Block(part.a + found.a, part.b + found.b, found.size)
        for found in matcher.get_matching_blocks()
        if found.size
    ]


def _at_ends(a: Sequence[str], b: Sequence[str], part: _Range) -> list[Block]:
    """Return the common beginning of a range and its common end."""
    most = min(part.a_end - part.a, part.b_end - part.b)
    first = 0
    while first < most and a[part.a + first] == b[part.b + first]:
        first += 1
    last = 0
    while last < most - first and a[part.a_end - 1 - last] == b[part.b_end - 1 - last]:
        last += 1
    blocks = [Block(part.a, part.b, first), Block(part.a_end - last, part.b_end - last, last)]
    return [block for block in blocks if block.size]


def _anchored(a: Sequence[str], b: Sequence[str], part: _Range, size: int) -> list[Block]:
    """Return the runs of this size that are in both once, each made as long as it can be."""
    in_a = _once(a, part.a, part.a_end, size)
    in_b = _once(b, part.b, part.b_end, size)
    pairs = sorted((at, in_a[run]) for run, at in in_b.items() if run in in_a)
    blocks: list[Block] = []
    floor = _Range(part.a, 0, part.b, 0)
    for b_at, a_at in _rising(pairs):
        if a_at < floor.a or b_at < floor.b:
            continue
        block = _extended(a, b, part, floor, Block(a_at, b_at, size))
        blocks.append(block)
        floor = _Range(block.a + block.size, 0, block.b + block.size, 0)
    return blocks


def _once(items: Sequence[str], start: int, end: int, size: int) -> dict[tuple[str, ...], int]:
    found: dict[tuple[str, ...], int] = {}
    for at in range(start, end - size + 1):
        run = tuple(items[at : at + size])
        found[run] = -1 if run in found else at
    return {run: at for run, at in found.items() if at >= 0}


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest part of the pairs in which both numbers rise."""
    tails: list[int] = []
    at_tail: list[int] = []
    before: list[int] = []
    for number, (_, value) in enumerate(pairs):
        place = bisect_left(tails, value)
        tails[place : place + 1] = [value]
        at_tail[place : place + 1] = [number]
        before.append(at_tail[place - 1] if place else -1)
    chain = []
    at = at_tail[-1] if at_tail else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]


def _extended(
    a: Sequence[str], b: Sequence[str], part: _Range, floor: _Range, block: Block
) -> Block:
    start_a, start_b, size = block
    while start_a > floor.a and start_b > floor.b and a[start_a - 1] == b[start_b - 1]:
        start_a, start_b, size = start_a - 1, start_b - 1, size + 1
    while (
        start_a + size < part.a_end
        and start_b + size < part.b_end
        and a[start_a + size] == b[start_b + size]
    ):
        size += 1
    return Block(start_a, start_b, size)


def _between(part: _Range, blocks: Sequence[Block]) -> Iterator[_Range]:
    sized = (Block(block.a - part.a, block.b - part.b, block.size) for block in blocks)
    for in_a, in_b in gaps_of(sized, part.a_end - part.a, part.b_end - part.b):
        yield _Range(
            in_a.start + part.a, in_a.stop + part.a, in_b.start + part.b, in_b.stop + part.b
        )


def _merged(blocks: Iterable[Block]) -> list[Block]:
    merged: list[Block] = []
    for block in blocks:
        last = merged[-1] if merged else None
        if last and (last.a + last.size, last.b + last.size) == (block.a, block.b):
            merged[-1] = Block(last.a, last.b, last.size + block.size)
        else:
            merged.append(block)
    return merged
