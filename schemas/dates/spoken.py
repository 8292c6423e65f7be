"""Dates with the name of a month, as people, mail and programs write them in many languages.

Every word and number must be understood: one day, one month, one year, and at most one time, with
am or pm and a zone. With a range, a second date or an unknown word there is no moment.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import datetime

from newsdesk.schemas.dates.names import BESIDE, MONTHS, WEEKDAYS, fold
from newsdesk.schemas.dates.parts import MIDNIGHT, Clock, day_of, moment_of
from newsdesk.schemas.dates.zones import is_zone

_LETTERS = r"(?:[^\W\d_]++|[\u0900-\u0963]++)++"
_TOKEN = re.compile(
    r"(?P<year>\d{4})(?!\d)"
    r"|(?P<zone>(?:UTC|GMT)\s?[+-]\d{1,2}(?::?\d{2})?|(?:\+|(?<!\w)-)\d{2}:?\d{2})(?!\d)"
    r"|(?P<clock>(?P<h>\d{1,2})(?:(?P<c>[:.])(?P<mi>\d{2})"
    r"(?:(?P=c)(?P<s>\d{2})(?:[.,](?P<f>\d{1,9})\d*)?)?"
    r"|\s?h\s?(?P<hmi>\d{2})|\s?(?:h|uhr|uur)\b))(?!\d)"
    r"|(?P<half>[ap](?:\.\s?m\.|m\b\.?))"
    rf"|(?P<number>\d{{1,2}})(?:st|nd|rd|th|er|eme|e|o|a|º|ª|°)?(?:(?!\w)\.?|(?=[ap]\.?m\b))"
    rf"|(?P<word>{_LETTERS}(?:[-'\u2019]{_LETTERS})*+)\.?"
    r"|(?P<between>[\s,.،、|/()·@-]|:(?=[\d\s]))",
    re.IGNORECASE,
)
_EASTERN = re.compile(
    r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日号號일]"
    r"(?:\s?\(?(?:[月火水木金土日월화수목금토일]|(?:星期|周|週|礼拜)[一二三四五六日天])"
    r"(?:曜日|曜|요일)?\)?)?"
    r"(?:\s?(?P<half>午前|午後|上午|下午|오전|오후))?"
    r"(?:\s?(?P<h>\d{1,2})(?:\s?[時时點点시]|(?=:))"
    r"(?:\s?:?(?P<mi>\d{1,2})\s?[分분]?(?:\s?:?(?P<s>\d{1,2})\s?[秒초]?)?)?)?"
)
_AFTERNOON = frozenset(("午後", "下午", "오후"))


@dataclass(slots=True)
class _Found:
    """The parts that were understood, in order: days as `d`, the month as `m`, and years as `y`."""

    parts: list[tuple[str, int]] = field(default_factory=list)
    clocks: list[Clock] = field(default_factory=list)
    zones: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


def read_spoken(text: str) -> datetime | None:
    """Return the moment, in UTC if no zone is written; None if there is not exactly one."""
    eastern = _EASTERN.fullmatch(text)
    if eastern:
        return _read_eastern(eastern)
    found = _understand(text)
    date = found and _year_month_day(found)
    if not (found and date) or len(found.clocks) > 1 or len(found.zones) > 1:
        return None
    clock = found.clocks[0] if found.clocks else MIDNIGHT
    if found.zones and not found.clocks:
        return None
    return moment_of(day_of(*date), replace(clock, zone=found.zones[0] if found.zones else ""))


def _understand(text: str) -> _Found | None:
    found, last, at = _Found(), "", 0
    while at < len(text):
        token = _TOKEN.match(text, at)
        if token is None:
            return None
        kind, at = token.lastgroup or "", token.end()
        kind = next(k for k in _KINDS if token[k] is not None)
        if kind == "between":
            continue
        if not _ADD[kind](found, token, last):
            return None
        last = kind
    return found


def _add_year(found: _Found, token: re.Match[str], last: str) -> bool:
    found.parts.append(("y", int(token["year"])))
    return True


def _add_number(found: _Found, token: re.Match[str], last: str) -> bool:
    found.parts.append(("d", int(token["number"])))
    return True


def _add_zone(found: _Found, token: re.Match[str], last: str) -> bool:
    found.zones.append(token["zone"])
    return True


def _add_clock(found: _Found, token: re.Match[str], last: str) -> bool:
    minute, second, fraction = token["mi"] or token["hmi"], token["s"], token["f"] or ""
    found.clocks.append(
        Clock(int(token["h"]), int(minute or 0), int(second or 0), int(fraction.ljust(6, "0")[:6]))
    )
    return True


def _add_half(found: _Found, token: re.Match[str], last: str) -> bool:
    """Add am or pm to the time or the hour before it; elsewhere, German has `am 19. Januar`."""
    half = token["half"][0].lower()
    if last == "clock":
        found.clocks[-1] = replace(found.clocks[-1], half=half)
    elif last == "number":
        found.clocks.append(Clock(found.parts.pop()[1], half=half))
    else:
        return token["half"].lower() == "am"
    return True


def _add_word(found: _Found, token: re.Match[str], last: str) -> bool:
    word = fold(token["word"])
    if word in MONTHS:
        found.parts.append(("m", MONTHS[word]))
        found.names.append(word)
    elif token["word"].isupper() and is_zone(token["word"]):
        found.zones.append(token["word"])
    elif token["word"].isupper() and len(word) == 1:
        return False  # a military zone
    else:
        return word in WEEKDAYS or word in BESIDE
    return True


_ADD = {
    "year": _add_year,
    "zone": _add_zone,
    "clock": _add_clock,
    "half": _add_half,
    "number": _add_number,
    "word": _add_word,
}
_KINDS = (*_ADD, "between")


def _year_month_day(found: _Found) -> tuple[int, int, int] | None:
    """Return year, month and day: a day beside its month, and a year of four digits.

    Mail may have a year of two, between the month and a time (RFC 2822, 4.3).
    """
    parts = found.parts
    if len(found.names) == 2 and found.names[0] in WEEKDAYS:
        # A Tuesday: `mar.` is short for it in French, Spanish, Italian and Romanian.
        at = parts.index(("m", MONTHS[found.names[0]]))
        parts = parts[:at] + parts[at + 1 :]
    order = "".join(kind for kind, _ in parts)
    values = [value for _, value in parts]
    match order:
        case "dmy":
            day, month, year = values
        case "mdy":
            month, day, year = values
        case "ymd":
            year, month, day = values
        case "ydm":
            year, day, month = values
        case "dmd" if found.clocks:
            day, month, year = values
            year += 2000 if year < 50 else 1900
        case _:
            return None
    return year, month, day


def _read_eastern(found: re.Match[str]) -> datetime | None:
    half = found["half"] and ("p" if found["half"] in _AFTERNOON else "a")
    if half and not found["h"]:
        return None
    clock = Clock(int(found["h"] or 0), int(found["mi"] or 0), int(found["s"] or 0), 0, half or "")
    return moment_of(day_of(int(found["y"]), int(found["m"]), int(found["d"])), clock)
