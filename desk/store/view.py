"""Which articles are shown: the filters, the range and the order that the page's address has."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TERMS = re.compile(r'(-?)(?:"([^"]*+)"?+|([^\s"]++))')

_MIN_PREFIX = 3
"""Letters before a `*`; fewer begin too many words."""

ORDERS = ("newest", "oldest", "coverage")
"""`coverage` begins with what was least read; where that is equal, the newest comes first."""

FACETS = ("source", "language", "abstained", "fingerprint")
"""Columns whose values are numbers of names."""


@dataclass(frozen=True, slots=True)
class View:
    """A filter: within a field any of the values, and all fields that have some.

    Times are in milliseconds since 1970: from `since` on, before `until`. `is_partial` admits only
    what was not read to its end, or only what was.
    """

    search: str = ""
    topic: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    fingerprint: tuple[str, ...] = ()
    is_partial: bool | None = None
    since: int | None = None
    until: int | None = None
    order: str = "newest"

    def condition(self) -> tuple[str, dict[str, Any]]:
        """Return what a row of `article` has to meet, in SQL, and its parameters.

        For few rows: of those with the numbers `:least` to `:most`, which the caller has to bind.
        `newsdesk.desk.store.matches` finds all that match.
        """
        parts = ["is_shown"]
        parameters: dict[str, Any] = {}
        for facet in FACETS:
            if chosen := getattr(self, facet):
                marks = _marks(facet, chosen, parameters)
                parts.append(
                    f"{facet} IN (SELECT n FROM name WHERE kind = '{facet}' AND text IN ({marks}))"
                )
        if self.topic:
            marks = _marks("topic", self.topic, parameters)
            topics = f"SELECT t FROM topic WHERE id IN ({marks})"
            parts.append(
                "EXISTS (SELECT 1 FROM article_topic AS of"
                f" WHERE of.n = article.n AND of.t IN ({topics}))"
            )
        if self.is_partial is not None:
            parts.append("coverage < 1" if self.is_partial else "coverage >= 1")
        for name, sign in (("since", ">="), ("until", "<")):
            if (moment := getattr(self, name)) is not None:
                parts.append(f"visible_ms {sign} :{name}")
                parameters[name] = moment
        if words := match_of(self.search):
            parts.append(
                "n IN (SELECT rowid FROM words"
                " WHERE words MATCH :words AND rowid BETWEEN :least AND :most)"
            )
            parameters["words"] = words
        return " AND ".join(parts), parameters


def match_of(search: str) -> str:
    """Return what people type as an FTS5 query: all words, "a phrase", -without, begin*."""
    wanted: list[str] = []
    unwanted: list[str] = []
    # SQLite reads a query to its first NUL.
    for minus, phrase, word in _TERMS.findall(search.replace("\0", " ")):
        term = phrase or word
        is_prefix = word.endswith("*") and len(word) > _MIN_PREFIX
        term = term.rstrip("*")
        if any(map(str.isalnum, term)):
            (unwanted if minus else wanted).append(f'"{term}"' + "*" * is_prefix)
    if not wanted:
        return ""
    return " ".join([" AND ".join(wanted), *(f"NOT {term}" for term in unwanted)])


def _marks(name: str, values: tuple[str, ...], parameters: dict[str, Any]) -> str:
    named: Mapping[str, str] = {f"{name}{place}": value for place, value in enumerate(values)}
    parameters |= named
    return ", ".join(f":{mark}" for mark in named)
