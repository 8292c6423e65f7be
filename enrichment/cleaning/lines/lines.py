"""Removing boilerplate from a scraped text."""

from collections.abc import Callable, Sequence

from newsdesk.enrichment.cleaning.cleaned import RemovedLine
from newsdesk.enrichment.cleaning.inserts.inserts import drop_inserts
from newsdesk.enrichment.cleaning.lines.edges import trim_edges
from newsdesk.enrichment.cleaning.lines.ends import drop_first_sentences, drop_last_sentences
from newsdesk.enrichment.cleaning.lines.inline_instructions import (
    drop_instructions,
    may_have_instructions,
)
from newsdesk.enrichment.cleaning.lines.known_lines import KnownLines
from newsdesk.enrichment.cleaning.surroundings.repeats import Repeats
from newsdesk.enrichment.cleaning.surroundings.standing import Standing
from newsdesk.enrichment.cleaning.surroundings.surroundings import Surroundings


def remove_boilerplate(text: str, known: KnownLines | None = None) -> tuple[str, list[RemovedLine]]:
    """Return `text` without boilerplate, and the removed parts.

    Whole lines are removed, and bylines, dates and page instructions within a line of text. A
    paragraph that comes again is kept once. Lines that are part of a table, a list, a timeline or
    an interview stay. The remaining lines keep their order, with at most one blank line in between.

    Args:
        text: The text.
        known: What earlier calls have found of lines, which are not examined again.
    """
    article, removed = drop_inserts(text.split("\n"))
    lines = _kept(article, may_have_instructions(text), removed, known or KnownLines())
    if lines:
        lines[0] = _apply(drop_first_sentences, lines[0], removed)
        lines[-1] = _apply(drop_last_sentences, lines[-1], removed)
    return "\n".join(lines).strip(), removed


def _kept(
    lines: Sequence[str], has_instructions: bool, removed: list[RemovedLine], known: KnownLines
) -> list[str]:
    kept: list[str] = []
    filled = [line for line in lines if line]
    surroundings, standing, repeats = Surroundings(filled), Standing(filled), Repeats(filled)
    index = -1
    for line in lines:
        if not line:
            kept.extend([""] if kept and kept[-1] else [])
            continue
        index += 1
        kind, rest = None, line
        if not known.is_sound(line, standing.position):
            found = known.kind_of(line, standing.position)
            kind = surroundings.confirm(index, found)
            rest = line if kind else _trim(line, has_instructions, standing, removed)
            if rest != line:
                kind = surroundings.confirm(index, known.kind_of(rest, standing.position))
            elif not found:
                known.keep(line, standing.position)
        if kind is None and repeats.is_repeated(rest):
            kind = "repeated"
        if kind:
            removed.append(RemovedLine(kind, rest))
        elif rest:
            kept.append(rest)
            standing.pass_by(rest)
    return kept


def _trim(line: str, has_instructions: bool, standing: Standing, removed: list[RemovedLine]) -> str:
    line = _apply(lambda text: trim_edges(text, standing), line, removed)
    return (_apply(drop_instructions, line, removed) if has_instructions else line).strip()


def _apply(
    trimming: Callable[[str], tuple[str, list[RemovedLine]]], line: str, removed: list[RemovedLine]
) -> str:
    rest, found = trimming(line)
    removed.extend(found)
    return rest
