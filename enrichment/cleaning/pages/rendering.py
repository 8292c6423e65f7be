"""The text of a page as it is shown: blocks on lines, items with a dash, rows of tables in bars."""

import re
from collections.abc import Container
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.elements import BLOCKS, PREFORMATTED
from newsdesk.enrichment.cleaning.pages.layout_tables import tables_of_data

_SPACE = re.compile(r"\s+")
_ITEM = "- "
_BULLETS = tuple("-–—•·*▪◦‣")  # noqa: RUF001
_CELLS = frozenset(["td", "th"])


def shown_text(tree: Any, left_out: Container[Any]) -> str:
    """Return the text of `tree`, each block on its own line, without the elements `left_out`.

    These are tags, or elements of the tree. Takes linear time and does not recurse.
    """
    data = tables_of_data(tree)
    page = _Page()
    walk = iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            if node.tag in left_out or node in left_out:
                walk.skip_subtree()
                continue
            page.open(node.tag, is_data=node in data)
            page.add(node.text)
        else:
            if node.tag not in left_out and node not in left_out:
                page.close(node.tag, is_data=node in data)
            elif node.tag in BLOCKS:
                page.close("div")
            if node is not tree:
                page.add(node.tail)
    return page.text()


class _Page:
    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: list[str] = []
        self._prefix = ""
        self._preformatted = 0
        self._tables: list[bool] = []
        self._row: list[str] | None = None

    def open(self, tag: Any, *, is_data: bool = False) -> None:
        """Begin an element; `is_data` for a table whose rows are lines."""
        if tag not in BLOCKS:
            return
        self._end_line()
        if tag == "table":
            self._end_row()
            self._tables.append(is_data)
        elif tag == "tr" and self._in_data():
            self._row = []
        elif tag == "li":
            self._prefix = _ITEM
        self._preformatted += tag in PREFORMATTED

    def close(self, tag: Any, *, is_data: bool = False) -> None:
        """End an element."""
        if tag not in BLOCKS:
            return
        if tag in _CELLS and self._row is not None:
            self._row.append(self._taken())
            return
        self._end_line()
        if tag == "tr":
            self._end_row()
        elif tag == "table" and self._tables:
            self._end_row()
            self._tables.pop()
        elif tag == "li":
            self._prefix = ""
        self._preformatted -= tag in PREFORMATTED

    def add(self, text: str | None) -> None:
        """Add text to the line; a preformatted one has its line breaks."""
        if not text:
            return
        if not self._preformatted:
            self._line.append(_SPACE.sub(" ", text))
            return
        first, *others = text.split("\n")
        self._line.append(_SPACE.sub(" ", first))
        for line in others:
            self._end_line()
            self._line.append(_SPACE.sub(" ", line))

    def text(self) -> str:
        """Return all lines."""
        self._end_line()
        self._end_row()
        return "\n".join(self._lines)

    def _in_data(self) -> bool:
        return bool(self._tables) and self._tables[-1]

    def _taken(self) -> str:
        line = _SPACE.sub(" ", "".join(self._line)).strip()
        self._line.clear()
        return line

    def _end_line(self) -> None:
        if self._row is not None:
            self._line.append(" ")
            return
        line = self._taken() if self._line else ""
        if line:
            prefix = "" if line.startswith(_BULLETS) else self._prefix
            self._lines.append(prefix + line)
            self._prefix = ""

    def _end_row(self) -> None:
        row, self._row = self._row, None
        if row is None:
            return
        row.append(self._taken())
        cells = [cell for cell in row if cell]
        if cells:
            self._lines.append(cells[0] if len(cells) == 1 else f"| {' | '.join(cells)} |")
