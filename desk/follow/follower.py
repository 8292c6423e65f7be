"""Reads Kafka into the database, in a thread of its own, for as long as the desk runs."""

import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace

import structlog

from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClientError
from newsdesk.client.following import Followed, TopicFollower, open_follower
from newsdesk.desk.follow.state import Condition, FollowState, condition_of
from newsdesk.desk.store.pruning import Bounds, prune
from newsdesk.desk.store.writing import ReadTopics, Writer

log = structlog.get_logger()

_RETRY_SECONDS = 2.0
_PRUNE_SECONDS = 30.0
_LOOK_FOR_PARTITIONS_SECONDS = 60.0


class Follower:
    """Follows the topics of the desk; `state` says how that goes.

    `on_change` is called in the follower's thread after each transaction that changed something.
    """

    def __init__(
        self,
        cluster: Cluster,
        topics: ReadTopics,
        database: sqlite3.Connection,
        bounds: Bounds,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self._cluster = cluster
        self._names = [topics.enriched, topics.dead_letter, topics.replays]
        self._database = database
        self._writer = Writer(database, topics)
        self._bounds = bounds
        self._on_change = on_change
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-follower", daemon=True)
        self._pruned = 0.0
        self.state = FollowState(Condition.STARTING, time.time())

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End, and wait until nothing is written any more."""
        self._stopping.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                positions = self._writer.positions()
                with open_follower(self._cluster, self._names, positions) as reader:
                    self._follow(reader)
            except ClientError as error:
                self._is(condition_of(error), error)
            except sqlite3.OperationalError as error:
                log.warning("desk cannot write", problem=str(error))
                self.state = FollowState(Condition.FULL, time.time(), str(error))
            self._stopping.wait(_RETRY_SECONDS)

    def _follow(self, reader: TopicFollower) -> None:
        """Read until the desk ends, or it is time to look for new partitions."""
        for place in reader.made_again:
            self._writer.forget(*place)
        until = time.monotonic() + _LOOK_FOR_PARTITIONS_SECONDS
        while not self._stopping.is_set() and time.monotonic() < until:
            followed = reader.poll()
            self.state = replace(self.state, read=time.time())
            if followed.messages or followed.positions:
                self._is(
                    Condition.LIVE if self.state.condition is Condition.LIVE else Condition.LOADING
                )
                self._write(followed)
            else:
                self._is(Condition.LIVE)
                self._prune()

    def _write(self, followed: Followed) -> None:
        self._writer.write(followed.messages, followed.positions)
        if followed.messages:
            newest = max(message.timestamp or 0 for message in followed.messages) / 1000
            self.state = replace(self.state, behind=max(0.0, time.time() - newest))
        self._on_change()

    def _prune(self) -> None:
        if time.monotonic() - self._pruned > _PRUNE_SECONDS:
            self._pruned = time.monotonic()
            prune(self._database, self._writer, self._bounds, time.time())

    def _is(self, condition: Condition, error: ClientError | None = None) -> None:
        problem, advice = (error.problem, error.advice) if error else ("", "")
        if (condition, problem) != (self.state.condition, self.state.problem):
            since = time.time() if condition is not self.state.condition else self.state.since
            self.state = replace(
                self.state, condition=condition, since=since, problem=problem, advice=advice
            )
