"""The parts of a date, and the moment that they make."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from newsdesk.schemas.dates.zones import read_zone

_OTHER_CALENDAR = range(2400, 2700)
"""Years that a newspaper counts by the Buddhist calendar."""

_FIRST_YEAR = 1600
"""Earlier years are of the Persian or Islamic calendar, or what .NET and Go write for no date."""


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as written. `half` is `a` or `p` for am and pm, `zone` an offset or a name."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    half: str = ""
    zone: str = ""


MIDNIGHT = Clock()


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if there is none such."""
    if year < _FIRST_YEAR or year in _OTHER_CALENDAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def moment_of(day: date | None, clock: Clock) -> datetime | None:
    """Return the moment, in UTC if no zone is written; None if there is none such.

    24:00 is the next day's midnight, and a leap second the next minute's first.
    """
    hour = _hour_of(clock)
    zone: tzinfo | None = read_zone(clock.zone, day.month) if clock.zone and day else UTC
    if day is None or hour is None or zone is None or not _is_minute(clock, hour):
        return None
    passed = timedelta(
        hours=hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond
    )
    try:
        moment = datetime(day.year, day.month, day.day, tzinfo=zone) + passed
        moment.astimezone(UTC)
    except OverflowError:
        return None
    return moment


def _hour_of(clock: Clock) -> int | None:
    if not clock.half:
        return clock.hour
    if not 1 <= clock.hour <= 12:
        return None
    return clock.hour % 12 + (12 if clock.half == "p" else 0)


def _is_minute(clock: Clock, hour: int) -> bool:
    if hour == 24:
        return not (clock.minute or clock.second or clock.microsecond)
    leap = clock.second == 60 and clock.minute == 59 and not clock.microsecond
    return hour < 24 and clock.minute < 60 and (clock.second < 60 or leap)
