"""Rows of tables, which look like rows of a menu."""
# ruff: noqa: RUF001 (rows are set with typographic marks)

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.enrichment.cleaning.rules.labels import SECTIONS
from newsdesk.enrichment.cleaning.rules.links import is_row_of_buttons
from newsdesk.enrichment.cleaning.rules.menus import MENU_WORDS
from newsdesk.enrichment.cleaning.rules.rule import tokens
from newsdesk.enrichment.cleaning.surroundings.sentence_lines import is_sentence

_MARKS = {
    "|": re.compile(r"\s*\|\s*"),
    "•": re.compile(r"\s*•\s*"),
    "·": re.compile(r"\s*·\s*"),
    "»": re.compile(r"\s*»\s*"),
    "›": re.compile(r"\s*›\s*"),
    ">": re.compile(r"\s+>\s+"),
    "/": re.compile(r"\s+/\s+"),
}
_FEWEST_CELLS = 3
_FEWEST_ROWS_AT_AN_END = 3
_LONGEST = 300
_OF_TRAILS = {">", "»", "›"}
_MENU = MENU_WORDS | SECTIONS
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    mark: str
    cells: tuple[str, ...]

    @property
    def is_of_menu(self) -> bool:
        """Whether half of the cells or more are names of sections, or other words of menus."""
        known = sum(_MENU.issuperset(tokens(cell)) for cell in self.cells)
        return known * 2 >= len(self.cells)


def table_rows(lines: Sequence[str]) -> set[int]:
    """Return the indexes of lines that are rows of a table, or of a list of names.

    Rows of the same form make a table, and so does one row between sentences or below a line that
    ends in a colon, unless menus have such words.
    """
    sentences = [index for index, line in enumerate(lines) if is_sentence(line)]
    body = range(sentences[0], sentences[-1]) if sentences else range(0)
    return {row.index for run in _runs(lines) if _is_table(run, lines, body) for row in run}


def _runs(lines: Sequence[str]) -> Iterator[list[_Row]]:
    run: list[_Row] = []
    for index, line in enumerate(lines):
        row = _row(index, line)
        if run and (row is None or not _alike(run[-1], row)):
            yield run
            run = []
        run += [row] if row else []
    if run:
        yield run


def _row(index: int, line: str) -> _Row | None:
    if len(line) > _LONGEST:
        return None
    for mark, separator in _MARKS.items():
        if mark in line:
            cells = tuple(filter(None, separator.split(line)))
            if len(cells) >= _FEWEST_CELLS:
                return _Row(index, mark, cells)
    return None


def _alike(row: _Row, below: _Row) -> bool:
    return row.mark == below.mark and abs(len(row.cells) - len(below.cells)) <= 1


def _is_table(run: Sequence[_Row], lines: Sequence[str], body: range) -> bool:
    rows = [lines[row.index] for row in run]
    first = run[0].index
    is_introduced = first > 0 and lines[first - 1].endswith((":", "："))
    has_numbers = any(map(_DIGIT.search, rows))
    if any(row.is_of_menu for row in run) or any(map(is_row_of_buttons, rows)):
        return len(rows) > 1 and has_numbers
    if first in body and run[-1].index in body:
        return is_introduced or len(rows) > 1 or run[0].mark not in _OF_TRAILS
    return is_introduced or len(rows) >= _FEWEST_ROWS_AT_AN_END or (len(rows) > 1 and has_numbers)
