import sqlite3
import subprocess
import sys
from pathlib import Path

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import encode
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix

SCRIPT = Path(__file__).parents[2] / "examples" / "upsert_sqlite.py"


def follow(kafka: Cluster, topic: str, database: Path) -> str:
    """Run the example until it has read everything."""
    command = [sys.executable, str(SCRIPT), str(database), "--topic", topic]
    command += ["--bootstrap-servers", kafka.bootstrap_servers, "--idle-seconds", "3"]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def test_upsert_ignores_repeated_events_and_replaces_older_ones(
    kafka: Cluster, tmp_path: Path
) -> None:
    topic = f"{fresh_prefix()}enriched"
    make_topics(kafka, topic)
    events = [encode(enriched(id=f"a-{n}", title=f"Title {n}")) for n in range(3)]
    for event, number in zip(events, "123", strict=True):
        produce(kafka, topic, [event], [b"k"], [("ce_id", number.encode())])
    database = tmp_path / "news.db"
    assert follow(kafka, topic, database) == "3 rows written\n"

    produce(kafka, topic, [events[0]], [b"k"], [("ce_id", b"1")])
    assert follow(kafka, topic, database) == "0 rows written\n"

    produce(kafka, topic, [encode(enriched(id="a-0", title="New"))], [b"k"], [("ce_id", b"9")])
    assert follow(kafka, topic, database) == "1 rows written\n"
    with sqlite3.connect(database) as connection:
        rows = dict(connection.execute("SELECT id, title FROM articles"))
    assert rows == {"a-0": "New", "a-1": "Title 1", "a-2": "Title 2"}


def test_upsert_deletes_what_a_tombstone_withdraws(kafka: Cluster, tmp_path: Path) -> None:
    topic = f"{fresh_prefix()}enriched"
    make_topics(kafka, topic)
    for name in ("a-0", "a-1"):
        produce(kafka, topic, [encode(enriched(id=name))], [name.encode()], [("ce_id", b"1")])
    produce(kafka, topic, [None], [b"a-0"])
    database = tmp_path / "news.db"
    assert follow(kafka, topic, database) == "3 rows written\n"
    with sqlite3.connect(database) as connection:
        assert connection.execute("SELECT id FROM articles").fetchall() == [("a-1",)]
