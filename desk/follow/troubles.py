"""Says how it is with the database where writing it has failed."""

import sqlite3
from dataclasses import dataclass

from newsdesk.desk.follow.state import Condition

_PRIMARY = 0xFF
"""The part of SQLite's result codes that says what it is; the rest says where."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """The condition, the problem, and what to do."""

    condition: Condition
    problem: str
    advice: str


_CONDITIONS = {
    sqlite3.SQLITE_FULL: Condition.FULL,
    sqlite3.SQLITE_READONLY: Condition.READ_ONLY,
    sqlite3.SQLITE_PERM: Condition.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Condition.READ_ONLY,
    sqlite3.SQLITE_BUSY: Condition.LOCKED,
    sqlite3.SQLITE_LOCKED: Condition.LOCKED,
    sqlite3.SQLITE_CORRUPT: Condition.DAMAGED,
    sqlite3.SQLITE_NOTADB: Condition.DAMAGED,
}

_ADVICE = {
    Condition.FULL: "Make room; or set NEWSDESK_DESK__MAX_MIB lower, or NEWSDESK_DESK__DATABASE to"
    " a file elsewhere, and start the desk again.",
    Condition.READ_ONLY: "Let the desk's user write the file and its folder, or name another file"
    " with NEWSDESK_DESK__DATABASE.",
    Condition.LOCKED: "Another program holds the file: end it, or let it finish.",
    Condition.DAMAGED: "It is replaced, and filled again from Kafka.",
    Condition.UNWRITABLE: "The desk tries again. If it lasts, delete the file and start the desk"
    " again: it is filled from Kafka.",
}


class DamageFound(sqlite3.DatabaseError):
    """Raised when something else than SQLite has found the database damaged, or gone."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def trouble_of(error: sqlite3.Error) -> Trouble:
    """Return what an error at the database means."""
    # An error of the module itself has no code.
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    condition = _CONDITIONS.get(code, Condition.UNWRITABLE)
    return Trouble(condition, f"The desk's database says: {error}.", _ADVICE[condition])
