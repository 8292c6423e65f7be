"""A steady flow of articles with known numbers, while everything else goes wrong."""

import threading
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from enum import Enum
from random import Random
from typing import Any

import orjson
from kafka import KafkaProducer
from kafka.errors import UnknownError

from newsdesk.client.cluster import Cluster
from newsdesk.client.sockets import DIRECT
from tests.support.echo_worker import ROUTE, WITHDRAW
from tests.support.hostile_batches import RawHeaders
from tests.support.kafka_tools import MAX_BYTES
from tests.support.raw_batches import produce_raw

NUMBER = "torture-number"
"""The header that goes with a message through all topics, dead letters included."""

KEYS = tuple(b"key-%d" % i for i in range(24))


class Fate(Enum):
    """The outcome that a message should have."""

    ENRICHED = "enriched"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    HELD = "held"
    """Enriched, but not before its embargo ends."""

    REPLACED = "replaced"
    """Never enriched: a newer version, or a withdrawal, comes before its embargo ends."""

    OVERTAKEN = "overtaken"
    """Enriched before it is withdrawn, or never."""

    EITHER = "either"


WITHOUT_OUTCOME = (Fate.REPLACED, Fate.OVERTAKEN)
"""Fates of articles of which nothing may be left."""


def article(number: int, title: str | None = None) -> bytes:
    return orjson.dumps({"id": f"a-{number}", "text": f"text {number}", "title": title})


class Feed:
    """Sends `rate` articles a second from `start` until `stop`, and whatever is sent between."""

    def __init__(self, cluster: Cluster, topic: str, chance: Random, rate: float) -> None:
        self.fates: dict[int, Fate] = {}
        self.routed: set[int] = set()
        """The articles whose events go to another topic too."""
        self.embargoes: dict[int, float] = {}
        """When the embargo of an article ends, in seconds since 1970."""
        self.withdrawals: dict[int, int] = {}
        """The article that a message withdraws, by its number."""
        self.may_be_refused = False
        """Whether a broker on its way down may say that it cannot tell what became of a message."""
        self.refused: set[int] = set()
        self.places: dict[tuple[int, int], int] = {}
        """The numbers of records that cannot be read, by partition and offset."""
        self._cluster = cluster
        self._topic = topic
        self._chance = chance
        self._rate = rate
        self._lock = threading.Lock()
        self._sent: list[tuple[int, Any]] = []
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._flow, daemon=True)
        self._producer = KafkaProducer(
            **cluster.for_kafka_python(),
            acks="all",
            enable_idempotence=True,
            max_request_size=MAX_BYTES,
            max_block_ms=300_000,
            delivery_timeout_ms=300_000,
            linger_ms=5,
            proxy_url=DIRECT,
        )

    @property
    def count(self) -> int:
        """How many messages were sent."""
        return len(self.fates)

    @property
    def due(self) -> set[int]:
        """The messages that must have an outcome in the end."""
        return {n for n, fate in list(self.fates.items()) if fate not in WITHOUT_OUTCOME}

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Send no more, and wait until Kafka has all of it."""
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(330)
        for number, future in self._sent:
            try:
                future.get(300)
            except UnknownError:
                if not self.may_be_refused:
                    raise
                self.refused.add(number)

    def forget_refused(self, present: Collection[int]) -> None:
        """Expect nothing of what was refused, unless it is among those that Kafka has."""
        for number in self.refused.difference(present):
            del self.fates[number]

    def close(self) -> None:
        self._over.set()
        self._producer.close(5)

    def number(self, fate: Fate) -> int:
        """Take the next number, for a message that is sent by other means."""
        with self._lock:
            number = len(self.fates)
            self.fates[number] = fate
            return number

    def send(
        self,
        value: bytes | None,
        fate: Fate,
        key: bytes | None = None,
        headers: Sequence[tuple[str, bytes]] = (),
        number: int | None = None,
        partition: int | None = None,
    ) -> None:
        """Send one message among the others."""
        if number is None:
            number = self.number(fate)
        marked = [*headers, (NUMBER, str(number).encode())]
        future = self._producer.send(
            self._topic, value, key=key, headers=marked, partition=partition
        )
        self._sent.append((number, future))

    def send_batch(
        self, build: Callable[[int, RawHeaders], bytes], count: int, fate: Fate, partition: int
    ) -> list[int]:
        """Send a record batch of `count` records as it is; return the numbers of the records.

        `build` makes it from the first one's number and headers.
        """
        numbers = [self.number(fate) for _ in range(count)]
        headers = [(NUMBER.encode(), str(numbers[0]).encode())]
        batch = build(numbers[0], headers)
        error, offset = produce_raw(self._cluster, self._topic, partition, batch)
        assert error == 0, f"Kafka refuses a hostile batch: error {error}"
        for place, number in enumerate(numbers, offset):
            self.places[partition, place] = number
        return numbers

    def send_article(self, title: str | None = None, fate: Fate = Fate.ENRICHED) -> None:
        """Send one well-formed article, whose title may ask for a fault."""
        number = self.number(fate)
        if title == ROUTE:
            self.routed.add(number)
        self.send(article(number, title), fate, self._chance.choice(KEYS), number=number)

    def of_fate(self, fate: Fate) -> Counter[int]:
        return Counter(number for number, wanted in self.fates.items() if wanted is fate)

    def _flow(self) -> None:
        while not self._over.wait(1 / self._rate):
            match self.count % 10:
                case 3:
                    self.send_article(WITHDRAW, Fate.WITHDRAWN)
                case 7:
                    self.send_article(ROUTE)
                case _:
                    self.send_article()
