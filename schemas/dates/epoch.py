"""Numbers: seconds since 1970, or thousandths, millionths or billionths of them; and 20260119."""

import re
from datetime import UTC, datetime, timedelta

from newsdesk.schemas.dates.parts import Clock, day_of, moment_of

_LATEST = 4_102_444_800
"""Seconds; the year 2100."""

_UNITS = ((10**9, 1), (10**11, 10**3), (10**14, 10**6), (10**18, 10**9))
"""The smallest number of each unit: of 2001, 1973, 1973 and 2001.

Seconds of nine digits are as often counted from 2001, as Swift does, and eighteen digits are
ticks of Windows or .NET. A smaller number is a year or an error.
"""

_NEVER = frozenset((253_402_300_799, 253_402_300_800))
"""The end of the year 9999 in seconds, which stands for no date."""

_FIRST_MS = -11_676_096_000_000
"""The year 1600."""

_DIGITS = re.compile(r"(\d{1,19})(?:\.(\d{1,9})0*)?", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_COMPACT_YEARS = range(1900, 2100)


def read_number(number: int | float) -> datetime | None:
    """Return the moment of a number that says one; a whole one may be written as a float."""
    if not 0 < number < 10**19:
        return None
    whole = int(number)
    compact = _compact(str(whole)) if whole == number else None
    seconds = _since_epoch(whole, round((number - whole) * 10**6) if whole < 10**11 else 0)
    return _only(compact, seconds, str(whole))


def read_digits(text: str) -> datetime | None:
    """Return the moment of a string that is a number, as `read_number` does."""
    found = _DIGITS.fullmatch(text)
    if found is None:
        return None
    digits, fraction = found.groups()
    millionths = int((fraction or "").ljust(6, "0")[:6])
    compact = None if fraction else _compact(digits)
    return _only(compact, _since_epoch(int(digits), millionths), digits)


def read_milliseconds(milliseconds: int) -> datetime | None:
    """Return the moment of a number that is known to count milliseconds; 0 stands for none."""
    if not milliseconds or not _FIRST_MS <= milliseconds < _LATEST * 1000:
        return None
    return _EPOCH + timedelta(milliseconds=milliseconds)


def _only(compact: datetime | None, seconds: datetime | None, digits: str) -> datetime | None:
    """Return the one of two readings that is sure: of few numbers that have both, none is."""
    if compact and seconds and len(digits) == 10:
        return None
    return compact or seconds


def _since_epoch(whole: int, millionths: int) -> datetime | None:
    if whole in _NEVER:
        return None
    for first, unit in _UNITS:
        if first <= whole < _LATEST * unit:
            small = millionths if unit == 1 else whole % unit * 10**6 // unit
            return _EPOCH + timedelta(seconds=whole // unit, microseconds=small)
    return None


def _compact(digits: str) -> datetime | None:
    """Read 8, 10, 12 or 14 digits: year, month and day, then hour, minute and second."""
    if len(digits) not in (8, 10, 12, 14) or int(digits[:4]) not in _COMPACT_YEARS:
        return None
    month, day, *clock = (int(digits[at : at + 2]) for at in range(4, len(digits), 2))
    hour, minute, second = (*clock, 0, 0, 0)[:3]
    return moment_of(day_of(int(digits[:4]), month, day), Clock(hour, minute, second))
