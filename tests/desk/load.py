"""A steady stream of events through Kafka, and pages asked for meanwhile."""

import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median, quantiles

from kafka import KafkaProducer

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import encode
from tests.support.enriched_events import enriched

_TICKS = 10
"""Bursts in a second."""

_NAME = "a000000"
_TEXT = "The bank left its rates where they were, and said why in a letter. " * 30


@dataclass
class Sent:
    """The places of what was sent, as the page writes them, and the seconds that it took."""

    places: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Events a second."""
        return len(self.places) / self.seconds


def send_steadily(cluster: Cluster, topic: str, rate: int, seconds: int) -> Sent:
    """Send `rate` events a second for so long; where that is too fast, all of them more slowly."""
    template = encode(enriched(f"Title {_NAME}", _TEXT, id=_NAME))
    producer = KafkaProducer(**cluster.for_kafka_python(), acks="all", linger_ms=20)
    futures, began = [], time.monotonic()
    for burst in range(seconds * _TICKS):
        for number in range(burst * rate // _TICKS, (burst + 1) * rate // _TICKS):
            name = f"a{number:06}".encode()
            value = template.replace(_NAME.encode(), name)
            futures.append(producer.send(topic, key=name, value=value))
        time.sleep(max(0.0, began + (burst + 1) / _TICKS - time.monotonic()))
    records = [future.get(300) for future in futures]
    taken = time.monotonic() - began
    producer.close()
    return Sent([f"{record.partition}:{record.offset}" for record in records], taken)


@dataclass
class Asked:
    """How many seconds pages took, by their address."""

    seconds: dict[str, list[float]] = field(default_factory=dict)

    def __str__(self) -> str:
        return "; ".join(
            f"{path} {1000 * median(taken):.0f} ms in the median,"
            f" {1000 * quantiles(taken, n=20)[-1]:.0f} in the 95th percentile of {len(taken)}"
            for path, taken in self.seconds.items()
        )


@contextmanager
def asking(address: str, *paths: str) -> Iterator[Asked]:
    """Ask for pages one after the other during the block; each must be answered, and well."""
    asked, done, failed = Asked({path: [] for path in paths}), threading.Event(), []

    def ask() -> None:
        while not done.wait(0.2):
            for path, taken in asked.seconds.items():
                began = time.monotonic()
                try:
                    with urllib.request.urlopen(address + path, timeout=120) as answer:
                        answer.read()
                except OSError as error:
                    failed.append(f"{path}: {error}")
                taken.append(time.monotonic() - began)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield asked
    finally:
        done.set()
        thread.join()
    assert failed == []
