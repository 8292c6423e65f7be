"""Reads IPTC's Media Topics in JSON: SKOS as cv.iptc.org serves it, or one concept per line."""

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from newsdesk.commands.taxonomy.concepts import (
    Concept,
    Official,
    first_id,
    media_topic_id,
    texts_by_language,
)
from newsdesk.terminal.files import FileError


def read_scheme(scheme: Mapping[str, Any]) -> Official:
    """Read a concept scheme: `conceptSet` with `qcode`, `prefLabel`, `definition`, `broader`.

    The format is that of `http://cv.iptc.org/newscodes/mediatopic/?format=json`.
    """
    released = scheme.get("dateReleased")
    entries = scheme.get("conceptSet")
    return Official(
        tuple(_of_scheme(e) for e in _list(entries) if isinstance(e, Mapping)),
        released=released[:10] if isinstance(released, str) else "",
    )


def read_lines(content: bytes, origin: str) -> Official:
    """Read one concept per line: `qcode`, `parent`, `retired`, `labels`, `definitions`.

    Raises:
        FileError: if a line is no JSON object; it names the line.
    """
    return Official(tuple(_lines(content, origin)))


def _lines(content: bytes, origin: str) -> Iterator[Concept]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            entry = orjson.loads(line)
        except orjson.JSONDecodeError as error:
            raise FileError(f"{origin}:{number}: not JSON: {error.msg}.") from error
        if not isinstance(entry, Mapping):
            raise FileError(f"{origin}:{number}: JSON, but not an object.")
        yield Concept(
            id=media_topic_id(entry.get("qcode")),
            broader=media_topic_id(entry.get("parent")),
            retired=bool(entry.get("retired")),
            names=texts_by_language(entry.get("labels")),
            definitions=texts_by_language(entry.get("definitions")),
        )


def _of_scheme(entry: Mapping[str, Any]) -> Concept:
    broader = entry.get("broader")
    return Concept(
        id=first_id((entry.get("qcode"), entry.get("uri"))),
        broader=first_id([broader, *_list(broader)]),
        retired=bool(entry.get("retired")),
        names=texts_by_language(entry.get("prefLabel")),
        definitions=texts_by_language(entry.get("definition")),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
