"""Datelines: place, date and agency before an article's first sentence."""
# ruff: noqa: RUF001 (datelines end in typographic marks)

import re
from dataclasses import dataclass
from typing import Literal

from newsdesk.enrichment.cleaning.datelines.counterevidence import speaks_against
from newsdesk.enrichment.cleaning.datelines.parts import (
    AGENCY,
    CODE,
    OTHER_FORMS,
    OTHER_MONTHS,
    SERVICE,
)
from newsdesk.enrichment.cleaning.datelines.pattern import BARE_PLACE, LATIN
from newsdesk.enrichment.cleaning.datelines.place_words import is_place, is_spaced, may_be_place
from newsdesk.enrichment.cleaning.datelines.places import is_city, is_worded_like_a_place
from newsdesk.enrichment.cleaning.rules.dates import MONTH

_AGENCY = re.compile(AGENCY)
_CODE = re.compile(CODE)
_ENDS_IN_SERVICE = re.compile(rf"(?:[^\n]{{2,40}} )?{SERVICE}")
_NAMED_LIKE_AN_AGENCY = re.compile(
    r".{0,40}\b(?:Wire|News|Newswire|Press|Presse|Agency|Agence|Agencia|Agentur|Agenzia|Agência|"
    r"Service|Times|Post|Herald|Tribune|Gazette|Media|Bureau|Correspondent)\b.{0,30}"
)
_MONTH_OR_NUMBERS = re.compile(rf"\b(?:{MONTH}|(?i:{OTHER_MONTHS}))|\d[./-]\d")
_INITIALS = re.compile(r"\s?\([A-Z]{2,6}\)")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_OLD = "2000"
_LONGEST_ALONE = 80
_ENDS_ALONE = ("-", "–", "—", ")", "|")
_ANY_SENTENCE = "It rained."
_DASH = re.compile(r"[-–—―_]")


@dataclass(frozen=True, slots=True)
class Dateline:
    """A dateline ends before the character at `end`, where the sentence begins.

    It is certain if it has a date or an agency; a known city before a dash, a colon or a full stop
    is not.
    """

    end: int
    is_certain: bool


def dateline_at(line: str, start: int = 0, end: int | None = None) -> Dateline | None:
    """Return the dateline that begins at `start` and ends before `end`, or None.

    It may be the whole rest of a short line. A name in capitals alone is no dateline: it may be a
    company's, a player's or a speaker's.
    """
    end = len(line) if end is None else end
    other = OTHER_FORMS.match(line, start, end)
    if other:
        return Dateline(other.end(), is_certain=True)
    if len(line) - start <= _LONGEST_ALONE and line.endswith(_ENDS_ALONE):
        return _line_of_its_own(line, start)
    return _before_sentence(line, start, end)


def _line_of_its_own(line: str, start: int) -> Dateline | None:
    found = _before_sentence(f"{line} {_ANY_SENTENCE}", start, len(line) + len(_ANY_SENTENCE) + 1)
    if not found or found.end != len(line) + 1:
        return None
    return Dateline(len(line), found.is_certain)


def _before_sentence(line: str, start: int, end: int) -> Dateline | None:
    found = LATIN.match(line, start, end)
    if found and found.end() > start:
        certain = _certainty(found)
        if certain:
            return Dateline(found.end(), is_certain=True)
        if (
            certain is None
            and not found["where"]
            and not speaks_against(found, found["mark"].strip())
        ):
            return Dateline(found.end(), is_certain=False)
    alone = BARE_PLACE.match(line, start, end)
    if alone and (is_city(alone["place"]) or is_worded_like_a_place(alone["place"])):
        return Dateline(alone.end(), is_certain=False)
    return None


def _certainty(found: re.Match[str]) -> bool | None:
    """Return True for a dateline, None for what is one at the start of an article, else False."""
    by_agency = _by_agency(found)
    if by_agency is not False:
        return by_agency
    if found["date"]:
        return _by_date(found)
    if _ENDS_IN_SERVICE.fullmatch(found["place"] or "") and _DASH.search(found["mark"]):
        return None
    return None if is_place(found) else False


def _by_agency(found: re.Match[str]) -> bool | None:
    kind = _kind_of_agency(found)
    if kind and not may_be_place(found):
        return False
    marked = bool(found["mark"].strip())
    dated = bool(found["date"])
    if kind == "agency":
        return True
    if kind == "service":
        return True if marked and (dated or found["place"]) else None
    if kind == "code":
        place = found["place"]
        return dated or (is_city(place) if place else marked) or (marked and is_place(found))
    if kind == "other":
        known = is_city(found["place"] or "") and _INITIALS.fullmatch(found["agency"] or "")
        return dated and bool((marked or known) and _MONTH_OR_NUMBERS.search(found["date"]))
    return False


def _kind_of_agency(found: re.Match[str]) -> Literal["agency", "service", "code", "other"] | None:
    if found["bare"]:
        return "service"
    if found["slashed"]:
        return "agency" if _AGENCY.fullmatch(found["slashed"]) else None
    named = found["agency"] or found["near"]
    if not named:
        return None
    name = named.strip(" -–—()[]（）")
    if _AGENCY.fullmatch(name):
        return "agency"
    if _CODE.fullmatch(name) or _NAMED_LIKE_AN_AGENCY.fullmatch(name):
        return "code"
    return "other" if found["agency"] or found["date"] else None


def _by_date(found: re.Match[str]) -> bool:
    place, mark = found["place"], found["mark"].strip()
    year = _YEAR.search(found["date"])
    if not place or not mark or not is_spaced(found) or (year and year.group() < _OLD):
        return False
    if not _MONTH_OR_NUMBERS.search(found["date"]):
        return False
    if place.isupper() or is_city(place) or found["region"]:
        return True
    return found["comma"] == "," and mark != "." and (bool(year) or bool(_DASH.search(mark)))
