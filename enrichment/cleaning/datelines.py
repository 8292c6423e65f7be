"""Datelines: place, date and agency before an article's first sentence."""
# ruff: noqa: RUF001 (datelines end in typographic marks)

import re
from dataclasses import dataclass
from typing import Literal

from newsdesk.enrichment.cleaning.dateline_counterevidence import speaks_against
from newsdesk.enrichment.cleaning.dateline_parts import (
    AGENCIES,
    AGENCY,
    BEGINS,
    CODE,
    DATELIKE,
    MOMENT_OF_DAY,
    NOT_A_PLACE,
    OTHER_FORMS,
    OTHER_MONTHS,
    PLACE,
    SERVICE,
)
from newsdesk.enrichment.cleaning.dates import MONTH
from newsdesk.enrichment.cleaning.places import (
    is_also_a_name,
    is_city,
    is_region,
    is_worded_like_a_place,
)

_BRACKETS = r"[(\[（][^()\[\]（）\n]{2,60}[)\]）]"
_JOIN = r"(?:\s?-{2}\s?|\s[–—-]\s)?\s?"
_LATIN = re.compile(
    rf"(?:(?P<place>{NOT_A_PLACE}{PLACE})(?P<region>(?:, ?(?:The )?{NOT_A_PLACE}{PLACE}){{0,2}})"
    rf"(?P<near>\s?{_BRACKETS})?)?"
    rf"(?P<date>(?(place)(?P<comma>[.,]|\s[–—-](?=\s))?\s?){DATELIKE})?"
    rf"(?:(?P<agency>{_JOIN}{_BRACKETS})"
    rf"|\s?/\s?(?P<slashed>[A-ZА-ЯЁ][\w .-]{{2,24}}?)\s?/(?:\s?{DATELIKE}\s?/)?"
    rf"|(?P<bare>(?(place)\s?[,|–—:-]?\s?){SERVICE}(?=\s?[-–—|:])"
    rf"|\s?[|–—:-]\s?{AGENCIES}(?=\s)))?"
    rf"(?:\s(?:{MOMENT_OF_DAY})?{DATELIKE})?"
    r"(?P<mark>\s?\.?\s?(?:-{2,}|[-–—―_])\s*|\s?[:：]\s*|\s[•·|]\s|\s?\.\s"
    r"|(?(agency)\s?|(?(near)\s?|(?(slashed)\s?|(?(bare)\s?|(?!))))))"
    rf"(?={BEGINS})"
)
_BARE_PLACE = re.compile(rf"\[(?P<place>{PLACE})\](?P<mark>\s?[-–—:]?\s)(?={BEGINS})")
_AGENCY = re.compile(AGENCY)
_CODE = re.compile(CODE)
_ENDS_IN_SERVICE = re.compile(rf"(?:[^\n]{{2,40}} )?{SERVICE}")
_NAMED_LIKE_AN_AGENCY = re.compile(
    r".{0,40}\b(?:Wire|News|Newswire|Press|Presse|Agency|Agence|Agencia|Agentur|Agenzia|Agência|"
    r"Service|Times|Post|Herald|Tribune|Gazette|Media|Bureau|Correspondent)\b.{0,30}"
)
_MONTH_OR_NUMBERS = re.compile(rf"\b(?:{MONTH}|(?i:{OTHER_MONTHS}))|\d[./-]\d")
_YEAR = re.compile(r"\b(?:1\d|20)\d\d\b")
_OLD = "2000"
_LONGEST_CODE = 3
_MOST_WORDS = 2
_LONGEST_ALONE = 80
_ENDS_ALONE = ("-", "–", "—", ")", "|")
_ANY_SENTENCE = "It rained."
_DASH = re.compile(r"[-–—―_]")
_SLASH = re.compile(r"\s?/\s?")


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
    found = _LATIN.match(line, start, end)
    if found and found.end() > start:
        certain = _certainty(found)
        if certain:
            return Dateline(found.end(), is_certain=True)
        if certain is None and not speaks_against(found, found["mark"].strip()):
            return Dateline(found.end(), is_certain=False)
    alone = _BARE_PLACE.match(line, start, end)
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
    return None if _is_place(found) else False


def _by_agency(found: re.Match[str]) -> bool | None:
    kind = _kind_of_agency(found)
    if kind and not _may_be_place(found):
        return False
    marked = bool(found["mark"].strip())
    dated = bool(found["date"])
    if kind == "agency":
        return True
    if kind == "service":
        return True if marked and (dated or found["place"]) else None
    if kind == "code":
        place = found["place"]
        return dated or (is_city(place) if place else marked) or (marked and _is_place(found))
    if kind == "other":
        return marked and dated and bool(_MONTH_OR_NUMBERS.search(found["date"]))
    return False


def _may_be_place(found: re.Match[str]) -> bool:
    """Whether the words before an agency are a place's name rather than a headline."""
    place, region = found["place"], found["region"]
    if not place or place.isupper() or is_city(place):
        return True
    if found["date"] and found["comma"] == ",":
        return True
    *_, last = (region or "").split(",")
    is_short = max(map(_capitalized_words, (place, last))) <= _MOST_WORDS
    return (is_short or is_region(last.strip())) and found["mark"].strip() not in {".", ""}


def _capitalized_words(name: str) -> int:
    return sum(word[0].isupper() for word in name.split())


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
    if not place or not mark or not _is_spaced(found) or (year and year.group() < _OLD):
        return False
    if not _MONTH_OR_NUMBERS.search(found["date"]):
        return False
    if place.isupper() or is_city(place) or found["region"]:
        return True
    return found["comma"] == "," and mark != "." and (bool(year) or bool(_DASH.search(mark)))


def _is_place(found: re.Match[str]) -> bool:
    """Whether the words before the mark are known, or worded, as a place's name."""
    place, mark = found["place"], found["mark"].strip()
    if not place or not mark or found["slashed"] or not _is_spaced(found):
        return False
    *_, last = (found["region"] or "").split(",")
    behind = last.strip().removeprefix("The ") or (found["near"] or "").strip(" ()[]")
    if behind:
        return _is_in_region(place, behind, mark)
    if any(map(is_city, {place, *_SLASH.split(place)})):
        return place.isupper() or (mark != "." and not is_also_a_name(place))
    return bool(_DASH.search(mark)) and is_worded_like_a_place(place)


def _is_in_region(place: str, behind: str, mark: str) -> bool:
    if mark == "." and not place.isupper():
        return False
    is_dash = bool(_DASH.search(mark)) or mark == "|"
    if is_region(behind):
        return is_dash or is_city(place) or place.isupper()
    in_style = place.isupper() and not (behind.isupper() and len(behind) > _LONGEST_CODE)
    return is_dash and (in_style or is_city(place))


def _is_spaced(found: re.Match[str]) -> bool:
    return found["mark"][-1:].isspace() or found["mark"].strip() in {"—", "--"}
