"""Reads articles from files, folders and standard input; an unreadable one is a value as well."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from newsdesk.commands.produce.article_file import ArticleFile, Articles, Unreadable
from newsdesk.commands.produce.file_ids import FileIds, ending_of
from newsdesk.commands.produce.formats import ENDINGS
from newsdesk.commands.produce.reading import read_stream
from newsdesk.commands.produce.refusals import refusal_of_ending

__all__ = ["STANDARD_INPUT", "ArticleFile", "Unreadable", "read_articles"]

STANDARD_INPUT = "-"


def read_articles(paths: Iterable[str | Path], stdin: IO[bytes]) -> Articles:
    """Read files, all files below folders, and `stdin` where a path is `-`.

    The format follows from the content, and from the name where that does not say it; any of them
    may be compressed. A text, a page and an e-mail is one article each, whose id is its path below
    the folder, without the ending. Files are opened one at a time, and what has many articles is
    read piece by piece. Within folders, hidden files and those with unknown endings are skipped.
    Nothing is fetched.
    """
    ids = FileIds()
    for path in paths:
        if str(path) == STANDARD_INPUT:
            yield from _read_stdin(stdin)
        elif os.path.isdir(path):
            yield from _read_folder(Path(path), ids)
        else:
            yield from _read_file(Path(path), None, ids)


def _read_stdin(stdin: IO[bytes]) -> Articles:
    name = "standard input"
    try:
        yield from read_stream(name, stdin)
    except OSError as error:
        yield Unreadable(name, _explain(error))


def _read_folder(folder: Path, ids: FileIds) -> Articles:
    empty = True
    for found in _files_below(folder):
        empty = False
        if isinstance(found, Unreadable):
            yield found
        else:
            yield from _read_file(found, folder, ids)
    if empty:
        yield Unreadable(str(folder), f"no file in it ends with {', '.join(ENDINGS)}")


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
        elif _may_have_articles(entry) and not _is_special(entry):
            yield entry


def _may_have_articles(path: Path) -> bool:
    """Whether it is read, or somebody should know that it is not."""
    ending, _ = ending_of(path)
    return ending in ENDINGS or refusal_of_ending(ending) is not None


def _read_file(path: Path, folder: Path | None, ids: FileIds) -> Articles:
    ending, _ = ending_of(path)
    try:
        with path.open("rb") as stream:
            yield from read_stream(str(path), stream, ending, lambda: ids.id_of(path, folder))
    except OSError as error:
        yield Unreadable(str(path), _explain(error))


def _is_special(path: Path) -> bool:
    """Whether it is a pipe, a socket or a device, where reading may block forever."""
    return os.path.exists(path) and not os.path.isfile(path)


def _explain(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
