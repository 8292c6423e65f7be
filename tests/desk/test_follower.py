"""The desk's reader, against a real Kafka."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.following import open_follower
from newsdesk.client.transactions import open_sender
from newsdesk.desk.follow.follower import Follower
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.store.database import open_store, reading, replace_store
from newsdesk.desk.store.pruning import Bounds
from newsdesk.desk.store.stream import page_of
from newsdesk.desk.store.view import View
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.schemas import OutgoingMessage, encode
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix

BOUNDS = Bounds(days=36_500, size=10**9)
PARTITIONS = 2


class FollowedDesk:
    """A chain's topics, and a database that follows them while `following`."""

    def __init__(self, cluster: Cluster, path: Path) -> None:
        self.cluster = cluster
        self.path = path
        self.prefix = fresh_prefix()
        names = [self.prefix + name for name in ("enriched", "dead-letter", "replays")]
        self.topics = ReadTopics(*names)
        self.sent = 0

    def make(self) -> None:
        make_topics(self.cluster, *vars_of(self.topics), partitions=PARTITIONS)

    def send(self, count: int) -> None:
        """Publish events in one transaction, to both partitions."""
        messages = [self.event(n) for n in range(self.sent, self.sent + count)]
        with open_sender(self.cluster, self.prefix + "sender") as sender:
            sender.send(messages)
        self.sent += count

    def event(self, number: int) -> OutgoingMessage:
        value = encode(enriched(f"t{number}", id=f"a{number}"))
        key = b"%d" % number
        return OutgoingMessage(self.topics.enriched, number % PARTITIONS, key, value, ())

    @contextmanager
    def following(self, cluster: Cluster | None = None) -> Iterator[Follower]:
        connection, _ = open_store(self.path, "cluster")
        follower = Follower(cluster or self.cluster, self.topics, connection, BOUNDS)
        with closing(connection):
            follower.start()
            try:
                yield follower
            finally:
                follower.stop()

    def titles(self) -> list[str]:
        with reading(self.path) as database:
            return [row.title for row in page_of(database, View(), limit=100_000)]


def vars_of(topics: ReadTopics) -> list[str]:
    return [topics.enriched, topics.dead_letter, topics.replays]


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture
def desk(kafka: Cluster, tmp_path: Path) -> FollowedDesk:
    return FollowedDesk(kafka, tmp_path / "desk.sqlite")


def test_follower_reads_what_is_there_and_what_comes(desk: FollowedDesk) -> None:
    desk.make()
    desk.send(30)
    with desk.following() as follower:
        until(lambda: follower.state.condition is Condition.LIVE and len(desk.titles()) == 30)
        desk.send(5)
        until(lambda: len(desk.titles()) == 35)
    assert sorted(desk.titles()) == sorted(f"t{n}" for n in range(35))


def test_follower_goes_on_where_it_was_and_shows_nothing_twice(desk: FollowedDesk) -> None:
    desk.make()
    for _ in range(3):
        desk.send(10)
        with desk.following():
            until(lambda: len(desk.titles()) >= desk.sent)
    assert sorted(desk.titles()) == sorted(f"t{n}" for n in range(30))


def test_follower_waits_for_topics_and_says_so(desk: FollowedDesk) -> None:
    with desk.following() as follower:
        until(lambda: follower.state.condition is Condition.NO_TOPICS)
        assert desk.topics.enriched in follower.state.problem
        assert "topics create" in follower.state.advice
        desk.make()
        desk.send(1)
        until(lambda: follower.state.condition is Condition.LIVE and desk.titles() == ["t0"])
        assert follower.state.problem == ""


def test_follower_says_that_kafka_is_away(desk: FollowedDesk) -> None:
    with desk.following(Cluster("127.0.0.1:1")) as follower:
        until(lambda: follower.state.condition is Condition.AWAY)
        assert "127.0.0.1:1" in follower.state.problem


def test_follower_reads_topics_that_were_made_again_from_their_beginning(
    desk: FollowedDesk,
) -> None:
    desk.make()
    desk.send(40)
    with desk.following():
        until(lambda: len(desk.titles()) == 40)
    with admin_client(desk.cluster) as admin:
        admin.delete_topics([desk.topics.enriched])
    until(lambda: desk.topics.enriched not in topic_names(desk.cluster))
    desk.make()
    desk.send(4)
    with desk.following():
        until(lambda: sorted(desk.titles()) == ["t40", "t41", "t42", "t43"])


def topic_names(cluster: Cluster) -> list[str]:
    with admin_client(cluster) as admin:
        return [topic["name"] for topic in admin.describe_topics()]


def test_follower_reads_partitions_that_are_added_and_keeps_its_consumer_otherwise(
    desk: FollowedDesk,
) -> None:
    desk.make()
    names = vars_of(desk.topics)
    with open_follower(desk.cluster, names, {}) as reader:
        assert not reader.has_changed()
        grow(desk, PARTITIONS + 1)
        until(reader.has_changed)
    with desk.following() as follower:
        until(lambda: follower.state.condition is Condition.LIVE)
        grow(desk, PARTITIONS + 2)
        produce(desk.cluster, desk.topics.enriched, [event_of("new")], partition=PARTITIONS + 1)
        until(lambda: desk.titles() == ["new"])


def grow(desk: FollowedDesk, partitions: int) -> None:
    with admin_client(desk.cluster) as admin:
        admin.create_partitions({desk.topics.enriched: partitions})


def event_of(title: str) -> bytes:
    return encode(enriched(title, id=title))


