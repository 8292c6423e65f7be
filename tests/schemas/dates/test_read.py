from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.schemas.dates import read_date

QUARTER_PAST_TEN = "2026-01-19T10:15:00+00:00"
EVENING = "2026-01-19T22:15:00+00:00"
DAY = "2026-01-19T00:00:00+00:00"
IN_BERLIN = "2026-01-19T10:15:00+01:00"


def read(value: Any) -> str | None:
    moment = read_date(value)
    return moment.isoformat() if moment else None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-19T10:15:00Z", QUARTER_PAST_TEN),
        ("2026-01-19t10:15:00z", QUARTER_PAST_TEN),
        (" 2026-01-19 10:15 ", QUARTER_PAST_TEN),
        ("2026-01-19T10:15", QUARTER_PAST_TEN),
        ("2026-01-19T10", "2026-01-19T10:00:00+00:00"),
        ("2026-01-19T10:15:00.000000000Z", QUARTER_PAST_TEN),
        ("2026-01-19T10:15:00.1234567Z", "2026-01-19T10:15:00.123456+00:00"),
        ("2026-01-19T10:15:00,5+01", "2026-01-19T10:15:00.500000+01:00"),
        ("2026-01-19 10:15:00 +0100", IN_BERLIN),
        ("2026-01-19 10:15:00+01", IN_BERLIN),
        ("2026-01-19T10:15-05:00", "2026-01-19T10:15:00-05:00"),
        ("2026-01-19T10:15:00\u221205:00", "2026-01-19T10:15:00-05:00"),
        ("2026-01-19 10:15:00 UTC", QUARTER_PAST_TEN),
        ("2026-01-19 10:15:00 CET", IN_BERLIN),
        ("2026-01-19 10:15:00 GMT+1", IN_BERLIN),
        ("2026-01-19T10:15:00+01:00[Europe/Berlin]", IN_BERLIN),
        ("2026-01-19T10:15:00Z[UTC]", QUARTER_PAST_TEN),
        ("2026-01-19", DAY),
        ("2026-01-19Z", DAY),
        ("2026-01-19+01:00", "2026-01-19T00:00:00+01:00"),
        ("2026-1-9", "2026-01-09T00:00:00+00:00"),
        ("2026/01/19 10:15:00", QUARTER_PAST_TEN),
        ("2026.01.19", DAY),
        ("2026:01:19 10:15:00", QUARTER_PAST_TEN),
        ("20260119", DAY),
        ("20260119T101500Z", QUARTER_PAST_TEN),
        ("20260119T1015", QUARTER_PAST_TEN),
        ("20260119T101500.25+0100", "2026-01-19T10:15:00.250000+01:00"),
        ("20260119 101500", QUARTER_PAST_TEN),
        ("20260119101500Z", QUARTER_PAST_TEN),
        ("20260119101500+0100", IN_BERLIN),
        ("202601191015", QUARTER_PAST_TEN),
        ("20260119101500", QUARTER_PAST_TEN),
        ("2026-W04-1", DAY),
        ("2026W041T101500Z", QUARTER_PAST_TEN),
        ("2026-019", DAY),
        ("2026019T1015Z", QUARTER_PAST_TEN),
        ("2024-366", "2024-12-31T00:00:00+00:00"),
        ("2026-01-19T24:00", "2026-01-20T00:00:00+00:00"),
        ("2025-12-31T24:00:00Z", "2026-01-01T00:00:00+00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00+00:00"),
        ("2026-01-19 10:15 PM", EVENING),
        ("2026-01-19 10pm", "2026-01-19T22:00:00+00:00"),
        ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59+00:00"),
        ("1605-01-01", "1605-01-01T00:00:00+00:00"),
        ("1970-01-01", "1970-01-01T00:00:00+00:00"),
        ("1970-01-01T00:00:01Z", "1970-01-01T00:00:01+00:00"),
        ("1855-04-17", "1855-04-17T00:00:00+00:00"),
        ("\uff12\uff10\uff12\uff16-01-19", DAY),
    ],
)
def test_read_date_reads_iso_8601(written: str, moment: str) -> None:
    assert read(written) == moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Mon, 19 Jan 2026 10:15:00 GMT", QUARTER_PAST_TEN),
        ("Mon, 19 Jan 2026 10:15:00 +0100", IN_BERLIN),
        ("Mon, 19 Jan 2026 10:15:00 +0100 (CET)", IN_BERLIN),
        ("19 Jan 2026 10:15 Z", QUARTER_PAST_TEN),
        ("Mon, 19 Jan 26 10:15:00 +0100", IN_BERLIN),
        ("Tue, 19 Jan 99 10:15:00 GMT", "1999-01-19T10:15:00+00:00"),
        ("Monday, 19-Jan-26 10:15:00 GMT", QUARTER_PAST_TEN),
        ("Mon, 19-Jan-2026 10:15:00 GMT", QUARTER_PAST_TEN),
        ("Mon Jan 19 10:15:00 2026", QUARTER_PAST_TEN),
        ("Mon Jan 19 10:15:00 CET 2026", IN_BERLIN),
        ("Mon Jan 19 10:15:00 +0100 2026", IN_BERLIN),
        ("Mon Jan 19 2026 10:15:00 GMT+0100 (Central European Standard Time)", IN_BERLIN),
        ("19/Jan/2026:10:15:00 +0100", IN_BERLIN),
        ("/Date(1768817700000)/", QUARTER_PAST_TEN),
        ("/Date(1768817700000+0100)/", QUARTER_PAST_TEN),
        ("Jan 19, 2026, 10:15:00\u202fPM", EVENING),
        ("1/19/2026, 10:15:00 PM", EVENING),
        ("19.1.2026, 10:15:00", QUARTER_PAST_TEN),
    ],
)
def test_read_date_reads_what_mail_and_programs_write(written: str, moment: str) -> None:
    assert read(written) == moment


