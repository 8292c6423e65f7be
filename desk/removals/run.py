"""Words of an original that its cleaned text lacks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Run:
    """Words `start` to `end` of the original, which were removed before word `at` of the text."""

    start: int
    end: int
    at: int
