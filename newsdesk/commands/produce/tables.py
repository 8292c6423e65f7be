"""Reads articles from tables with a header, one per row."""

import csv
import io
from collections.abc import Iterator
from typing import IO

from newsdesk.commands.produce.article_file import (
    ArticleFile,
    Articles,
    Unreadable,
    article_with,
)
from newsdesk.commands.produce.streams import MAX_ARTICLE, NOT_UTF8, UnusableInput
from newsdesk.commands.produce.table_header import Header, declaration, header_of

_SHOWN = 200
_TAB, _QUOTE = "\t", '"'
_CUT = "unexpected end of data"


def read_table(origin: str, head: bytes, stream: IO[bytes]) -> Articles:
    """Read CSV, TSV and other tables in UTF-8; the header says what separates the columns.

    Raises:
        UnusableInput: if its header names no text, or it is not in UTF-8.
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    begun = head.lstrip(b"\r\n")
    blank_lines = head[: len(head) - len(begun)].count(b"\n")
    head = begun
    header = header_of(head)
    if header is None or not header.has_text:
        names = head.split(b"\n", 1)[0][:_SHOWN].decode("utf-8", "replace").strip()
        raise UnusableInput(f"no column has the text: {names}", "name one `text` or `html`")
    rows = _Rows(header, head, stream)
    for _ in range(blank_lines + 1 + bool(declaration(head))):
        rows.skip_line()
    while (found := rows.next()) is not None:
        name = f"{origin}:{rows.line}"
        if isinstance(found, str):
            yield Unreadable(name, found)
            continue
        for cells in found:
            if any(cell.strip() for cell in cells):
                yield _article(name, header, cells)


class _Rows:
    """The rows of a table.

    Attributes:
        line: Where the last row began, from 1 on.
    """

    def __init__(self, header: Header, head: bytes, stream: IO[bytes]) -> None:
        self.line = 1
        self._header = header
        self._text = io.TextIOWrapper(stream, "utf-8-sig", newline="")
        self._following = 1
        self._taken: list[str] = []
        csv.field_size_limit(MAX_ARTICLE)
        self._rows = csv.reader(
            self._lines(),
            delimiter=header.delimiter,
            escapechar=_escape_of(head, header.delimiter),
            strict=True,
        )

    def skip_line(self) -> None:
        next(self._lines(), None)

    def next(self) -> list[list[str]] | str | None:
        """Return the cells of the next row, or of several, or why there are none; None at the end.

        A row whose quotes are wrong is read without them, if it has as many columns as the header
        then. Several such rows are returned where texts can hardly have what separates columns.
        """
        self.line, self._taken = self._following, []
        try:
            cells = next(self._rows, None)
        except csv.Error as error:
            is_cut = str(error).startswith(_CUT) and self._header.delimiter != _TAB
            if not is_cut and (plain := self._without_quotes()):
                return plain
            return f"not CSV: {error}; a quote within quotes is written twice"
        return None if cells is None else [cells]

    def _without_quotes(self) -> list[list[str]] | None:
        if len(self._taken) > 1 and self._header.delimiter != _TAB:
            return None
        split = [line.rstrip("\r\n").split(self._header.delimiter) for line in self._taken]
        if any(len(cells) != len(self._header.columns) for cells in split):
            return None
        return [[_unquoted(cell) for cell in cells] for cells in split]

    def _lines(self) -> Iterator[str]:
        while True:
            try:
                line = self._text.readline(MAX_ARTICLE)
            except UnicodeDecodeError as error:
                problem = f"not UTF-8, in line {self._following} or after it"
                raise UnusableInput(problem, NOT_UTF8) from error
            if not line:
                return
            self._following += 1
            self._taken.append(line)
            yield line


def _escape_of(head: bytes, delimiter: str) -> str | None:
    """Return what stands before a quote within quotes, or None where that is another quote."""
    if b'\\"' not in head:
        return None
    lines = head.decode("utf-8", "replace").splitlines(keepends=True)
    try:
        for _ in csv.reader(lines, delimiter=delimiter, strict=True):
            pass
    except csv.Error as error:
        return None if str(error).startswith(_CUT) else "\\"
    return None


def _article(name: str, header: Header, cells: list[str]) -> ArticleFile | Unreadable:
    columns = len(header.columns)
    if any(cell.strip() for cell in cells[columns:]):
        return Unreadable(
            name,
            f"it has {len(cells)} columns, and the header {columns}; a text with"
            f" {header.delimiter!r} needs quotes",
        )
    fields: dict[str, str] = {}
    for column, cell in zip(header.columns, cells, strict=False):
        if column and cell.strip():
            fields.setdefault(column, cell)
    if not fields.keys() & {"text", "html"}:
        return Unreadable(name, "it has no text")
    return article_with(name, fields)


def _unquoted(cell: str) -> str:
    cell = cell.strip()
    is_quoted = len(cell) > 1 and cell.startswith(_QUOTE) and cell.endswith(_QUOTE)
    return cell[1:-1] if is_quoted else cell
