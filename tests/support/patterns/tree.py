"""The parts of a pattern, as Python's own parser gives them, and the characters that they take."""
# ruff: noqa: RUF001 (characters of many kinds)

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any, TypeAlias

_parser: Any = import_module("re._parser")
OP: Any = import_module("re._constants")

Part: TypeAlias = tuple[Any, Any]
"""An operation and its arguments."""

CHARACTERS = (OP.LITERAL, OP.NOT_LITERAL, OP.ANY, OP.IN)
REPEATS = (OP.MAX_REPEAT, OP.MIN_REPEAT, OP.POSSESSIVE_REPEAT)
ALPHABET = (
    "".join(map(chr, range(32, 127))) + "\n\t\u00a0éÀßñÉžŁÞÃабвДЖЁя一二日月の、。！？」』“”„‘’«»–—…"
    "•·|£€©²٣กकﬁ\u200c\u0301\u0327\ud800"
)
"""Characters that stand for all others; those that a pattern names come in addition."""

_MAX_RANGE = 64


def parse(pattern: str, flags: int) -> tuple[list[Part], int]:
    """Return the parts of a pattern and its flags."""
    tree = _parser.parse(pattern, flags)
    return list(tree), tree.state.flags


def children(part: Part, flags: int) -> Iterator[tuple[list[Part], int]]:
    """Yield the sequences of parts within one, with their flags."""
    op, argument = part
    if op is OP.BRANCH:
        yield from ((list(branch), flags) for branch in argument[1])
    elif op is OP.SUBPATTERN:
        yield list(argument[3]), (flags | argument[1]) & ~argument[2]
    elif op is OP.ATOMIC_GROUP:
        yield list(argument), flags
    elif op in REPEATS:
        yield list(argument[2]), flags
    elif op in (OP.ASSERT, OP.ASSERT_NOT):
        yield list(argument[1]), flags


def taken_by(part: Part, flags: int) -> frozenset[str]:
    """Return the characters, of those above and those in the pattern, that one part takes."""
    op, argument = part
    items = tuple(argument) if op is OP.IN else ((op, argument),)
    return _taken(items, bool(flags & re.IGNORECASE))


@lru_cache(maxsize=4096)
def _taken(items: tuple[Part, ...], ignores_case: bool) -> frozenset[str]:
    found: set[str] = set()
    negated = False
    for op, argument in items:
        if op is OP.NEGATE or op is OP.NOT_LITERAL:
            negated = True
        if op in (OP.LITERAL, OP.NOT_LITERAL):
            found.add(chr(argument))
        elif op is OP.ANY:
            found.update(set(ALPHABET) - {"\n"})
        elif op is OP.RANGE:
            found.update(_range(*argument))
        elif op is OP.CATEGORY:
            found.update(c for c in ALPHABET if _is_in(str(argument), c))
    if ignores_case:
        found |= {one for c in found for one in (c.lower(), c.upper()) if len(one) == 1}
    return frozenset(set(ALPHABET) - found if negated else found)


def _range(low: int, high: int) -> set[str]:
    named = range(low, min(high, low + _MAX_RANGE) + 1)
    return {*map(chr, named), chr(high), *(c for c in ALPHABET if low <= ord(c) <= high)}


def _is_in(category: str, character: str) -> bool:
    belongs = {
        "DIGIT": character.isdecimal(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }[category.rsplit("_", 1)[1]]
    return belongs != ("_NOT_" in category)
