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
from newsdesk.desk.follow.delivery import Delivery
from newsdesk.desk.follow.state import Condition, FollowState, condition_of
from newsdesk.desk.follow.troubles import DamageFound, trouble_of
from newsdesk.desk.store.pruning import Bounds, prune
from newsdesk.desk.store.writing import ReadTopics, Writer
from newsdesk.schemas.errors import NewsdeskError

log = structlog.get_logger()

_RETRY_SECONDS = 2.0
_FEW = 100
_GATHER_SECONDS = 0.1
"""Pause after few messages: ten transactions a second cost less than fifty smaller ones."""

_PRUNE_SECONDS = 30.0
_LOOK_SECONDS = 10.0
"""Between looks whether the topics are still those that are read, and whether Kafka is there."""

_NOTE_SECONDS = 600.0
_SETTLING_SECONDS = 10.0
"""After a new database, in which pages may still speak of the one before."""

_REBUILT = "The database was damaged or gone. It was replaced, and is filled again from Kafka."


class Follower:
    """Follows the topics of the desk; `state` says how that goes.

    `on_change` is called in the follower's thread after each transaction that changed something.
    `rebuild` returns a connection to a new database, in place of one that is damaged.
    """

    def __init__(
        self,
        cluster: Cluster,
        topics: ReadTopics,
        database: sqlite3.Connection,
        bounds: Bounds,
        on_change: Callable[[], None] = lambda: None,
        rebuild: Callable[[], sqlite3.Connection] | None = None,
    ) -> None:
        self._cluster = cluster
        self._topics = topics
        self._use(database)
        self._bounds = bounds
        self._on_change = on_change
        self._rebuild = rebuild
        self._stopping = threading.Event()
        self._is_lost = threading.Event()
        self._thread = threading.Thread(target=self._run, name="desk-follower", daemon=True)
        self._pruned = 0.0
        self._noted = -_SETTLING_SECONDS
        self.state = FollowState(Condition.STARTING, time.time())

    def start(self) -> None:
        """Begin to read."""
        self._thread.start()

    def stop(self) -> None:
        """End, wait until nothing is written any more, and close the database."""
        self._stopping.set()
        self._thread.join()
        self._database.close()

    def replace_database(self) -> None:
        """Replace the database soon: a page has found it damaged, or gone. From any thread."""
        if time.monotonic() - self._noted > _SETTLING_SECONDS:
            self._is_lost.set()

    def _use(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._writer = Writer(database, self._topics)
        self._delivery = Delivery(self._writer)

    def _run(self) -> None:
        names = [self._topics.enriched, self._topics.dead_letter, self._topics.replays]
        while not self._stopping.is_set():
            try:
                with open_follower(self._cluster, names, self._delivery.positions()) as reader:
                    self._follow(reader)
            except ClientError as error:
                self._is(condition_of(error), error.problem, error.advice)
                self._stopping.wait(_RETRY_SECONDS)
            except Exception as error:  # noqa: BLE001 - the thread must not end, and the page says it
                self._failed(error)
                self._stopping.wait(_RETRY_SECONDS)

    def _follow(self, reader: TopicFollower) -> None:
        """Read until the desk ends, or the topics are not those that were opened."""
        for place in reader.made_again:
            self._writer.forget(*place)
        if self._writer.know(reader.ids()):
            return
        looked = time.monotonic()
        while not self._stopping.is_set():
            self._take(reader)
            if time.monotonic() - looked > _LOOK_SECONDS:
                if reader.has_changed():
                    return
                looked = time.monotonic()

    def _take(self, reader: TopicFollower) -> None:
        if self._is_lost.is_set():
            raise DamageFound("a page cannot read it")
        followed = reader.poll()
        self.state = replace(self.state, read=time.time())
        if followed.messages or followed.positions:
            self._write(followed)
            if self.state.condition is not Condition.LIVE:
                self._is(Condition.LOADING)
        else:
            self._prune()
            if self.state.condition is not Condition.LIVE and reader.is_at_end():
                self._is(Condition.LIVE)
        if self.state.note and time.monotonic() - self._noted > _NOTE_SECONDS:
            self.state = replace(self.state, note="")

    def _write(self, followed: Followed) -> None:
        self._delivery.write(followed)
        if followed.messages:
            newest = max(message.timestamp or 0 for message in followed.messages) / 1000
            self.state = replace(self.state, behind=max(0.0, time.time() - newest))
        self._on_change()
        if len(followed.messages) < _FEW:
            self._stopping.wait(_GATHER_SECONDS)

    def _prune(self) -> None:
        if time.monotonic() - self._pruned > _PRUNE_SECONDS:
            self._pruned = time.monotonic()
            prune(self._database, self._writer, self._bounds, time.time())

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, sqlite3.Error):
            log.warning("desk cannot read", problem=f"{type(error).__name__}: {error}")
            self._is(Condition.AWAY, f"Reading Kafka failed: {type(error).__name__}: {error}.")
            return
        trouble = trouble_of(error)
        log.warning("desk cannot write", problem=str(error), condition=trouble.condition)
        self._is(trouble.condition, trouble.problem, trouble.advice)
        if trouble.condition is Condition.DAMAGED and self._rebuild:
            self._replace(self._rebuild)

    def _replace(self, rebuild: Callable[[], sqlite3.Connection]) -> None:
        self._database.close()
        try:
            self._use(rebuild())
        except NewsdeskError as error:
            self._is(Condition.UNWRITABLE, error.problem, error.advice)
            return
        self._is_lost.clear()
        log.warning("desk database rebuilt")
        self._noted = time.monotonic()
        self.state = replace(self.state, note=_REBUILT)
        self._on_change()

    def _is(self, condition: Condition, problem: str = "", advice: str = "") -> None:
        if (condition, problem) != (self.state.condition, self.state.problem):
            since = time.time() if condition is not self.state.condition else self.state.since
            self.state = replace(
                self.state, condition=condition, since=since, problem=problem, advice=advice
            )