def test_follower_reads_topics_again_that_are_made_again_while_it_runs(desk: FollowedDesk) -> None:
    desk.make()
    desk.send(6)
    with desk.following() as follower:
        until(lambda: len(desk.titles()) == 6)
        with admin_client(desk.cluster) as admin:
            admin.delete_topics([desk.topics.enriched])
        until(lambda: follower.state.condition is Condition.NO_TOPICS)
        desk.make()
        desk.send(20)
        until(lambda: sorted(desk.titles()) == sorted(f"t{n}" for n in range(6, 26)))


@contextmanager
def following_a_connection(desk: FollowedDesk) -> Iterator[tuple[Follower, sqlite3.Connection]]:
    """Follow, with the connection at hand that the follower writes with."""
    connection, _ = open_store(desk.path, "cluster")
    follower = Follower(
        desk.cluster,
        desk.topics,
        connection,
        BOUNDS,
        rebuild=lambda: replace_store(desk.path, "cluster"),
    )
    follower.start()
    try:
        yield follower, connection
    finally:
        follower.stop()


@dataclass(frozen=True)
class Trouble:
    """A statement that makes writing fail, and one that ends that."""

    condition: Condition
    begin: str
    end: str


TROUBLES = [
    Trouble(Condition.FULL, "PRAGMA max_page_count = 1", "PRAGMA max_page_count = 1000000"),
    Trouble(Condition.READ_ONLY, "PRAGMA query_only = ON", "PRAGMA query_only = OFF"),
    Trouble(
        Condition.UNWRITABLE,
        "CREATE TEMP TRIGGER odd BEFORE INSERT ON main.position BEGIN SELECT json('no JSON'); END",
        "DROP TRIGGER temp.odd",
    ),
]


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda trouble: str(trouble.condition))
def test_follower_says_why_it_cannot_write_and_writes_when_it_can(
    desk: FollowedDesk, trouble: Trouble
) -> None:
    desk.make()
    desk.send(2)
    with following_a_connection(desk) as (follower, connection):
        until(lambda: follower.state.condition is Condition.LIVE and len(desk.titles()) == 2)
        connection.execute(trouble.begin).fetchall()
        desk.send(60)
        until(lambda: follower.state.condition is trouble.condition)
        assert follower.state.problem
        assert follower.state.advice
        assert len(desk.titles()) == 2
        connection.execute(trouble.end).fetchall()
        until(lambda: follower.state.condition is Condition.LIVE)
        assert (follower.state.problem, len(desk.titles())) == ("", 62)


def test_follower_says_that_something_else_holds_the_database(desk: FollowedDesk) -> None:
    desk.make()
    with following_a_connection(desk) as (follower, connection):
        until(lambda: follower.state.condition is Condition.LIVE)
        connection.execute("PRAGMA busy_timeout = 100").fetchall()
        with closing(sqlite3.connect(desk.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            desk.send(2)
            until(lambda: follower.state.condition is Condition.LOCKED)
            other.execute("ROLLBACK")
            until(lambda: follower.state.condition is Condition.LIVE)
    assert sorted(desk.titles()) == ["t0", "t1"]


def test_follower_replaces_a_damaged_database_and_says_so(desk: FollowedDesk) -> None:
    desk.make()
    desk.send(40)
    with following_a_connection(desk) as (follower, connection):
        until(lambda: len(desk.titles()) == 40)
        until(lambda: follower.state.condition is Condition.LIVE)
        assert follower.state.note == ""
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        with desk.path.open("r+b") as file:
            file.seek(4096)
            file.write(b"\xa5" * (desk.path.stat().st_size - 4096))
        connection.execute("PRAGMA shrink_memory").fetchall()
        desk.send(3)
        until(lambda: follower.state.note != "")
        until(lambda: follower.state.condition is Condition.LIVE)
    assert "was replaced" in follower.state.note
    assert sorted(desk.titles()) == sorted(f"t{n}" for n in range(43))


def test_follower_replaces_a_database_that_a_page_cannot_find(desk: FollowedDesk) -> None:
    desk.make()
    desk.send(3)
    with following_a_connection(desk) as (follower, _):
        until(lambda: follower.state.condition is Condition.LIVE and len(desk.titles()) == 3)
        assert follower.state.note == ""
        desk.path.unlink()
        follower.replace_database()
        until(lambda: desk.path.exists() and follower.state.condition is Condition.LIVE)
        follower.replace_database()  # a page that had read the one before
        desk.send(1)
        until(lambda: sorted(desk.titles()) == ["t0", "t1", "t2", "t3"])
        assert "was replaced" in follower.state.note


def test_follower_leaves_out_a_message_that_the_database_refuses_and_no_other(
    desk: FollowedDesk,
) -> None:
    desk.make()
    with following_a_connection(desk) as (follower, connection):
        until(lambda: follower.state.condition is Condition.LIVE)
        connection.execute(
            "CREATE TRIGGER odd BEFORE INSERT ON article WHEN NEW.title = 't3'"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
        with capture_logs() as lines:
            desk.send(8)
            until(lambda: len(desk.titles()) == 7)
            desk.send(1)
            until(lambda: len(desk.titles()) == 8)
        assert follower.state.condition in (Condition.LIVE, Condition.LOADING)
    assert "t3" not in desk.titles()
    [line] = [line for line in lines if line["event"] == "desk left a message out"]
    assert (line["topic"], line["partition"]) == (desk.topics.enriched, 1)
