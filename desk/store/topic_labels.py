"""The labels of topics."""

import sqlite3
from collections.abc import Mapping, Sequence


def labels_of(database: sqlite3.Connection, ids: Sequence[str]) -> Mapping[str, str]:
    """Return the labels of the topics that articles have, by id."""
    marks = ", ".join("?" * len(ids))
    found = database.execute(f"SELECT id, label FROM topic WHERE id IN ({marks})", [*ids])
    return {row["id"]: row["label"] for row in found}
