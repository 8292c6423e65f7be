"""Small files in the shapes of IPTC's official ones, with invented names and definitions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import orjson
from openpyxl import Workbook

SCHEME = "http://cv.iptc.org/newscodes/mediatopic/"
LANGUAGES = ("en-GB", "en-US", "de")


@dataclass(frozen=True)
class Entry:
    """A concept by its code. Below another one it stands after it, a level deeper."""

    code: str
    level: int
    names: dict[str, str]
    definitions: dict[str, str] = field(default_factory=dict)
    retired: str | None = None


ENTRIES = (
    Entry("15000000", 1, {"en-GB": "sport", "de": "Sport"}, {"en-GB": "Games and those in them"}),
    Entry("20000822", 2, {"en-GB": "competition discipline", "de": "Disziplin"}),
    Entry(
        "29000001",
        3,
        {"en-GB": "kite hauling", "en-US": "kite pulling"},
        {"en-GB": "Races in which kites pull boats", "de": "Rennen von Drachen"},
    ),
    Entry(
        "29000002",
        3,
        {"en-GB": "old rowing"},
        {"en-GB": "Rowing as it was"},
        "2019-12-06T12:00:00Z",
    ),
    Entry("29000003", 4, {"en-US": "river rowing"}, {"en-US": "Rowing down a river"}),
    Entry("17000000", 1, {"en-GB": "weather"}, {"en-GB": "What falls from the sky"}),
    Entry("29000004", 2, {}, {"en-GB": "A concept that nobody named"}),
    Entry("29000005", 3, {"de": "Nebel"}, {"de": "Tiefe Wolken"}),
)


def parents(entries: Sequence[Entry]) -> list[str | None]:
    """Return the code of the concept above each, by the order and the levels."""
    above: list[str] = []
    found: list[str | None] = []
    for entry in entries:
        del above[entry.level - 1 :]
        found.append(above[-1] if above else None)
        above.append(entry.code)
    return found


def skos_json(entries: Sequence[Entry] = ENTRIES, indent: bool = True) -> bytes:
    """Return a concept scheme as cv.iptc.org serves it."""
    scheme = {
        "uri": SCHEME,
        "type": ["http://www.w3.org/2004/02/skos/core#ConceptScheme"],
        "prefAlias": "medtop",
        "authority": "http://www.iptc.org",
        "dateReleased": "2026-02-19T12:00:00+00:00",
        "prefLabel": {"en-GB": "Media Topic"},
        "hasTopConcept": [SCHEME + entry.code for entry in entries if entry.level == 1],
        "conceptSet": [
            _concept(entry, parent) for entry, parent in zip(entries, parents(entries), strict=True)
        ],
    }
    return orjson.dumps(scheme, option=orjson.OPT_INDENT_2 if indent else None)


def json_lines(entries: Sequence[Entry] = ENTRIES) -> bytes:
    """Return one concept per line."""
    lines = [
        {
            "qcode": f"medtop:{entry.code}",
            "level": entry.level,
            "parent": f"medtop:{parent}" if parent else None,
            "retired": entry.retired,
            "labels": entry.names,
            "definitions": entry.definitions,
            "wikidata": None,
        }
        for entry, parent in zip(entries, parents(entries), strict=True)
    ]
    return b"".join(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE) for line in lines)


def spreadsheet(entries: Sequence[Entry] = ENTRIES, levels: int = 6) -> bytes:
    """Return a workbook with a note in its first row, and its header in the second."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["IPTC Media Topic NewsCodes"])
    sheet.append(
        [
            "NewsCode-URI",
            "NewsCode-QCode (flat)",
            *(f"Level{level}/NewsCode" for level in range(1, levels + 1)),
            *(f"Name ({language})" for language in LANGUAGES),
            *(f"Definition ({language})" for language in LANGUAGES),
            "SubjectCode mapping",
            "RetiredDate",
        ]
    )
    for entry in entries:
        qcode = f"medtop:{entry.code}"
        sheet.append(
            [
                SCHEME + entry.code,
                qcode,
                *(qcode if level == entry.level else None for level in range(1, levels + 1)),
                *(entry.names.get(language) for language in LANGUAGES),
                *(entry.definitions.get(language) for language in LANGUAGES),
                "http://cv.iptc.org/newscodes/subjectcode/15000000",
                entry.retired,
            ]
        )
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _concept(entry: Entry, parent: str | None) -> dict[str, Any]:
    concept: dict[str, Any] = {
        "uri": SCHEME + entry.code,
        "qcode": f"medtop:{entry.code}",
        "type": ["http://www.w3.org/2004/02/skos/core#Concept"],
        "inScheme": [SCHEME],
        "modified": "2021-09-30T12:00:00+00:00",
        "prefLabel": entry.names,
        "definition": entry.definitions,
        "note": {},
        "exactMatch": ["http://cv.iptc.org/newscodes/subjectcode/15000000"],
        "created": "2009-10-22T02:00:00+00:00",
    }
    if parent:
        concept["broader"] = [SCHEME + parent]
    if entry.retired:
        concept["retired"] = entry.retired
    return concept
