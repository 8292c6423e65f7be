"""Lines of a text that seem to be put together, and stand in the original as a whole as well."""

from collections.abc import Sequence
from itertools import groupby

from newsdesk.desk.alignment import Block, gaps_of
from newsdesk.desk.removals.run import Run, in_runs
from newsdesk.desk.removals.words import Words


def assembled(
    original: Words, text: Words, blocks: Sequence[Block], runs: Sequence[Run]
) -> set[int]:
    """Return the words of the original that were taken for parts of such lines."""
    lines = original.line_numbers()
    wholes = _wholes(original, lines)
    places = _places(original, text, blocks, runs)
    found: set[int] = set()
    for _, numbers in groupby(range(len(text)), text.line_numbers().__getitem__):
        line = list(numbers)
        key = " ".join(text.keys[line[0] : line[-1] + 1])
        taken = [places[number] for number in line if places[number] >= 0]
        if key in wholes and not _is_whole(original, taken):
            found.update(taken)
    return found


def _is_whole(original: Words, taken: Sequence[int]) -> bool:
    """Whether words are one line, and all of it."""
    if not taken or taken[-1] - taken[0] + 1 != len(taken):
        return False
    inner = any(original.begins_line(number) for number in taken[1:])
    return original.begins_line(taken[0]) and original.begins_line(taken[-1] + 1) and not inner


def _wholes(words: Words, lines: Sequence[int]) -> set[str]:
    return {
        " ".join(words.keys[number] for number in numbers)
        for _, numbers in groupby(range(len(words)), lines.__getitem__)
    }


def _places(
    original: Words, text: Words, blocks: Sequence[Block], runs: Sequence[Run]
) -> list[int]:
    """Return for each word of the text its place in the original; -1 where it has none."""
    left_out = in_runs(runs, len(original))
    missing = bytearray(len(text))
    for removed, added in gaps_of(blocks, len(original), len(text)):
        if added:
            left_out[removed.start : removed.stop] = b"\1" * len(removed)
            missing[added.start : added.stop] = b"\1" * len(added)
    kept = (number for number, is_out in enumerate(left_out) if not is_out)
    return [-1 if is_missing else next(kept, -1) for is_missing in missing]
