"""HTML in a field that should be plain text: what it says."""

import re
from collections.abc import Iterator
from html import unescape

from newsdesk.enrichment.cleaning.markup.html_tags import (
    BLOCKS,
    HIDDEN,
    MARK,
    TEXT_BLOCKS,
    is_tag,
)
from newsdesk.enrichment.cleaning.markup.markup_evidence import has_markup as has_markup
from newsdesk.enrichment.cleaning.markup.markup_evidence import is_page as is_page
from newsdesk.enrichment.cleaning.markup.superscripts import written_superscript
from newsdesk.enrichment.cleaning.wraps.word_sets import words

_SEPARATE = {"p": "\n\n", "br": "\n", "li": "\n", "tr": "\n", "option": "\n"}
_CELLS = words("td th")
_ROWS = words("table tbody tfoot thead tr")
_NEXT_CELL = ", "
_QUOTES = ("“", "”")

_END_OF = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in HIDDEN}
_WHITE_SPACE = re.compile(r"\s+")


def text_of_markup(text: str) -> str:
    """Return the text of marked-up `text`, with entities decoded and each block on separate lines.

    Scripts, comments, media, menus and captions are left out. Cells of a table are separated by
    commas. Takes linear time and does not recurse.
    """
    kept: list[str] = []
    for piece in filter(None, _pieces(text)):
        if piece is not _NEXT_CELL or not kept or not kept[-1].endswith("\n"):
            kept.append(piece)
    return "".join(kept)


def _pieces(text: str) -> Iterator[str]:
    in_flow, at, unclosed = False, 0, set[str]()
    cells: int | None = None
    while mark := MARK.search(text, at):
        before, at = text[at : mark.start()], mark.end()
        yield _flowing(before) if in_flow else _between_blocks(before, cells)
        if mark[0] == "<!--":
            end = text.find("-->", at) if "<!--" not in unclosed else -1
            at = end + 3 if end >= 0 else at
            unclosed.update(["<!--"] if end < 0 else [])
            continue
        if not is_tag(mark):
            yield mark[0] if mark["name"] else ""
            continue
        if mark["name"] is None:
            continue
        name = mark["name"].lower()
        yield _between(name, bool(mark["end"]), cells)
        if name in _ROWS:
            cells = None if name == "table" and mark["end"] else 0
        elif name in _CELLS and not mark["end"]:
            cells = 1
        elif name == "sup" and (written := written_superscript(text, mark.start(), at)):
            yield written[0]
            at = written[1]
        elif name in HIDDEN and not mark["end"] and name not in unclosed:
            if end_tag := _END_OF[name].search(text, at):
                at = end_tag.end()
            else:
                unclosed.add(name)
        elif name in BLOCKS:
            in_flow = name in TEXT_BLOCKS and not mark["end"]
    yield unescape(text[at:])


def _between_blocks(text: str, cells: int | None) -> str:
    return "" if cells is not None and text.isspace() else unescape(text)


def _between(name: str, is_end: bool, cells: int | None) -> str:
    """Return what stands for a tag in the text.

    `cells` is 0 or 1 in a table, before the first cell of a row or after it.
    """
    if name in _CELLS:
        return _NEXT_CELL if cells and not is_end else ""
    if name == "tr" and is_end:
        return ""
    if name == "q":
        return _QUOTES[is_end]
    if name in _SEPARATE:
        return _SEPARATE[name]
    return "\n\n" if name in BLOCKS or name in HIDDEN else ""


def _flowing(text: str) -> str:
    """Return the text of a paragraph, in which a line break in the source is a space."""
    if "\n" not in text:
        return unescape(text)
    return unescape(_WHITE_SPACE.sub(lambda s: "\n\n" if s[0].count("\n") > 1 else " ", text))
