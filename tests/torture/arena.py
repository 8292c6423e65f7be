"""Where a nemesis works: a cluster, a chain of topics, workers, and articles that keep coming."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from random import Random

from newsdesk.broker.errors import BrokerError
from newsdesk.chain import StageName
from tests.support.processes import wait_until
from tests.support.topics import OwnTopics
from tests.torture.cluster import BrokerCluster
from tests.torture.delays import Delays, delays
from tests.torture.embargoes import Embargoes
from tests.torture.feed import Feed
from tests.torture.fleet import Fleet, Worker
from tests.torture.ledger import Verdict, judge
from tests.torture.reading import Contents, read_all
from tests.torture.watch import Source, Watch, committed_offsets

WORK_SECONDS = 0.25
WORK = {"seconds": WORK_SECONDS, "max_batch": 16, "hang_seconds": 20.0}
"""Micro-batches slow enough that something is always in flight."""


@dataclass(frozen=True)
class Blow:
    """Partitions that lost their worker, and when."""

    time: float
    what: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Recovery:
    """The seconds that each partition stood still after a blow."""

    blow: Blow
    waits: Mapping[Source, float]

    @property
    def seconds(self) -> float:
        """The longest of them."""
        return max(self.waits.values())


@dataclass
class Arena:
    """All that a nemesis can lay hands on. `say` notes what it does, for the report."""

    brokers: BrokerCluster
    topics: OwnTopics
    fleet: Fleet
    feed: Feed
    watch: Watch
    began: float = field(default_factory=time.monotonic)
    story: list[str] = field(default_factory=list)
    blows: list[Blow] = field(default_factory=list)

    def say(self, what: str) -> None:
        self.story.append(f"{time.monotonic() - self.began:6.1f} s  {what}")

    def blow(self, what: str, worker: Worker) -> None:
        """Note that the worker's partitions stand still from now on."""
        sources = tuple(
            (self.topics.stage_group(stage), partition)
            for stage in StageName
            for partition in worker.partitions(stage)
        )
        self.blows.append(Blow(time.monotonic(), f"{what} {worker.name}", sources))
        self.say(f"{what} {worker.name}, which has {[p for _, p in sources]}")

    def recoveries(self) -> list[Recovery]:
        """Return, for each blow, how long its partitions stood still.

        Where the next blow came before they moved, nothing can be said.
        """
        found = []
        for blow, following in zip_longest(self.blows, self.blows[1:]):
            waits = {source: self.watch.standstill(source, blow.time) for source in blow.sources}
            moved = {source: wait for source, wait in waits.items() if wait is not None}
            recovery = Recovery(blow, moved)
            if moved and (following is None or blow.time + recovery.seconds < following.time):
                found.append(recovery)
        return found

    def wait_until_ready(self) -> None:
        """Return once every worker has its partitions."""
        wait_until(lambda: all(w.is_ready for w in self.fleet.workers), "the workers are ready")

    def wait_until_done(self, seconds: float = 300) -> None:
        """Return once nothing is left to do, or has not moved for that long."""
        self.feed.stop()
        if self.feed.refused:
            sent = self.read(self.topics.articles)
            self.feed.forget_refused({entry.number for entry in sent.entries})
        latest, since = -1, time.monotonic()
        while time.monotonic() - since < seconds:
            due = self.feed.due
            done = self._outcomes(due)
            if done >= len(due):
                return
            if done > latest:
                latest, since = done, time.monotonic()
            time.sleep(0.5)

    def verdict(self) -> Verdict:
        """Stop everything but Kafka cleanly, and compare what went in with what came out."""
        self.fleet.close()
        self.watch.stop()
        cluster = self.brokers.cluster
        contents = self.read(*self.topics.all)
        committed = committed_offsets(cluster, self.topics.inputs)
        endings = [ending for ending in self.fleet.endings if ending.code not in (0, -9)]
        bad = [str(ending) for ending in endings if ending.wanted]
        restarts = [str(ending) for ending in endings if not ending.wanted]
        embargoes = Embargoes(self.feed.embargoes, self.feed.withdrawals)
        return judge(
            self.topics,
            self.feed.fates,
            self.feed.routed,
            contents,
            committed,
            bad,
            restarts,
            embargoes,
        )

    def read(self, *topics: str) -> Contents:
        """Return all that the topics have now."""
        return read_all(self.brokers.cluster, topics, self.feed.places)

    def delays(self, calm: tuple[float, float]) -> Delays:
        """Return what articles waited in that calm time, and since."""
        contents = self.read(self.topics.articles, self.topics.enriched)
        articles, enriched = contents.of(self.topics.articles), contents.of(self.topics.enriched)
        return delays(articles, enriched, self.feed.fates, calm)

    def _outcomes(self, due: set[int]) -> int:
        try:
            contents = self.read(self.topics.enriched, self.topics.dead_letter)
        except (BrokerError, OSError):
            return -1
        return len({entry.number for entry in contents.entries} & due)


@contextmanager
def arena(
    brokers: BrokerCluster,
    folder: Path,
    chance: Random,
    *,
    workers: int = 2,
    rate: float = 25.0,
    options: Mapping[str, object] | None = None,
    topics: OwnTopics | None = None,
    checkout: Path | None = None,
) -> Iterator[Arena]:
    """Have an arena during the block, with workers that are working already.

    They are those of the newsdesk in the folder `checkout`, if one is given.
    """
    if topics is None:
        topics = OwnTopics(copies=len(brokers.nodes))
        topics.create(brokers.cluster, *topics.all)
    cluster = brokers.cluster
    settings = {**WORK, "faults": folder, **(options or {})}
    logs = folder / "workers"
    fleet = Fleet(brokers.environment, topics.prefix, logs, settings, checkout)
    feed = Feed(cluster, topics.articles, chance, rate)
    watch = Watch(cluster, topics.inputs)
    place = Arena(brokers, topics, fleet, feed, watch)
    try:
        for number in range(workers):
            fleet.start(f"worker-{number}")
        feed.start()
        watch.start()
        place.wait_until_ready()
        yield place
    finally:
        feed.close()
        watch.stop()
        fleet.close()
