"""An article of very many versions: the one that is shown is found without a look at the others."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.writing import Writer
from tests.desk.messages import TOPICS, event_at, tombstone


@pytest.mark.parametrize("key", [b"k", None])
def test_each_version_is_written_in_the_same_number_of_steps(
    tmp_path: Path, key: bytes | None
) -> None:
    connection, _ = open_store(tmp_path / "desk.sqlite", "cluster")
    with closing(connection):
        writer = Writer(connection, TOPICS)
        steps = [_steps(connection, writer, first, key) for first in range(0, 2400, 400)]
        assert _shown(connection) == 1
    assert steps[-1] < 1.5 * steps[1]


def test_tombstone_still_withdraws_the_version_that_is_shown(tmp_path: Path) -> None:
    connection, _ = open_store(tmp_path / "desk.sqlite", "cluster")
    with closing(connection):
        writer = Writer(connection, TOPICS)
        writer.write([event_at(n, id="a") for n in range(3)], {})
        assert _shown(connection) == 1
        assert writer.write([tombstone(3, b"a")], {}).hidden == 1
        assert _shown(connection) == 0


def _steps(connection: sqlite3.Connection, writer: Writer, first: int, key: bytes | None) -> int:
    """Return the steps that SQLite takes, in hundreds, for 400 versions more."""
    counted: list[int] = []
    connection.set_progress_handler(lambda: counted.append(1), 100)
    same = event_at(0, id="a")
    writer.write([replace(same, offset=n, key=key) for n in range(first, first + 400)], {})
    connection.set_progress_handler(None, 0)
    return len(counted)


def _shown(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM article WHERE is_shown").fetchone()[0])
