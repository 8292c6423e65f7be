"""The models' time begins when it is known what they read, and stands still beside text work."""

import time

from newsdesk.enrichment.deadline import clock_stopped, deadline, models_read, time_left


def test_deadline_there_is_none_outside_of_a_worker() -> None:
    models_read(1_000_000)
    with clock_stopped() as still_working:
        still_working()
    assert time_left() is None


def test_deadline_grows_with_what_models_read_and_is_reported() -> None:
    reports: list[float] = []
    with deadline(100.0, reports.append):
        models_read(5_000)
        assert 100 < (time_left() or 0) <= 105
    assert reports == [105.0]
    assert time_left() is None


def test_deadline_stands_still_while_the_clock_is_stopped() -> None:
    reports: list[float] = []
    with deadline(100.0, reports.append):
        models_read(0)
        with clock_stopped() as still_working:
            time.sleep(0.6)
            still_working()
            still_working()
        _, working, again = reports
        assert working == 100.0
        assert again > 100 - 0.5
