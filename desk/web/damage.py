"""Says that the database cannot be read, and has it replaced where that helps."""

import sqlite3

from newsdesk.desk.follow.state import Condition
from newsdesk.desk.follow.troubles import trouble_of
from newsdesk.desk.web.context import DeskContext


def unreadable(context: DeskContext, error: sqlite3.DatabaseError) -> str:
    """Return a line for a reader; a database that is damaged or gone is replaced."""
    if trouble_of(error).condition is Condition.DAMAGED or not context.database.exists():
        context.on_damage()
        return (
            "The desk's database is damaged or gone. It is replaced, and filled again from Kafka:"
            " ask again in a moment.\n"
        )
    return f"The desk's database cannot be read: {error}.\n"
