from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from newsdesk.schemas.exact_time import exact_time

EVENING = datetime(2026, 11, 30, 18, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-30T18:00:00Z",
        " 2026-11-30t18:00:00z ",
        "2026-11-30T18:00Z",
        "2026-11-30 18:00:00+00:00",
        "2026-11-30 18:00:00 UTC",
        "2026-11-30 18:00:00 +0000",
        "2026-11-30T19:00:00+01:00",
        "2026-11-30T23:30:00+05:30",
        "2026-11-30T13:00:00-0500",
        "2026-11-30T18:00:00.000Z",
        "20261130T180000Z",
        "20261130T190000+0100",
        "Mon, 30 Nov 2026 18:00:00 GMT",
        "Mon, 30 Nov 2026 19:00:00 +0100",
        "30 Nov 2026 13:00 EST",
        1_796_061_600,
        1_796_061_600.0,
        1_796_061_600_000,
        "1796061600",
    ],
)
def test_exact_time_reads_what_machines_write(written: Any) -> None:
    assert exact_time(written) == EVENING


def test_exact_time_keeps_the_offset() -> None:
    moment = exact_time("2026-11-30T19:00:00+01:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=1)


@pytest.mark.parametrize(
    "written",
    [
        "2026-11-30T18:00:00",
        "2026-11-30 18:00",
        "2026-11-30",
        "20261130",
        "30.11.2026 18:00",
        "30/11/2026 18:00 +0000",
        "Mon, 30 Nov 2026 18:00:00",
        "Mon, 30 Nov 2026 18:00:00 -0000",
        "Mon, 30 Nov 2026 18:00:00 CET",
        "Mon, 30 Nov 2026 18:00:00 BST",
        "30 Nov 2026 6:00 PM +0000",
        "2026-11-30T6:00 PM+01:00",
        "2026-11-31T18:00:00Z",
        "2026-11-30T25:00:00Z",
        "18:00Z",
        "tonight",
        "6 p.m. on Monday",
        "",
        "0",
        "1e9",
        0,
        20_261_130,
        5,
        1e300,
        -1_796_061_600,
        10**18,
        float("nan"),
        True,
        None,
        [2026, 11, 30],
        {"date": "2026-11-30T18:00:00Z"},
        "2026-11-30T18:00:00Z" + " " * 100 + "x",
    ],
)
def test_exact_time_leaves_no_doubt(written: Any) -> None:
    assert exact_time(written) is None


def test_exact_time_reads_the_last_moment_of_the_calendar() -> None:
    last = datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12)))
    assert exact_time("9999-12-31T23:59:59-12:00") == last
