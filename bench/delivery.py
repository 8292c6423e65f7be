"""The cost of exactly-once delivery: `python -m bench.delivery`.

Outcomes of 4 KB are published to a real Kafka, in micro-batches of several sizes, for four
partitions in turn: by the transactional delivery, and by a plain producer with acknowledgements
that commits offsets afterwards (at least once). The two alternate, so that both run under the same
conditions.
"""

import argparse
import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from statistics import median
from time import perf_counter
from uuid import uuid4

import orjson
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from rich.console import Console
from rich.table import Table

from newsdesk.agents import Published, StageHealth
from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.delivery import TransactionalDelivery
from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics
from newsdesk.schemas import OutgoingMessage, SourceMessage

PARTITIONS = 4
VALUE = orjson.dumps({"text": "".join(chr(97 + i * 7 % 26) for i in range(4000))})
BATCHES = (1, 8, 32, 128, 512)

Deliver = Callable[[Sequence[Published]], Awaitable[object]]


def outcomes(source: str, sink: str, partition: int, first: int, count: int) -> list[Published]:
    """Return `count` outcomes of a partition, with consecutive offsets from `first`."""
    return [
        Published(
            SourceMessage(source, partition, offset, None, b""),
            (OutgoingMessage(sink, partition, None, VALUE, ()),),
        )
        for offset in range(first, first + count)
    ]


class AtLeastOnce:
    """Waits for all acknowledgements, then commits the offsets; messages may be repeated."""

    def __init__(self, cluster: Cluster, group: str) -> None:
        self._producer = AIOKafkaProducer(
            **for_aiokafka(cluster), acks="all", enable_idempotence=True, compression_type="gzip"
        )
        self._consumer = AIOKafkaConsumer(
            **for_aiokafka(cluster), group_id=group, enable_auto_commit=False
        )

    async def start(self, source: str) -> None:
        """Connect."""
        await self._producer.start()
        await self._consumer.start()
        self._consumer.assign([TopicPartition(source, p) for p in range(PARTITIONS)])

    async def deliver(self, batch: Sequence[Published]) -> None:
        """Publish, wait for all acknowledgements, commit."""
        acknowledgements = [
            await self._producer.send(m.topic, value=m.value, partition=m.partition)
            for o in batch
            for m in o.messages
        ]
        await asyncio.gather(*acknowledgements)
        await self._consumer.commit(
            {TopicPartition(o.source.topic, o.source.partition): o.source.offset + 1 for o in batch}
        )

    async def stop(self) -> None:
        """Disconnect."""
        await self._consumer.stop()
        await self._producer.stop()


async def rate(deliver: Deliver, source: str, sink: str, size: int, first: int, n: int) -> float:
    """Return messages per second over `n` micro-batches of `size` for each partition."""
    started = perf_counter()
    for batch in range(n):
        for partition in range(PARTITIONS):
            await deliver(outcomes(source, sink, partition, first + batch * size, size))
    return PARTITIONS * n * size / (perf_counter() - started)


async def measure(cluster: Cluster, rounds: int) -> list[tuple[int, float, float]]:
    """Return for each batch size the median rates without and with transactions."""
    exactly = TransactionalDelivery(cluster, f"exactly-{uuid4().hex}", StageHealth("bench"), 3)
    await exactly.assign(("in", partition) for partition in range(PARTITIONS))
    deliver = partial(exactly.deliver, assignment=1)
    at_least = AtLeastOnce(cluster, f"at-least-{uuid4().hex}")
    await at_least.start("in")
    rows = []
    first = 0
    for size in BATCHES:
        n = max(1, 150 // size)
        plain, transactional = [], []
        for _ in range(rounds):
            plain.append(await rate(at_least.deliver, "in", "out", size, first, n))
            transactional.append(await rate(deliver, "in", "out", size, first, n))
            first += n * size
        rows.append((size, median(plain), median(transactional)))
    await exactly.stop()
    await at_least.stop()
    return rows


def main() -> None:
    """Print a table of the rates."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    with running_broker() as broker:
        create_topics(broker.cluster, [TopicSpec(t, PARTITIONS) for t in ("in", "out")])
        rows = asyncio.run(measure(Cluster(broker.cluster.bootstrap_servers), rounds))
    table = Table(title="Delivery only, messages of 4 KB per second")
    for column in ("micro-batch", "at least once", "exactly once", "ratio", "ms per micro-batch"):
        table.add_column(column, justify="right")
    for size, plain, transactional in rows:
        milliseconds = 1000 * size / transactional
        table.add_row(
            str(size),
            f"{plain:,.0f}",
            f"{transactional:,.0f}",
            f"{transactional / plain:.2f}",
            f"{milliseconds:.1f}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