@pytest.mark.parametrize(
    ("number", "moment"),
    [
        (1768817700, QUARTER_PAST_TEN),
        (1768817700.0, QUARTER_PAST_TEN),
        (1768817700.25, "2026-01-19T10:15:00.250000+00:00"),
        (1768817700250, "2026-01-19T10:15:00.250000+00:00"),
        (1768817700250000, "2026-01-19T10:15:00.250000+00:00"),
        (1768817700250000000, "2026-01-19T10:15:00.250000+00:00"),
        (10**18, "2001-09-09T01:46:40+00:00"),
        (20260119, DAY),
        (20260119.0, DAY),
        (202601191015, QUARTER_PAST_TEN),
        (20260119101500, QUARTER_PAST_TEN),
        (500_000_000_000, "1985-11-05T00:53:20+00:00"),
    ],
)
def test_read_date_reads_numbers_by_their_size(number: float, moment: str) -> None:
    assert read(number) == moment
    if isinstance(number, int):
        assert read(str(number)) == moment


@pytest.mark.parametrize(
    "number",
    [
        *(0, -1, 1, 17, 2026, 202601, 260119, 12345678, 20261319, 20260230, 99_999_999),
        *(19_990_101_00, 2026011910, 4_102_444_800, 10**11 - 1, 10**19, 2**70, 10**400, 10**5000),
        *(790510500, 790510500.25, 639044073000000000, 134132913000000000, 13413291300000000),
        *(-1768817700, 1e300, float("inf"), float("nan"), 46041.42, True, False),
    ],
    ids=lambda number: (
        repr(number)[:20] if not isinstance(number, int) or number < 10**30 else "big"
    ),
)
def test_read_date_reads_no_other_number(number: float) -> None:
    assert read(number) is None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("January 19, 2026", DAY),
        ("Monday, January 19th, 2026 at 10:15 p.m.", EVENING),
        ("Jan. 19, 2026 10:15 am", QUARTER_PAST_TEN),
        ("Jan 19, 2026 12:15 AM", "2026-01-19T00:15:00+00:00"),
        ("Jan 19, 2026 12:15 PM", "2026-01-19T12:15:00+00:00"),
        ("19th of January 2026, 10 pm", "2026-01-19T22:00:00+00:00"),
        ("Mon 19 Jan 2026 10.15 GMT", QUARTER_PAST_TEN),
        ("19 January 2026 | 10:15", QUARTER_PAST_TEN),
        ("19 JANUARY 2026", DAY),
        ("2026 January 19", DAY),
        ("Published: Jan 19, 2026 - 10:15 CET", IN_BERLIN),
        ("19. Januar 2026", DAY),
        ("Mo., 19.01.2026, 10:15 Uhr", QUARTER_PAST_TEN),
        ("am 19. J\u00e4nner 2026 um 10:15 Uhr", QUARTER_PAST_TEN),
        ("19. M\u00e4rz 2026, 10.15 Uhr", "2026-03-19T10:15:00+00:00"),
        ("lundi 19 janvier 2026 \u00e0 10h15", QUARTER_PAST_TEN),
        ("mar. 20 janv. 2026", "2026-01-20T00:00:00+00:00"),
        ("mar. 3 mars 2026", "2026-03-03T00:00:00+00:00"),
        ("mar. 3 mar. 2026", "2026-03-03T00:00:00+00:00"),
        ("Jan 19, 2026 @ 10:15pm", EVENING),
        ("1er ao\u00fbt 2026", "2026-08-01T00:00:00+00:00"),
        ("19/01/2026 \u00e0 10h15", QUARTER_PAST_TEN),
        ("lunes, 19 de enero de 2026", DAY),
        ("19 ene 2026 10:15 p. m.", EVENING),
        ("luned\u00ec 19 gennaio 2026, ore 10:15", QUARTER_PAST_TEN),
        ("19 de janeiro de 2026 \u00e0s 10h15", QUARTER_PAST_TEN),
        ("maandag 19 januari 2026 om 10:15 uur", QUARTER_PAST_TEN),
        ("19 stycznia 2026, godz. 10:15", QUARTER_PAST_TEN),
        ("19. ledna 2026 v 10:15", QUARTER_PAST_TEN),
        ("2026. janu\u00e1r 19. 10:15", QUARTER_PAST_TEN),
        ("m\u00e5ndag 19 januari 2026 kl. 10.15", QUARTER_PAST_TEN),
        ("19. tammikuuta 2026 klo 10.15", QUARTER_PAST_TEN),
        ("19 Ocak 2026 10:15", QUARTER_PAST_TEN),
        ("19 \u044f\u043d\u0432\u0430\u0440\u044f 2026 \u0433. \u0432 10:15", QUARTER_PAST_TEN),
        (
            "19 \u0441\u0456\u0447\u043d\u044f 2026 \u0440\u043e\u043a\u0443 \u043e 10:15",
            QUARTER_PAST_TEN,
        ),
        ("19 \u0399\u03b1\u03bd\u03bf\u03c5\u03b1\u03c1\u03af\u03bf\u03c5 2026", DAY),
        ("\u0661\u0669 \u064a\u0646\u0627\u064a\u0631 \u0662\u0660\u0662\u0666", DAY),
        ("19 \u091c\u0928\u0935\u0930\u0940 2026", DAY),
        ("2026\u5e741\u670819\u65e5 10:15", QUARTER_PAST_TEN),
        ("2026\u5e741\u670819\u65e5\uff08\u6708\uff09\u5348\u5f8c10\u664215\u5206", EVENING),
        (
            "2026\u5e741\u670819\u65e5 \u661f\u671f\u4e00 \u4e0b\u534810:15:30",
            "2026-01-19T22:15:30+00:00",
        ),
        ("2026\ub144 1\uc6d4 19\uc77c \uc6d4\uc694\uc77c \uc624\uc804 10:15", QUARTER_PAST_TEN),
        ("19 January 2026, 10pm", "2026-01-19T22:00:00+00:00"),
        ("10p.m. 19 January 2026", "2026-01-19T22:00:00+00:00"),
        ("Jan 19 2026 10am", "2026-01-19T10:00:00+00:00"),
        ("19 May 2026 10pm BST", "2026-05-19T22:00:00+01:00"),
    ],
)
def test_read_date_reads_dates_in_words(written: str, moment: str) -> None:
    assert read(written) == moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("19/01/2026", DAY),
        ("01/19/2026", DAY),
        ("19-01-2026 10:15", QUARTER_PAST_TEN),
        ("19.01.2026", DAY),
        ("02/02/2026", "2026-02-02T00:00:00+00:00"),
        ("01/02/2026", None),
        ("1.2.2026", None),
        ("12-11-2026 10:15:00", None),
        ("1/2/2026, 10:15:00 PM", None),
        ("13/13/2026", None),
        ("19/01/26", None),
        ("26-01-19", None),
        ("30/02/2026", None),
    ],
)
def test_read_date_reads_days_and_months_that_cannot_be_exchanged(
    written: str, moment: str | None
) -> None:
    assert read(written) == moment


