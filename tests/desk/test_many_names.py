"""More sources and topics than SQLite takes as values of one query."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newsdesk.desk.store.database import open_store, reading
from newsdesk.desk.store.pruning import Bounds, prune
from newsdesk.desk.store.stream import facets_of
from newsdesk.desk.store.view import View
from newsdesk.desk.store.writing import Writer
from newsdesk.schemas import Classification, Topic
from tests.desk.messages import MOMENT, TOPICS, event_at


def test_all_sources_and_topics_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    topics = tuple(Topic(id=f"t{n}", label=f"T{n}", score=0.5) for n in range(200))
    many = Classification(topics=topics, abstained=None)
    connection, _ = open_store(path, "cluster")
    with closing(connection):
        events = (event_at(n, source=f"S{n}", classification=many) for n in range(60))
        Writer(connection, TOPICS).write(events, {})
    with reading(path) as database:
        database.setlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER, 50)
        facets = facets_of(database, View())
        one = facets_of(database, View(source=("S7",)))
    assert len(facets.counts["source"]) == 60
    assert {count for *_, count in facets.topics} == {60}
    assert len(facets.topics) == 200
    assert one.counts["source"] == [("S7", 1)]


def test_long_sources_of_deleted_articles_take_no_room_from_others(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    connection, _ = open_store(path, "cluster")
    with closing(connection):
        writer = Writer(connection, TOPICS)
        for first in range(0, 4800, 600):
            events = (event_at(n, source=f"{n} " + "s" * 1900) for n in range(first, first + 600))
            writer.write(events, {})
            prune(connection, writer, Bounds(36_500.0, 10 * 1024**2), MOMENT / 1000)
        writer.write([event_at(4800, source="0 " + "s" * 1900)], {})
        (names,) = connection.execute("SELECT count(*) FROM name WHERE kind = 'source'").fetchone()
        (kept,) = connection.execute("SELECT count(*) FROM article").fetchone()
    with reading(path) as database:
        counts = facets_of(database, View()).counts["source"]
    assert 200 < kept < 4000
    assert names == kept
    assert len(counts) == kept
    assert all(count == 1 and name.endswith("sss") for name, count in counts)
