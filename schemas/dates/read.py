"""Reading a date, whatever a producer has made of it."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from newsdesk.schemas.dates.epoch import read_digits, read_milliseconds, read_number
from newsdesk.schemas.dates.names import WEEKDAYS, fold
from newsdesk.schemas.dates.numeric import read_numeric
from newsdesk.schemas.dates.parts import Clock, day_of, moment_of
from newsdesk.schemas.dates.spoken import read_spoken

MAX_CHARACTERS = 100
_MAX_NESTING = 3
_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)
"""Zero seconds since the epoch, which programs write with its time where there is no date."""

_DASHES = dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63, 0xFF0D], "-")
_INVISIBLE = dict.fromkeys([0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, 0xFEFF])
_WEEKDAY = re.compile(r"([^\W\d_]{2,20})\.?,? (?=\d)")
_O_CLOCK = re.compile(r"(?<=\d) (?:uhr|uur|hrs?|h)\.?$", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_COMMENT = re.compile(r"(?<=[+-]\d{4}) \([^()]*\)$|(?<=[+-]\d\d:\d\d) \([^()]*\)$")
_NUMBER = re.compile(r"\d+(?:\.\d+)?", re.ASCII)
_SIGNED = re.compile(r"-?\d{1,19}", re.ASCII)
_JSON_OF_NET = re.compile(r"/?\\?/Date\((-?\d{1,16})(?:[+-]\d{4})?\)\\?/", re.ASCII)


def read_date(value: Any) -> datetime | None:
    """Return the moment that `value` says, in UTC unless it says another zone; None if unsure.

    Reads ISO 8601 in all its forms, RFC 2822, RFC 850, times since the epoch in seconds and in
    thousandths, millionths and billionths of them, dates in words, and what MongoDB, JSON-LD, .NET
    and Python's `struct_time` make of a date. A date whose day and month could be exchanged is not
    read, nor one of two, nor one in a zone that could be several.
    """
    return _read(value, _MAX_NESTING)


def _read(value: Any, levels: int) -> datetime | None:
    if isinstance(value, str):
        return _read_text(value)
    if isinstance(value, bool) or levels == 0:
        return None
    if isinstance(value, int | float):
        return read_number(value)
    if isinstance(value, Mapping):
        return _read_object(value, levels - 1)
    if isinstance(value, list):
        return _read_struct_time(value) or (
            _read(value[0], levels - 1) if len(value) == 1 else None
        )
    return None


def _read_text(value: str) -> datetime | None:
    if len(value) > MAX_CHARACTERS:
        return None
    text = _COMMENT.sub("", _SPACES.sub(" ", _in_plain_characters(value)).strip())
    if _NUMBER.fullmatch(text):
        return read_digits(text)
    of_net = _JSON_OF_NET.fullmatch(text)
    if of_net:
        return read_milliseconds(int(of_net[1]))
    moment = read_numeric(_day_and_clock(text)) or read_spoken(text)
    return None if moment == _NO_MOMENT and ":" in text else moment


def _in_plain_characters(text: str) -> str:
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFKC", text.translate(_DASHES | _INVISIBLE))
    return "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in plain)


def _day_and_clock(text: str) -> str:
    """Leave out a weekday in front, and `Uhr` at the end."""
    found = _WEEKDAY.match(text)
    if found and fold(found[1]) in WEEKDAYS:
        text = text[found.end() :]
    return _O_CLOCK.sub("", text)


def _read_object(value: Mapping[str, Any], levels: int) -> datetime | None:
    match value:
        case {"$date": {"$numberLong": str(digits)}} if _SIGNED.fullmatch(digits):
            return read_milliseconds(int(digits))
        case {"$date": int(milliseconds)} if milliseconds is not True:
            return read_milliseconds(milliseconds)
        case {"$date": inner} | {"@value": inner} | {"iso": inner} | {"value": inner}:
            return _read(inner, levels)
        case {"date": str(text), "timezone": str(zone)}:
            return _read_text(f"{text} {zone}")
        case {"_seconds": int(number)} | {"seconds": int(number)} | {"timestamp": int(number)}:
            return read_number(number)
    return None


def _read_struct_time(value: list[Any]) -> datetime | None:
    """Read Python's `time.struct_time` in UTC, as feedparser has it, if its weekday is right."""
    if len(value) != 9 or not all(type(part) is int and -1 <= part < 10_000 for part in value):
        return None
    year, month, day, hour, minute, second, weekday, _, _ = value
    date = day_of(year, month, day)
    is_sound = date is not None and date.weekday() == weekday and min(value[3:6]) >= 0
    return moment_of(date, Clock(hour, minute, second)) if is_sound else None
