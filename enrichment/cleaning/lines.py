"""Removing boilerplate from a scraped text."""

from collections.abc import Callable, Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.edges import trim_edges
from newsdesk.enrichment.cleaning.ends import drop_first_sentences, drop_last_sentences
from newsdesk.enrichment.cleaning.inline_instructions import (
    drop_instructions,
    may_have_instructions,
)
from newsdesk.enrichment.cleaning.inserts import drop_inserts
from newsdesk.enrichment.cleaning.ruleset import ANYWHERE, kind_of

_SHORTEST_REPEATED = 20


def remove_boilerplate(text: str, sound: set[str] | None = None) -> tuple[str, list[RemovedLine]]:
    """Return `text` without boilerplate, and the removed parts.

    Whole lines are removed, and bylines, dates and page instructions within a line of text. A
    repeated line is kept once. The remaining lines keep their order, with at most one blank line in
    between.

    Args:
        text: The text.
        sound: Lines that an earlier call has found to stay as they are, which are not examined
            again; those that stay now are added.
    """
    sound = set() if sound is None else sound
    article, removed = drop_inserts(text.split("\n"))
    lines = _kept(article, may_have_instructions(text), removed, sound)
    if lines:
        lines[0] = _apply(drop_first_sentences, lines[0], removed)
        lines[-1] = _apply(drop_last_sentences, lines[-1], removed)
    return "\n".join(lines).strip(), removed


def _kept(
    lines: Sequence[str], has_instructions: bool, removed: list[RemovedLine], sound: set[str]
) -> list[str]:
    kept: list[str] = []
    seen: set[str] = set()
    position = 0
    for line in lines:
        if not line:
            kept.extend([""] if kept and kept[-1] else [])
            continue
        kind, rest = None, line
        if position < ANYWHERE or line not in sound:
            kind = kind_of(line, position)
            rest = line if kind else _trim(line, has_instructions, removed)
            if rest != line:
                kind = kind_of(rest, position)
            elif not kind and position >= ANYWHERE:
                sound.add(line)
        kind = kind or _repeated(rest, seen)
        if kind:
            removed.append(RemovedLine(kind, rest))
        elif rest:
            kept.append(rest)
            position += 1
    return kept


def _trim(line: str, has_instructions: bool, removed: list[RemovedLine]) -> str:
    line = _apply(trim_edges, line, removed)
    return (_apply(drop_instructions, line, removed) if has_instructions else line).strip()


def _apply(
    trimming: Callable[[str], tuple[str, list[RemovedLine]]], line: str, removed: list[RemovedLine]
) -> str:
    rest, found = trimming(line)
    removed.extend(found)
    return rest


def _repeated(line: str, seen: set[str]) -> str | None:
    key = line.casefold()
    if len(key) >= _SHORTEST_REPEATED and key in seen:
        return "repeated"
    seen.add(key)
    return None
