"""Reads an official file of IPTC's Media Topics in any of its formats."""

from collections.abc import Mapping
from pathlib import Path

import orjson

from newsdesk.commands.taxonomy.concepts import Official
from newsdesk.commands.taxonomy.official_json import read_lines, read_scheme
from newsdesk.commands.taxonomy.official_spreadsheet import read_spreadsheet
from newsdesk.terminal.files import FileError, reason_of

MAX_BYTES = 64 * 1024 * 1024
MAX_CONCEPTS = 20_000
"""The largest release had fewer than 1,500 concepts."""

MAX_VALUES = 5_000_000
"""The maximum number of lists, mappings and their items in a file of JSON."""

WHERE_TO_GET_IT = (
    "Give http://cv.iptc.org/newscodes/mediatopic/?lang=x-all&format=json, or"
    " https://www.iptc.org/std/NewsCodes/IPTC-MediaTopic-NewsCodes.xlsx."
)

_STARTS = (b",", b"[", b"{")
_ZIP = b"PK\x03\x04"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_official(path: Path) -> Official:
    """Read an official file, recognised by its content: SKOS JSON, spreadsheet, or JSON Lines.

    Raises:
        FileError: if it cannot be read, or holds no media topics.
    """
    content = _bytes(path)
    official = _read(content.removeprefix(_BYTE_ORDER_MARK), str(path))
    if len(official.concepts) > MAX_CONCEPTS:
        raise FileError(
            f"{path}: it has {len(official.concepts):,} concepts; the limit is {MAX_CONCEPTS:,}.",
            "Leave out those that you do not need, or write a taxonomy file yourself.",
        )
    if not any(concept.id for concept in official.concepts):
        raise FileError(f"{path}: it has no media topics.", WHERE_TO_GET_IT)
    return official


def _read(content: bytes, origin: str) -> Official:
    if content.startswith(_ZIP):
        return read_spreadsheet(content, origin)
    if not content.lstrip().startswith(b"{"):
        raise FileError(f"{origin}: neither JSON nor a spreadsheet.", WHERE_TO_GET_IT)
    if sum(map(content.count, _STARTS)) > MAX_VALUES:
        raise FileError(f"{origin}: it has more than {MAX_VALUES:,} values.", WHERE_TO_GET_IT)
    if _is_concept(content.lstrip().split(b"\n", 1)[0]):
        return read_lines(content, origin)
    try:
        scheme = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise FileError(f"{origin}:{error.lineno}: not JSON: {error.msg}.") from error
    return read_scheme(scheme)


def _is_concept(line: bytes) -> bool:
    """Whether a line is a concept itself, not a concept scheme on a single line."""
    try:
        decoded = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(decoded, Mapping) and "conceptSet" not in decoded


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise FileError(f"{path}: {reason_of(error)}.", "Check the path.") from error
    if len(content) > MAX_BYTES:
        raise FileError(f"{path}: it has more than {MAX_BYTES // 1024**2} MiB.")
    return content
