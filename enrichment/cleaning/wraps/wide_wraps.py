"""Chinese and Japanese text that was wrapped to a width: joining its lines without a space."""
# ruff: noqa: RUF001 (full-width marks end sentences)

import re
from collections.abc import Iterator, Sequence
from unicodedata import east_asian_width

_WIDE = "\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
_MAY_BE_WRAPPED = re.compile(rf"[{_WIDE}，、]\n[{_WIDE}]")
_BEGINS = re.compile(rf"[{_WIDE}\d“「『（《，。、]")
_GOES_ON = re.compile(rf"[{_WIDE}\d，、；）》]")
_ENDS = tuple("。！？…：.!?:」』”")
_NARROWEST, _WIDEST = 40, 130
_RAGGED = 4
_FEWEST = 2
_SHARE_OF_OTHERS = 0.25


def join_wide_lines(text: str) -> str:
    """Return `text` with the lines of its paragraphs joined, if they are cut at one width.

    Verse, lists, headings and one paragraph per line stay apart.
    """
    if text.isascii() or not _MAY_BE_WRAPPED.search(text):
        return text
    lines = text.split("\n")
    soft = _soft_breaks(lines)
    return "".join(_glued(lines, soft)) if soft else text


def _soft_breaks(lines: Sequence[str]) -> set[int]:
    """Return the lines that end at the width of the text, in the middle of a sentence."""
    widths = [_width(line) for line in lines]
    width = max(widths)
    if not _NARROWEST <= width <= _WIDEST:
        return set()
    open_lines = [
        at
        for at, line in enumerate(lines[:-1])
        if line and lines[at + 1] and not line.endswith(_ENDS)
    ]
    soft = {
        at
        for at in open_lines
        if widths[at] >= width - _RAGGED
        and _GOES_ON.match(lines[at][-1])
        and _BEGINS.match(lines[at + 1])
    }
    others = len(open_lines) - len(soft)
    return soft if len(soft) >= _FEWEST and others <= _SHARE_OF_OTHERS * len(soft) + 1 else set()


def _width(line: str) -> int:
    """Return the columns that a line takes, where a Chinese character takes two."""
    if len(line) > _WIDEST:
        return len(line)
    return len(line) + sum(east_asian_width(character) in "WFA" for character in line)


def _glued(lines: Sequence[str], soft: set[int]) -> Iterator[str]:
    for at, line in enumerate(lines):
        yield line if at in soft or at == len(lines) - 1 else f"{line}\n"
