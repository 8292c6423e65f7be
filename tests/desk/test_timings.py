"""Figures of events from the desk's database."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.timings import EventFigures, event_figures
from newsdesk.desk.store.writing import Writer
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.headers import ARTICLE_TIME
from tests.desk.messages import MOMENT, TOPICS, raw_event


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    connection, _ = open_store(tmp_path / "desk.sqlite", "cluster")
    with closing(connection):
        yield connection


def event(
    offset: int, waited_ms: int | None, abstained: str = "", coverage: float = 1.0
) -> SourceMessage:
    """Return an event that was visible so long after its article came."""
    value = {
        "id": f"a{offset}",
        "article": {"id": f"a{offset}"},
        "classification": {"abstained": {"reason": abstained}} if abstained else {},
        "coverage": {"covered_ratio": coverage},
    }
    came = MOMENT + 1000 * offset - (waited_ms or 0)
    headers = () if waited_ms is None else ((ARTICLE_TIME, b"%d" % came),)
    return raw_event(offset, value, b"%d" % offset, headers)


def test_event_figures_have_quantiles_and_shares_of_the_time_asked_for(
    database: sqlite3.Connection,
) -> None:
    events = [event(n, 1000 * n) for n in range(1, 101)]
    events.append(event(101, None, "low_confidence", 0.5))
    Writer(database, TOPICS).write(events, {})
    assert event_figures(database, MOMENT, 1000) == EventFigures(101, True, 100, 50.0, 95.0, 1, 1)
    newest = event_figures(database, MOMENT, 2)
    assert (newest.events, newest.is_all, newest.timed, newest.p50) == (2, False, 1, 100.0)
    late = event_figures(database, MOMENT + 1000 * 102, 10)
    assert late == EventFigures(0, True, 0, None, None, 0, 0)


def test_event_figures_an_article_from_the_future_took_no_time(
    database: sqlite3.Connection,
) -> None:
    Writer(database, TOPICS).write([event(1, -5000)], {})
    assert event_figures(database, MOMENT, 10).p95 == 0.0
