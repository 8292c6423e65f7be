"""More sources and topics than SQLite takes as values of one query."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newsdesk.desk.store.database import open_store, reading
from newsdesk.desk.store.stream import facets_of
from newsdesk.desk.store.view import View
from newsdesk.desk.store.writing import Writer
from newsdesk.schemas import Classification, Topic
from tests.desk.messages import TOPICS, event_at


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
