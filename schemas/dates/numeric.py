"""Dates in digits: all of ISO 8601, and days, months and years between slashes, dots or hyphens."""

import re
from datetime import date, datetime, timedelta

from newsdesk.schemas.dates.parts import Clock, day_of, moment_of

_DAY = re.compile(
    r"(?P<y>\d{4})"
    r"(?:(?P<s>[-/.:])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})"
    r"|-?[Ww](?P<week>\d{2})-?(?P<weekday>[1-7])"
    r"|-?(?P<ordinal>\d{3})(?=$|[Tt])"
    r"|(?P<m2>\d{2})(?P<d2>\d{2}))"
    r"|(?P<a>\d{1,2})(?P<t>[-/.])(?P<b>\d{1,2})(?P=t)(?P<y2>\d{4})",
    re.ASCII,
)
_REST = re.compile(
    r"(?P<between>\s*[Tt]\s*|,?\s+(?:(?:-|at|um|om|à|às|a las|alle|ore|kl\.?|klo|o|v|в)\s)?)?"
    r"(?:(?P<h>\d{1,2})"
    r"(?:(?P<c>[:.h]?)(?P<mi>\d{2})(?:(?P=c)(?P<s>\d{2})(?:[.,](?P<f>\d{1,9})\d*)?)?)?"
    r"(?:\s?(?P<half>[ap])\.?\s?m\.?)?)?"
    r"(?P<gap>\s?)(?:(?P<zone>[a-z]{1,5}(?:[+-][\d:]{1,6})?|[+-][\d:]{2,9})(?:\[[\w/+-]+\])?)?",
    re.ASCII | re.IGNORECASE,
)


def read_numeric(text: str) -> datetime | None:
    """Return the moment of a date in digits; None also where day and month may be exchanged."""
    day = _DAY.match(text)
    rest = day and _REST.fullmatch(text, day.end())
    if not (day and rest and _is_sound(day, rest)):
        return None
    return moment_of(_read_day(day), _read_clock(rest))


def _read_day(found: re.Match[str]) -> date | None:
    part = {name: int(value) for name, value in found.groupdict().items() if _is_digits(value)}
    if "y2" in part:
        return _day_or_month_first(part["a"], part["b"], part["y2"])
    year = part["y"]
    if "week" in part:
        return _day_of_week(year, part["week"], part["weekday"])
    if "ordinal" in part:
        first = day_of(year, 1, 1)
        last = day_of(year, 12, 31)
        day = first + timedelta(part["ordinal"] - 1) if first and part["ordinal"] else None
        return day if day and last and day <= last else None
    return day_of(year, part.get("m", part.get("m2", 0)), part.get("d", part.get("d2", 0)))


def _day_or_month_first(a: int, b: int, year: int) -> date | None:
    days = {day for day in (day_of(year, b, a), day_of(year, a, b)) if day}
    return days.pop() if len(days) == 1 else None


def _day_of_week(year: int, week: int, weekday: int) -> date | None:
    try:
        day = date.fromisocalendar(year, week, weekday)
    except ValueError:
        return None
    return day_of(day.year, day.month, day.day)


def _is_sound(day: re.Match[str], rest: re.Match[str]) -> bool:
    """Whether day and clock stand apart as they must, and nothing may mean something else."""
    between, hour, half, zone = (rest[name] or "" for name in ("between", "h", "half", "zone"))
    if not hour:
        return not between and (not zone or ":" in zone or zone in "Zz")
    is_iso = "t" in between.lower() or bool(day["m2"])
    if not (between or day["m2"]):
        return False
    if not rest["c"]:
        # 10 and 1015 are hours and minutes only after a T, or where all digits are run together.
        bare = not rest["mi"] and (half or "t" in between.lower())
        return bool(bare or (rest["mi"] and is_iso and len(hour) == 2))
    may_be_two_times = zone.startswith("-") and not rest["s"] and not rest["gap"] and not is_iso
    return not may_be_two_times


def _read_clock(rest: re.Match[str]) -> Clock:
    if not rest["h"]:
        return Clock(zone=rest["zone"] or "")
    return Clock(
        int(rest["h"]),
        int(rest["mi"] or 0),
        int(rest["s"] or 0),
        int((rest["f"] or "").ljust(6, "0")[:6]),
        (rest["half"] or "").lower(),
        rest["zone"] or "",
    )


def _is_digits(value: str | None) -> bool:
    return value is not None and value.isdigit()
