"""Keep the latest enrichment of every article in SQLite, even if events are delivered repeatedly.

    python examples/upsert_sqlite.py news.db --bootstrap-servers 127.0.0.1:9092

newsdesk publishes each event once. A consumer that stores events elsewhere may still read one
again, if it dies after its database has committed and before Kafka has its offset. An event's id
(the header `ce_id`) depends only on the article, its text, the models and the code, so storing an
event again changes nothing. A message without a value is a tombstone: it withdraws what was
published under its key. Workers with NEWSDESK_EMBARGO__HOLD=false also publish what is under
embargo: then obey `status` and `usable_from` of `article` before you show it.
"""

import argparse
import json
import sqlite3
from typing import Any

from kafka import KafkaConsumer

TABLE = """
CREATE TABLE IF NOT EXISTS articles (
    id TEXT PRIMARY KEY,
    key BLOB,
    event_id TEXT NOT NULL,
    title TEXT,
    topic TEXT,
    summary TEXT NOT NULL,
    event TEXT NOT NULL
)
"""
UPSERT = """
INSERT INTO articles VALUES (:id, :key, :event_id, :title, :topic, :summary, :event)
ON CONFLICT (id) DO UPDATE SET
    key = excluded.key, event_id = excluded.event_id, title = excluded.title,
    topic = excluded.topic, summary = excluded.summary, event = excluded.event
WHERE articles.event_id <> excluded.event_id
"""


def store(connection: sqlite3.Connection, record: Any) -> int:
    """Store an event, or delete what a tombstone withdraws; return how many rows changed."""
    if record.value is None:
        return connection.execute("DELETE FROM articles WHERE key = ?", [record.key]).rowcount
    return connection.execute(UPSERT, row(record)).rowcount


def row(record: Any) -> dict[str, str | bytes | None]:
    """Return the row of an enriched event."""
    event = json.loads(record.value)
    topics = event["classification"]["topics"]
    return {
        "id": event["id"],
        "key": record.key,
        "event_id": dict(record.headers)["ce_id"].decode(),
        "title": event["article"]["title"],
        "topic": topics[0]["id"] if topics else None,
        "summary": event["summary"]["text"],
        "event": record.value.decode(),
    }


def follow(database: str, bootstrap_servers: str, topic: str, idle_seconds: float | None) -> int:
    """Store events until none has arrived for `idle_seconds`; return the number of changed rows.

    The offset is committed after the database, so that a crash in between repeats events but loses
    none.
    """
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap_servers,
        group_id="newsdesk-sqlite",
        isolation_level="read_committed",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    changed = 0
    with sqlite3.connect(database) as connection:
        connection.execute(TABLE)
        try:
            while True:
                timeout = 1000 * idle_seconds if idle_seconds else 3_600_000
                batches = consumer.poll(timeout_ms=int(timeout))
                if not batches and idle_seconds:
                    return changed
                records = [record for batch in batches.values() for record in batch]
                changed += sum(store(connection, record) for record in records)
                connection.commit()
                consumer.commit()
        finally:
            consumer.close()


def main() -> None:
    """Read the command line and follow the topic."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database")
    parser.add_argument("--bootstrap-servers", default="127.0.0.1:9092")
    parser.add_argument("--topic", default="articles.enriched")
    parser.add_argument("--idle-seconds", type=float, help="stop if no event arrives for so long")
    options = parser.parse_args()
    changed = follow(
        options.database, options.bootstrap_servers, options.topic, options.idle_seconds
    )
    print(f"{changed} rows written")  # noqa: T201 - it is a command


if __name__ == "__main__":
    main()
