"""A set of pages in the format of trafilatura's evaluation: its list, and a folder of HTML."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from newsdesk.commands.evaluate.rows import EvaluationError, read_bytes
from newsdesk.commands.produce.decoding import decode_html
from newsdesk.schemas.exact_json import loads
from newsdesk.terminal.files import file_within

_ENTRY = '{"file": "page.html", "with": ["…"], "without": ["…"]}'
_ADVICE = f'Give it entries "URL": {_ENTRY}.'


@dataclass(frozen=True, slots=True)
class Page:
    """A page, the `wanted` snippets of its article, and the `unwanted` ones around it."""

    url: str
    html: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...]


def read_pages(data: Path, folder: Path) -> list[Page]:
    """Read the list of pages, a JSON object by URL, and the pages' files out of `folder`.

    Raises:
        EvaluationError: if the list or a page cannot be read, or an entry is not complete.
        FileError: if an entry names a file that is not within `folder`.
    """
    try:
        entries = loads(read_bytes(data))
    except orjson.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise EvaluationError(
            f"{data}: not JSON: {error.msg} ({place}).", "Give it an object of URLs."
        ) from error
    if not isinstance(entries, dict):
        raise EvaluationError(f"{data}: not an object.", _ADVICE)
    if not entries:
        raise EvaluationError(f"{data}: it is empty.", _ADVICE)
    return [_page(data, folder, url, entry) for url, entry in entries.items()]


def _page(data: Path, folder: Path, url: str, entry: Any) -> Page:
    place = f"{data}: {url}"
    if not isinstance(entry, Mapping) or not isinstance(entry.get("file"), str):
        raise EvaluationError(f"{place}: it has no 'file'.", f"Give it {_ENTRY}.")
    wanted, unwanted = (_snippets(place, entry, name) for name in ("with", "without"))
    path = file_within(folder, entry["file"], place)
    return Page(url, decode_html(read_bytes(path)), wanted, unwanted)


def _snippets(place: str, entry: Mapping[str, Any], name: str) -> tuple[str, ...]:
    snippets = entry.get(name)
    if not isinstance(snippets, list) or not all(isinstance(s, str) and s for s in snippets):
        raise EvaluationError(f"{place}: {name!r} must be a list of strings.", f"Give it {_ENTRY}.")
    return tuple(snippets)
