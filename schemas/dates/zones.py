"""Time zones as dates name them: offsets, and the names that stand for one zone only."""

import re
from datetime import UTC, timedelta, timezone, tzinfo

_HOURS = {
    "Z": 0, "UTC": 0, "UT": 0, "GMT": 0, "WET": 0, "WEST": 1,
    "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "BST": 1,
    "EET": 2, "EEST": 3, "MSK": 3, "TRT": 3,
    "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
    "AKST": -9, "AKDT": -8, "HST": -10, "NST": -3.5, "NDT": -2.5,
    "BRT": -3, "ART": -3, "CLT": -4, "CLST": -3, "COT": -5, "PET": -5,
    "WAT": 1, "CAT": 2, "SAST": 2, "EAT": 3,
    "PKT": 5, "NPT": 5.75, "WIB": 7, "WITA": 8, "WIT": 9, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8,
    "JST": 9, "KST": 9, "AWST": 8, "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11,
    "NZST": 12, "NZDT": 13,
}  # fmt: skip
"""Hours ahead of UTC. Left out is what several zones are called: IST (India, Ireland, Israel), CST
(Chicago, China, Cuba), AST, ADT, GST, AMT, BDT, SST, and ET, which does not say which it is."""

NAMES = tuple(sorted(_HOURS.keys() - {"Z"}))
"""The names that are read."""

_NORTH = range(3, 12)
_SUMMER = {
    "BST": range(3, 11), "WEST": range(3, 11), "CEST": range(3, 11), "MESZ": range(3, 11),
    "EEST": range(3, 11), "EDT": _NORTH, "CDT": _NORTH, "MDT": _NORTH, "PDT": _NORTH,
    "AKDT": _NORTH, "NDT": _NORTH,
    "AEDT": (10, 11, 12, 1, 2, 3, 4), "ACDT": (10, 11, 12, 1, 2, 3, 4),
    "NZDT": (9, 10, 11, 12, 1, 2, 3, 4), "CLST": (8, 9, 10, 11, 12, 1, 2, 3, 4, 5),
}  # fmt: skip
"""Months in which there is such a time. Elsewhere in the year, BST is Bangladesh's, if anything."""

_OFFSET = re.compile(r"(?:(?:UTC|GMT)\s?)?([+-])(\d{1,2})(?::?(\d{2})(?::?00)?)?", re.IGNORECASE)
_FARTHEST_WEST, _FARTHEST_EAST = -12 * 60, 14 * 60


def read_zone(written: str, month: int) -> tzinfo | None:
    """Return the zone of an offset such as `+01:00` or `GMT+1`, or of a name such as `CEST`.

    None if it is unknown, ambiguous, or not observed in `month`.
    """
    offset = _OFFSET.fullmatch(written)
    if offset is None:
        return _named(written.upper(), month)
    sign, hours, minutes = offset.groups(default="0")
    if int(minutes) > 59 or (len(hours) == 1 and written[0] in "+-"):
        return None
    total = (int(hours) * 60 + int(minutes)) * (-1 if sign == "-" else 1)
    if not _FARTHEST_WEST <= total <= _FARTHEST_EAST:
        return None
    return timezone(timedelta(minutes=total)) if total else UTC


def is_zone(word: str) -> bool:
    """Whether `word` is the name of a zone that can be read."""
    return word.upper() in _HOURS


def _named(name: str, month: int) -> tzinfo | None:
    hours = _HOURS.get(name)
    if hours is None or month not in _SUMMER.get(name, range(1, 13)):
        return None
    return timezone(timedelta(hours=hours)) if hours else UTC
