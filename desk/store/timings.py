"""How soon events were visible, how many have no topic, and how much of their texts was read."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.desk.store.stored_event import headers_of
from newsdesk.schemas.headers import article_time


@dataclass(frozen=True, slots=True)
class EventFigures:
    """Figures of the newest `events`; `is_all` unless there were more in the time asked for.

    `p50` and `p95` are seconds from the timestamp of the article's message to that of its event, of
    the `timed` events that have both.
    """

    events: int
    is_all: bool
    timed: int
    p50: float | None
    p95: float | None
    abstained: int
    partial: int


def event_figures(database: sqlite3.Connection, since_ms: int, most: int) -> EventFigures:
    """Return the figures of the newest events from `since_ms` on, of `most` at most."""
    rows = database.execute(
        "SELECT visible_ms, coverage, text AS abstained, headers"
        " FROM article JOIN event ON event.n = article.n JOIN name ON name.n = article.abstained"
        " WHERE visible_ms >= ? ORDER BY visible_ms DESC LIMIT ?",
        (since_ms, most + 1),
    ).fetchall()
    newest = rows[:most]
    seconds = sorted(s for s in map(_seconds, newest) if s is not None)
    return EventFigures(
        events=len(newest),
        is_all=len(rows) <= most,
        timed=len(seconds),
        p50=_quantile(seconds, 0.5),
        p95=_quantile(seconds, 0.95),
        abstained=sum(row["abstained"] != "" for row in newest),
        partial=sum(row["coverage"] < 1 for row in newest),
    )


def _seconds(row: sqlite3.Row) -> float | None:
    began = article_time(headers_of(row["headers"]))
    return None if began is None else max(0.0, (row["visible_ms"] - began) / 1000)


def _quantile(ascending: Sequence[float], share: float) -> float | None:
    """Return the smallest value that this share of the values does not exceed."""
    if not ascending:
        return None
    return ascending[max(0, -int(-share * len(ascending) // 1) - 1)]
