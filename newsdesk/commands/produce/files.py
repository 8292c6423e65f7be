"""Reads articles from files, folders and standard input; an unreadable one is a value as well."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, TypeAlias

import orjson

from newsdesk.commands.produce.decoding import UndecodableError, decode_html, decode_text
from newsdesk.commands.produce.json_articles import (
    ArticleFile,
    Unreadable,
    article_of,
    read_json,
    read_json_lines,
    read_json_stream,
)

__all__ = ["STANDARD_INPUT", "ArticleFile", "Unreadable", "read_articles"]

STANDARD_INPUT = "-"

_Articles: TypeAlias = Iterator[ArticleFile | Unreadable]


def read_articles(paths: Iterable[str | Path], stdin: IO[bytes]) -> _Articles:
    """Read files, all files below folders, and `stdin` where a path is `-`.

    The format follows from the file's extension: `.txt`, `.html` and `.htm` are one article each,
    whose id is the file's name without the extension; `.json` is an article or an array of
    articles; `.jsonl`, `.ndjson` and standard input have one article per line. Files are opened
    one at a time. Within folders, hidden files and files with other extensions are skipped.
    """
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from read_json_stream("standard input", stdin)
        elif os.path.isdir(path):
            yield from _read_folder(Path(path))
        else:
            yield from _read_file(Path(path))


def _read_folder(folder: Path) -> _Articles:
    empty = True
    for found in _files_below(folder):
        empty = False
        if isinstance(found, Unreadable):
            yield found
        else:
            yield from _read_file(found)
    if empty:
        yield Unreadable(str(folder), f"no file in it ends with {_ENDINGS}")


def _files_below(folder: Path) -> Iterator[Path | Unreadable]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Unreadable(str(folder), _explain(error))
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if os.path.isdir(entry):
            # A link to a parent folder would never end.
            if not entry.is_symlink():
                yield from _files_below(entry)
        elif _ending(entry) in _READERS and not _is_special(entry):
            yield entry


def _read_file(path: Path) -> _Articles:
    try:
        path.stat()
        if read := _READERS.get(_ending(path)):
            yield from read(path)
        else:
            yield Unreadable(str(path), f"its name does not end with {_ENDINGS}")
    except OSError as error:
        yield Unreadable(str(path), _explain(error))


def _read_text(path: Path) -> _Articles:
    return _read_document(path, "text", decode_text)


def _read_html(path: Path) -> _Articles:
    return _read_document(path, "html", decode_html)


def _read_document(path: Path, field: str, decode: Callable[[bytes], str]) -> _Articles:
    # A file's name may hold bytes that are not UTF-8; a message may not.
    stem = os.fsencode(path.stem).decode("utf-8", "replace")
    try:
        fields = {"id": stem, field: decode(path.read_bytes())}
        yield article_of(str(path), orjson.dumps(fields), fields)
    except UndecodableError as error:
        yield Unreadable(str(path), error.problem)
    except orjson.JSONEncodeError:
        yield Unreadable(str(path), "it holds characters that are not Unicode text")


def _read_json(path: Path) -> _Articles:
    return read_json(str(path), path.read_bytes())


def _read_json_lines(path: Path) -> _Articles:
    with path.open("rb") as lines:
        yield from read_json_lines(str(path), lines)


_READERS: dict[str, Callable[[Path], _Articles]] = {
    ".txt": _read_text,
    ".json": _read_json,
    ".jsonl": _read_json_lines,
    ".ndjson": _read_json_lines,
    ".html": _read_html,
    ".htm": _read_html,
}
_ENDINGS = ", ".join(_READERS)


def _ending(path: Path) -> str:
    return path.suffix.lower()


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device, where reading may block forever."""
    return os.path.exists(path) and not os.path.isfile(path)


def _explain(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
