"""Telling lines that are sentences from headings, captions and items of lists."""
# ruff: noqa: RUF001 (sentences end in typographic quotes)

import re

_SHORTEST = 15
_END = re.compile(r"[.!?…。！？।؟۔][\"”’'»)\]]{0,2}$")


def is_sentence(line: str) -> bool:
    """Whether `line` is long enough for a sentence, and ends like one."""
    return len(line) >= _SHORTEST and ends_a_sentence(line)


def ends_a_sentence(line: str) -> bool:
    """Whether `line` ends in a full stop, a question mark or an exclamation mark."""
    return _END.search(line, max(0, len(line) - 4)) is not None
