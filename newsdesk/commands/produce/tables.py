"""Reads articles from tables with a header, one per row."""

import csv
import io
from typing import IO, Any

from newsdesk.commands.produce.article_file import (
    ArticleFile,
    Articles,
    Unreadable,
    article_with,
)
from newsdesk.commands.produce.streams import MAX_ARTICLE, UnusableInput
from newsdesk.commands.produce.table_header import Header, declaration, header_of

_SHOWN = 200


def read_table(origin: str, head: bytes, stream: IO[bytes]) -> Articles:
    """Read CSV, TSV and other tables in UTF-8; the header says what separates the columns.

    Raises:
        UnusableInput: if its header names no text.
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    header = header_of(head)
    if header is None or not header.has_text:
        names = head.split(b"\n", 1)[0][:_SHOWN].decode("utf-8", "replace").strip()
        raise UnusableInput(f"no column has the text: {names}", "name one `text` or `html`")
    skipped = declaration(head)
    text = io.TextIOWrapper(stream, "utf-8-sig", errors="strict", newline="")
    if skipped:
        text.readline()
    csv.field_size_limit(MAX_ARTICLE)
    escape = "\\" if b'\\"' in head and b'""' not in head else None
    rows = csv.reader(
        text, delimiter=header.delimiter, escapechar=escape, strict=True, skipinitialspace=False
    )
    next(rows, None)
    yield from _rows(origin, header, rows, bool(skipped))


def _rows(origin: str, header: Header, rows: Any, lines_before: int) -> Articles:
    while True:
        name = f"{origin}:{rows.line_num + 1 + lines_before}"
        try:
            cells = next(rows, None)
        except csv.Error as error:
            yield Unreadable(name, f"not CSV: {error}; a quote within quotes is written twice")
            continue
        except UnicodeDecodeError as error:
            raise UnusableInput(
                f"after line {rows.line_num} it is not UTF-8", "convert it with iconv"
            ) from error
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _article(name, header, cells)


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

