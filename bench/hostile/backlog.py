"""A hostile message at the head of a backlog: `python -m bench.hostile.backlog`.

144 good articles wait on four partitions, behind nothing and behind a message of 118 bytes on the
partition 0, without and with padding; a message may hold the same again for each setting. Reported
is when the last good article of the partition 0 and of the others is enriched.
"""

import argparse
from collections.abc import Sequence
from time import monotonic

import orjson
from kafka import KafkaProducer
from rich.console import Console
from rich.table import Table

from bench.hostile.families import LARGEST
from bench.speed.chain import sample_articles
from bench.speed.outputs import held, open_reader
from bench.speed.production import Production, running_newsdesk
from newsdesk.broker.running import running_broker

PARTITIONS = 4
GOOD = 144
PADDINGS = (None, 0, 60_000, LARGEST)
"""Bytes; None for no hostile message."""

_PATIENCE_SECONDS = 900.0


def hostile(padding: int) -> bytes:
    """Return the message, of 118 bytes without padding."""
    fields = {"id": "evil", "text": "Reporting by " + "A." * 40 + "A!"}
    return orjson.dumps(fields | ({"padding": "x" * padding} if padding else {}))


def seconds(
    production: Production, values: Sequence[bytes], padding: int | None
) -> tuple[float, float, float]:
    """Return when the hostile message, the partition 0 and the others were done."""
    cluster, topics = production.cluster, production.topics
    producer = KafkaProducer(
        **cluster.for_kafka_python(), linger_ms=5, max_request_size=16 * 1024 * 1024
    )
    done: dict[str, float] = {}
    with (
        open_reader(cluster, topics.enriched, only_new=True) as events,
        open_reader(cluster, topics.dead_letter, only_new=True) as letters,
    ):
        with held(production.worker.pid):
            if padding is not None:
                producer.send(topics.articles, hostile(padding), key=b"evil", partition=0)
            for n, value in enumerate(values):
                key = f"{n % PARTITIONS}-{n}".encode()
                producer.send(topics.articles, value, key=key, partition=n % PARTITIONS)
            producer.flush()
        started = monotonic()
        while len(done) < len(values) + (padding is not None):
            for reader in (events, letters):
                for records in reader.poll(timeout_ms=50).values():
                    done |= {r.key.decode(): monotonic() - started for r in records}
            production.worker.check()
            if monotonic() - started > _PATIENCE_SECONDS:
                break
    producer.close()
    missing = [_PATIENCE_SECONDS] * (len(done) < len(values))
    own = [at for key, at in done.items() if key.startswith("0-")]
    others = [at for key, at in done.items() if key[0] in "123"]
    return done.get("evil", 0.0), max(own + missing), max(others + missing)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=1)
    options = parser.parse_args()
    texts = sample_articles(options.rounds * len(PADDINGS) * GOOD, characters=1500)
    table = Table("padding, bytes", "hostile, s", "partition 0, s", "others, s")
    with running_broker() as broker, running_newsdesk(broker.cluster, {}) as production:
        for _ in range(options.rounds):
            for padding in PADDINGS:
                values, texts = texts[:GOOD], texts[GOOD:]
                found = seconds(production, values, padding)
                name = "no hostile message" if padding is None else f"{padding:,}"
                table.add_row(name, *(f"{each:.1f}" for each in found))
    Console().print(table)


if __name__ == "__main__":
    main()
