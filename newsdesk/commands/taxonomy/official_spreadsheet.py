"""Reads IPTC's Media Topics from a spreadsheet: a row per concept, its level by column."""

import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias

from openpyxl import load_workbook

from newsdesk.commands.taxonomy.concepts import Concept, Official, first_id, media_topic_id
from newsdesk.commands.taxonomy.spreadsheet_size import refuse_bomb
from newsdesk.terminal.files import FileError

MAX_ROWS = 20_000
"""The largest release had fewer than 1,500 concepts."""

_HEADER_WITHIN = 10
_LEVEL = re.compile(r"Level\s*(\d+)\b.*")
_NAME = re.compile(r"Name \((\S+)\)")
_DEFINITION = re.compile(r"Definition \((\S+)\)")

_Row: TypeAlias = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The indices of the columns that matter, as the header names them."""

    ids: tuple[int, ...]
    levels: tuple[int, ...]
    retired: tuple[int, ...]
    names: dict[str, int]
    definitions: dict[str, int]

    @classmethod
    def of(cls, header: _Row) -> "_Columns":
        titles = [" ".join(str(cell or "").split()) for cell in header]
        levels = {int(m[1]): i for i, title in enumerate(titles) if (m := _LEVEL.fullmatch(title))}
        return cls(
            ids=tuple(i for i, title in enumerate(titles) if title.startswith("NewsCode-")),
            levels=tuple(levels[level] for level in sorted(levels)),
            retired=tuple(i for i, title in enumerate(titles) if "retired" in title.lower()),
            names={m[1]: i for i, title in enumerate(titles) if (m := _NAME.fullmatch(title))},
            definitions={
                m[1]: i for i, title in enumerate(titles) if (m := _DEFINITION.fullmatch(title))
            },
        )

    @property
    def complete(self) -> bool:
        """Whether this was the header of a table of concepts."""
        return bool(self.levels and self.names)


def read_spreadsheet(content: bytes, origin: str) -> Official:
    """Read `IPTC-MediaTopic-NewsCodes.xlsx`.

    The header has `NewsCode-QCode (flat)`, `Level1/NewsCode` and those below it, `Name (en-GB)`,
    `Definition (en-GB)` and those of other languages, and `RetiredDate`.

    Raises:
        FileError: if it is not such a spreadsheet, or too large when unpacked.
    """
    refuse_bomb(content, origin)
    try:
        with warnings.catch_warnings():
            # openpyxl warns about unknown styles, which do not matter here.
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()
                rows = sheet.iter_rows(values_only=True)
                if columns := _header(rows):
                    return Official(tuple(_concepts(rows, columns, origin)))
    except FileError:
        raise
    except Exception as error:
        # openpyxl lets through whatever its parsers raise.
        raise FileError(f"{origin}: not readable as a spreadsheet: {error}.") from error
    raise FileError(
        f"{origin}: no sheet has columns such as 'Level1/NewsCode' and 'Name (en-GB)'.",
        "Give IPTC's own spreadsheet of Media Topics.",
    )


def _header(rows: Iterable[_Row]) -> _Columns | None:
    for row, _ in zip(rows, range(_HEADER_WITHIN), strict=False):
        columns = _Columns.of(row)
        if columns.complete:
            return columns
    return None


def _concepts(rows: Iterable[_Row], columns: _Columns, origin: str) -> Iterator[Concept]:
    above: list[str] = []
    for number, row in enumerate(rows):
        if number == MAX_ROWS:
            raise FileError(
                f"{origin}: it has more than {MAX_ROWS:,} rows.",
                "Leave out the rows that you do not need.",
            )
        level = next((n for n, i in enumerate(columns.levels) if media_topic_id(_at(row, i))), None)
        if level is None:
            continue
        concept_id = first_id(_at(row, i) for i in (columns.levels[level], *columns.ids))
        above = [*above[:level], *[""] * (level - len(above)), concept_id]
        yield Concept(
            id=concept_id,
            broader=next(filter(None, above[-2::-1]), ""),
            retired=any(_at(row, i) for i in columns.retired),
            names=_texts(row, columns.names),
            definitions=_texts(row, columns.definitions),
        )


def _texts(row: _Row, columns: dict[str, int]) -> dict[str, str]:
    cells = {language: " ".join(_at(row, i).split()) for language, i in columns.items()}
    return {language: text for language, text in cells.items() if text}


def _at(row: _Row, index: int) -> str:
    """Return a cell as text; rows may end before their last columns."""
    cell = row[index] if index < len(row) else None
    return cell.isoformat() if isinstance(cell, date) else str(cell or "")
