"""Moments that leave no doubt: with date, time and offset, in the forms that machines write."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_UTC_NAME = re.compile(r"(?<=\d) ?(?:UTC|GMT|Z)$")
_SPACE_BEFORE_OFFSET = re.compile(r"(?<=\d) (?=[+-]\d\d)")
_DIGITS = re.compile(r"\d{10}|\d{13}", re.ASCII)
_MAX_CHARACTERS = 64
_SECONDS = range(10**9, 10**10)
_MILLISECONDS = range(10**12, 10**13)
"""From 2001 to 2286. A smaller or larger number is hardly a moment."""


def exact_time(value: Any) -> datetime | None:
    """Return the moment that `value` is, or None if it is none, or leaves a doubt.

    Read are ISO 8601 with time and offset, RFC 2822 with an offset or a zone that it defines, and
    seconds or milliseconds since the epoch, as a number or digits. A time without an offset is
    none: it could be meant anywhere on earth.
    """
    if isinstance(value, str):
        text = value.strip()
        if len(text) > _MAX_CHARACTERS:
            return None
        if not _DIGITS.fullmatch(text):
            return _written(text)
        value = int(text)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return _counted(value)


def _written(text: str) -> datetime | None:
    moment = _iso(text) or _rfc_2822(text)
    return moment if moment is not None and moment.tzinfo is not None else None


def _iso(text: str) -> datetime | None:
    text = _SPACE_BEFORE_OFFSET.sub("", _UTC_NAME.sub("+00:00", text.upper()))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc_2822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (IndexError, OverflowError, TypeError, ValueError):
        return None


def _counted(number: float) -> datetime | None:
    for unit, sensible in ((1, _SECONDS), (1000, _MILLISECONDS)):
        if sensible.start <= number < sensible.stop:
            return datetime.fromtimestamp(number / unit, UTC)
    return None
