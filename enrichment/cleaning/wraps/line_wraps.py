"""Text that was wrapped to a width: joining the lines of a paragraph again."""

from collections.abc import Sequence

from newsdesk.enrichment.cleaning.wraps.wide_wraps import join_wide_lines
from newsdesk.enrichment.cleaning.wraps.word_breaks import Vocabulary, join_word
from newsdesk.enrichment.cleaning.wraps.wrap_evidence import may_be_wrapped, soft_breaks

_LEAST_IF_SPREAD = 3


def join_lines(text: str) -> str:
    """Return `text` with the lines of its paragraphs joined, if it was wrapped to a width.

    Evidence is counted over the whole text: lines that no sentence ends, that end in a word that
    needs another, that continue in small letters, and that have no room for the next word. One
    paragraph per line, verse, lists, tables, addresses, headings and dialogue stay apart. Words
    that were cut at a line's end are joined, and so is Chinese and Japanese (`wide_wraps`); other
    scripts without spaces stay apart.
    """
    if "\n" not in text:
        return text
    text = join_wide_lines(text)
    lines = text.split("\n")
    if not may_be_wrapped(lines):
        return text
    blocks = _blocks_of(lines)
    if all(last == first for first, last in blocks):
        return _join_spread(text, [lines[first] for first, _ in blocks])
    soft = soft_breaks(lines, blocks)
    return _glue(lines, soft) if soft else text


def _join_spread(text: str, lines: Sequence[str]) -> str:
    """Join lines of which each has a blank line after it, as some converters write them."""
    soft = soft_breaks(lines, [(0, len(lines) - 1)], _LEAST_IF_SPREAD)
    return _glue(lines, soft).replace("\n", "\n\n") if soft else text


def _blocks_of(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first and the last line of each run of lines that are not blank."""
    blocks, first = [], None
    for place, line in enumerate([*lines, ""]):
        if line and first is None:
            first = place
        elif not line and first is not None:
            blocks.append((first, place - 1))
            first = None
    return blocks


def _glue(lines: Sequence[str], glued: set[int]) -> str:
    vocabulary = Vocabulary(lines)
    pieces: list[str] = []
    for at, line in enumerate(lines):
        if at - 1 in glued:
            pieces[-1:] = join_word(pieces[-1], line, vocabulary)
        else:
            pieces += ["\n", line] if pieces else [line]
    return "".join(pieces)
