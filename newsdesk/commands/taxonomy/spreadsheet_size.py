"""Refuses spreadsheets that are small when packed and larger than any memory when read."""

import re
import zipfile
from collections import Counter
from io import BytesIO

from newsdesk.terminal.files import FileError

MAX_UNPACKED_BYTES = 128 * 1024 * 1024
MAX_PARTS = 1_000
MAX_CELLS = 1_000_000
"""20,000 rows of 50 columns. An empty cell counts if it is in the file."""

MAX_COLUMNS = 1_000
MAX_TEXTS = 1_000_000
MAX_OTHER_TAGS = 200_000
"""Styles, names and links, of which openpyxl makes objects although nobody needs them here."""

_TAG = re.compile(rb"<(?:\w{1,20}:)?+(\w++)")
_OF_TABLES = frozenset([b"f", b"is", b"r", b"row", b"t", b"v"])
_LIMITS = {"cells": MAX_CELLS, "texts": MAX_TEXTS, "styles and names": MAX_OTHER_TAGS}
_ADVICE = "Delete the rows, columns and sheets that are empty or not needed, and save it again."


def refuse_bomb(content: bytes, origin: str) -> None:
    """Refuse a spreadsheet with more bytes, cells, columns, texts or styles than the maximum.

    Raises:
        FileError: if it is too large, or damaged.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as parts:
            infos = parts.infolist()
            if sum(part.file_size for part in infos) > MAX_UNPACKED_BYTES:
                raise _too_large(origin, f"{MAX_UNPACKED_BYTES // 1024**2} MiB when unpacked")
            if len(infos) > MAX_PARTS:
                raise _too_large(origin, f"{MAX_PARTS:,} files in it")
            counts: Counter[str] = Counter()
            for part in infos:
                counts.update(_counted(parts.read(part), origin))
    except FileError:
        raise
    except Exception as error:
        # zipfile lets through whatever a damaged archive leads to.
        raise FileError(f"{origin}: a damaged spreadsheet: {error}.", _ADVICE) from error
    for what, limit in _LIMITS.items():
        if counts[what] > limit:
            raise _too_large(origin, f"{limit:,} {what}")


def _counted(part: bytes, origin: str) -> dict[str, int]:
    cells = texts = others = in_row = 0
    for found in _TAG.finditer(part):
        match found[1]:
            case b"c":
                cells, in_row = cells + 1, in_row + 1
                if in_row > MAX_COLUMNS:
                    raise _too_large(origin, f"{MAX_COLUMNS:,} cells in a row")
            case b"row":
                in_row = 0
            case b"si":
                texts += 1
            case name if name not in _OF_TABLES:
                others += 1
    return {"cells": cells, "texts": texts, "styles and names": others}


def _too_large(origin: str, what: str) -> FileError:
    return FileError(f"{origin}: it has more than {what}.", _ADVICE)
