"""Whether the words that stand where datelines have a place are a place's name."""
# ruff: noqa: RUF001 (datelines end in typographic marks)

import re

from newsdesk.enrichment.cleaning.datelines.places import (
    is_also_a_name,
    is_city,
    is_region,
    is_worded_like_a_place,
)

_LONGEST_CODE = 3
_MOST_WORDS = 2
_DASH = re.compile(r"[-–—―_]")
_SLASH = re.compile(r"\s?/\s?")


def may_be_place(found: re.Match[str]) -> bool:
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


def is_place(found: re.Match[str]) -> bool:
    """Whether the words before the mark are known, or worded, as a place's name."""
    place, mark = found["place"], found["mark"].strip()
    if not place or not mark or found["slashed"] or not is_spaced(found):
        return False
    *_, last = (found["region"] or "").split(",")
    behind = last.strip().removeprefix("The ") or (found["near"] or "").strip(" ()[]")
    if behind[:1].islower():
        return False
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


def is_spaced(found: re.Match[str]) -> bool:
    """Whether the mark is set as before a sentence, not as within a word."""
    return found["mark"][-1:].isspace() or found["mark"].strip() in {"—", "--"}
