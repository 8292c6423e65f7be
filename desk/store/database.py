"""Opens the desk's database: makes it where there is none, or where it is of another version."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.resources import files
from pathlib import Path

from newsdesk.schemas.errors import NewsdeskError

VERSION = 4
"""Of the tables. A file of another version is made anew from Kafka."""

_APPLICATION = 0x6E657764
_SUFFIXES = ("", "-wal", "-shm")
_BUSY_SECONDS = 10.0
_CACHE_KIB = 65_536


class StoreError(NewsdeskError):
    """Raised when the database cannot be made or opened."""


def open_store(path: Path, cluster_id: str) -> tuple[sqlite3.Connection, bool]:
    """Return a connection that may write, and whether the database is a new one.

    A file of another version, of another cluster, or that is damaged, is replaced.

    Raises:
        StoreError: if the folder cannot be written, or the file is something else.
    """
    with _opening(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if _is_ours(path, cluster_id):
            return _connect(path), False
        return _new(path, cluster_id), True


def replace_store(path: Path, cluster_id: str) -> sqlite3.Connection:
    """Delete the database, which is damaged, and return a connection to a new one.

    Raises:
        StoreError: if the folder cannot be written.
    """
    with _opening(path):
        return _new(path, cluster_id)


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise StoreError(
            f"The desk's database {path} cannot be opened: {error}.",
            "Name another file with NEWSDESK_DESK__DATABASE, or make room.",
        ) from error


def _new(path: Path, cluster_id: str) -> sqlite3.Connection:
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    connection = _connect(path)
    _create(connection, cluster_id)
    return connection


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a connection that only reads, within one transaction."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        _prepare(connection)
        connection.execute("BEGIN")
        yield connection


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA auto_vacuum = INCREMENTAL")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    _prepare(connection)
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    connection.row_factory = sqlite3.Row
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.execute("PRAGMA temp_store = MEMORY")


def _create(connection: sqlite3.Connection, cluster_id: str) -> None:
    schema = files("newsdesk.desk.store").joinpath("schema.sql").read_text(encoding="utf-8")
    connection.executescript(f"BEGIN;{schema}")
    connection.execute("CREATE TABLE cluster (id TEXT NOT NULL)")
    connection.execute("INSERT INTO cluster VALUES (?)", (cluster_id,))
    connection.execute(f"PRAGMA application_id = {_APPLICATION}")
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _is_ours(path: Path, cluster_id: str) -> bool:
    """Whether the file is a database of this version and cluster.

    Raises:
        StoreError: if it is a database of something else.
    """
    if not path.exists() or not path.stat().st_size:
        return False
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if application != _APPLICATION and tables:
            raise StoreError(
                f"{path} is a database of something else.",
                "Name another file with NEWSDESK_DESK__DATABASE.",
            )
        if version != VERSION:
            return False
        (known,) = connection.execute("SELECT id FROM cluster").fetchone()
        return bool(known == cluster_id)
    return False