@pytest.mark.parametrize(
    ("zone", "month", "offset"),
    [
        ("GMT", "Jul", "+00:00"),
        ("UT", "Jan", "+00:00"),
        ("BST", "Jul", "+01:00"),
        ("BST", "Jan", None),
        ("CET", "Jan", "+01:00"),
        ("CEST", "Jul", "+02:00"),
        ("CEST", "Jan", None),
        ("MESZ", "Jul", "+02:00"),
        ("EST", "Jan", "-05:00"),
        ("EDT", "Jul", "-04:00"),
        ("EDT", "Jan", None),
        ("PST", "Jan", "-08:00"),
        ("JST", "Jan", "+09:00"),
        ("AEDT", "Jan", "+11:00"),
        ("AEDT", "Jul", None),
        ("NPT", "Jan", "+05:45"),
        ("IST", "Jan", None),
        ("CST", "Jan", None),
        ("ET", "Jan", None),
        ("A", "Jan", None),
        ("XYZ", "Jan", None),
        ("Europe/Berlin", "Jan", None),
        ("UTC+5:30", "Jan", "+05:30"),
        ("GMT-3", "Jan", "-03:00"),
        ("+1400", "Jan", "+14:00"),
        ("+1500", "Jan", None),
        ("-1300", "Jan", None),
        ("+0160", "Jan", None),
        ("-0000", "Jan", "+00:00"),
    ],
)
def test_read_date_reads_zones_that_are_one(zone: str, month: str, offset: str | None) -> None:
    moment = read(f"19 {month} 2026 10:15:00 {zone}")
    assert (moment and moment[19:]) == offset


