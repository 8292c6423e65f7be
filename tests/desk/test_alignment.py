"""Blocks that two sequences have in common."""

import random

import pytest

from newsdesk.desk.alignment import Block, blocks_of, gaps_of


@pytest.mark.parametrize(
    ("a", "b", "blocks"),
    [
        ("", "", []),
        ("abc", "", []),
        ("abc", "xyz", []),
        ("abc", "abc", [Block(0, 0, 3)]),
        ("abXcd", "abcd", [Block(0, 0, 2), Block(3, 2, 2)]),
        ("abcd", "abXcd", [Block(0, 0, 2), Block(2, 3, 2)]),
        ("Xab", "ab", [Block(1, 0, 2)]),
    ],
)
def test_blocks_are_what_both_have(a: str, b: str, blocks: list[Block]) -> None:
    assert blocks_of([*a], [*b]) == blocks


@pytest.mark.parametrize("letters", [2, 5, 5000])
def test_blocks_are_the_same_in_both_rise_and_leave_gaps_for_the_rest(letters: int) -> None:
    for seed in range(200):
        chosen = random.Random(seed)
        a = [str(chosen.randrange(letters)) for _ in range(chosen.randrange(60))]
        b = [item for item in a if chosen.random() < 0.7] + ["x"] * chosen.randrange(2)
        blocks = blocks_of(a, b)
        assert all(a[i : i + n] == b[j : j + n] for i, j, n in blocks)
        kept = sum(block.size for block in blocks)
        gaps = list(gaps_of(blocks, len(a), len(b)))
        assert kept + sum(len(gap) for gap, _ in gaps) == len(a)
        assert kept + sum(len(gap) for _, gap in gaps) == len(b)
