"""The desk's reader, against a real Kafka."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.transactions import open_sender
from newsdesk.desk.follow.follower import Follower
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.store.database import open_store, reading
from newsdesk.desk.store.pruning import Bounds
from newsdesk.desk.store.stream import page_of
from newsdesk.desk.store.view import View
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.schemas import OutgoingMessage, encode
from tests.support.enriched_events import enriched
from tests.support.kafka_tools import make_topics
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