@pytest.mark.parametrize(
    "written",
    [
        *("", " ", "2026", "2026-01", "2026/3", "January 2026", "19 January", "Monday", "10:15"),
        *(
            "0000-00-00 00:00:00",
            "2026-00-19",
            "2026-13-01",
            "2026-02-29",
            "2026-366",
            "2026-W54-1",
        ),
        *("2026-W04", "2026-000", "2026019", "2026-01-19T25:00", "2026-01-19T10:60"),
        *("2026-01-19T24:01", "2026-01-19T10:15:60Z", "2026-01-19T10:15:61Z", "2026-01-19 10"),
        *(
            "2026-01-19 1015",
            "2026-01-19T115",
            "2026-01-19T10:15:00+1",
            "2026-01-19T10:15:00 PM AM",
        ),
        *("2026-01-19 13:15 pm", "2026-01-19 0:15 am", "2026-01-19x10:15", "2026-01-19-20"),
        *("2026-01-19/2026-01-20", "2026-01-19 10:15-11:00", "2026-01-19 - 2026-01-20"),
        *("0001-01-01T00:00:00Z", "0001-01-01", "1599-12-31", "253402300799"),
        *("1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT", "1969-12-31T19:00:00-05:00"),
        *("19am January 2026", "13pm 19 January 2026", "19 January 2026 10pm BST"),
        *("2026-01-19T10:15:00[Europe/Berlin]", "1404-10-29", "2569-01-19", "1447-07-30"),
        *("19-20 January 2026", "Jan 19 - Feb 2, 2026", "19 January 2026 and 20 January 2026"),
        *("19 Jan 2026 10:15 - 11:00", "19 Jan 2026 10:15 11:00", "Jan 26", "Jan 19 26"),
        *("32 January 2026", "January 2026 19:00", "2 hours ago", "yesterday", "today at 10:15"),
        *(
            "Updated 19 January 2026",
            "19 January 2026 or so",
            "19 listopada 2026",
            "May",
            "may 2026",
        ),
        *("1 2 3", "breaking news 12", "555 0119 2026", "v2026.1.19.3", "19 Jan 2026 2027"),
        *(
            "19 January 2026 CET",
            "pm 19 January 2026",
            "2026\u5e741\u6708",
            "2026\u5e741\u670819\u65e5\u5348\u5f8c",
        ),
        *(
            "9999-12-31T23:59:60Z",
            "9999-12-31T24:00Z",
            "9999-12-31T23:00:00-05:00",
            "0001-01-01T00:00:00+01:00",
        ),
        *(
            "x" * 101,
            "9" * 5_000,
            "2026-01-19" + " " * 200 + "x",
            "+",
            "T",
            "/Date()/",
            "/Date(0)/",
        ),
    ],
    ids=lambda written: repr(written[:40]),
)
def test_read_date_reads_nothing_that_is_unsure(written: str) -> None:
    assert read(written) is None


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ({"$date": "2026-01-19T10:15:00Z"}, QUARTER_PAST_TEN),
        ({"$date": 1768817700000}, QUARTER_PAST_TEN),
        ({"$date": {"$numberLong": "1768817700000"}}, QUARTER_PAST_TEN),
        ({"$date": {"$numberLong": "-157766400000"}}, "1965-01-01T00:00:00+00:00"),
        ({"@type": "xsd:dateTime", "@value": "2026-01-19T10:15:00Z"}, QUARTER_PAST_TEN),
        ({"__type": "Date", "iso": "2026-01-19T10:15:00.000Z"}, QUARTER_PAST_TEN),
        (
            {"date": "2026-01-19 10:15:00.000000", "timezone_type": 1, "timezone": "+01:00"},
            IN_BERLIN,
        ),
        ({"_seconds": 1768817700, "_nanoseconds": 0}, QUARTER_PAST_TEN),
        (["2026-01-19T10:15:00Z"], QUARTER_PAST_TEN),
        ([2026, 1, 19, 10, 15, 0, 0, 19, 0], QUARTER_PAST_TEN),
        ({"date": "2026-01-19 10:15:00", "timezone_type": 3, "timezone": "Europe/Berlin"}, None),
        ({"$date": True}, None),
        ({"$date": 0}, None),
        ({"$date": {"$numberLong": "9" * 19}}, None),
        ({"year": 2026, "month": 1, "day": 19}, None),
        ({}, None),
        ([], None),
        ([2026, 1, 19], None),
        ([2026, 1, 19, 10, 15, 0, 3, 19, 0], None),
        ([2026, 1, 19, 10, 15, -1, 0, 19, 0], None),
        (["2026-01-19", "2026-01-20"], None),
        ([[[[["2026-01-19"]]]]], None),
        (None, None),
        ({"str": "d2026-01-19T10:15", "timestamp": 1_768_817_700_000}, QUARTER_PAST_TEN),
    ],
)
def test_read_date_reads_objects_and_lists_of_one_moment(value: Any, moment: str | None) -> None:
    assert read(value) == moment


YEARS = (datetime(1600, 1, 1), datetime(2399, 12, 31))  # noqa: DTZ001


@settings(deadline=None)
@given(st.datetimes(*YEARS, timezones=st.just(UTC)))
def test_read_date_reads_what_python_writes(moment: datetime) -> None:
    assert read_date(moment.isoformat()) == moment
    assert read_date(moment.strftime("%a, %d %b %Y %H:%M:%S.%f %z")) == moment
    assert read_date(moment.strftime("%Y%m%dT%H%M%S.%fZ")) == moment
    assert read_date(moment.strftime("%G-W%V-%uT%H:%M:%S.%fZ")) == moment
    assert read_date(moment.strftime("%Y-%jT%H:%M:%S.%fZ")) == moment
    assert read_date(moment.strftime("%B %d, %Y %I:%M:%S.%f %p")) == moment


@settings(deadline=None)
@given(st.text(st.sampled_from("0123456789-+:./TZW, JanuarympM\u5e74\u6708\u65e5()")))
def test_read_date_reads_or_refuses_any_text(text: str) -> None:
    moment = read_date(text)
    assert moment is None or moment.astimezone(UTC).year >= 1
