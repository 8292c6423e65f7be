"""Words of an original that its cleaned text lacks."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `end` of the original, which were removed before word `at` of the text."""

    start: int
    end: int
    at: int


def in_runs(runs: Iterable[Run], size: int) -> bytearray:
    """Return for each of so many words of the original a 1 where it is in a run, and else a 0."""
    found = bytearray(size)
    for run in runs:
        found[run.start : run.end] = b"\1" * (run.end - run.start)
    return found
