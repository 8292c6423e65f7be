"""Rows of tables, which look like rows of a menu."""
# ruff: noqa: RUF001 (rows are set with typographic marks)

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.enrichment.cleaning.links import is_row_of_buttons
from newsdesk.enrichment.cleaning.menus import is_known_menu
from newsdesk.enrichment.cleaning.sentence_lines import is_sentence

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
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class _Row:
    index: int
    mark: str
    cells: int


def table_rows(lines: Sequence[str]) -> set[int]:
    """Return the indexes of lines that are rows of a table, or of a list of names.

    Several rows of the same form make a table, unless the words of menus are among them; so does
    one row below a line that ends in a colon.
    """
    return {row.index for run in _runs(lines) if _is_table(run, lines) for row in run}


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
            cells = len([cell for cell in separator.split(line) if cell])
            if cells >= _FEWEST_CELLS:
                return _Row(index, mark, cells)
    return None


def _alike(row: _Row, below: _Row) -> bool:
    return row.mark == below.mark and abs(row.cells - below.cells) <= 1


def _is_table(run: Sequence[_Row], lines: Sequence[str]) -> bool:
    rows = [lines[row.index] for row in run]
    first, last = run[0].index, run[-1].index
    is_introduced = first > 0 and lines[first - 1].endswith((":", "："))
    if any(is_known_menu(row) or is_row_of_buttons(row) for row in rows):
        return len(rows) > 1 and any(map(_DIGIT.search, rows))
    if len(rows) == 1:
        return is_introduced
    is_at_an_end = not (
        any(map(is_sentence, lines[:first])) and any(map(is_sentence, lines[last + 1 :]))
    )
    return (
        is_introduced
        or not is_at_an_end
        or len(rows) >= _FEWEST_ROWS_AT_AN_END
        or any(map(_DIGIT.search, rows))
    )
