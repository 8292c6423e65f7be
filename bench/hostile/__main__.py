"""How long good articles wait beside a hostile one: `python -m bench.hostile [--only NAME …]`.

A real worker with four partitions gets good articles at a steady rate, on every partition. For each
family, one hostile message is put before the first half of them on the partition 0, and none before
the second half. Reported are the longest latencies of both halves: on the other partitions and
behind the message. The table is written into docs/benchmarks/hostile.md with `--write`.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from statistics import median
from typing import Any

import orjson
from kafka import KafkaConsumer, KafkaProducer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.hostile.families import FAMILIES
from bench.speed.chain import sample_articles
from bench.speed.outputs import open_reader
from bench.speed.production import Production, running_newsdesk
from newsdesk.broker.running import running_broker
from newsdesk.schemas import DeadLetter

PARTITIONS = 4
GOOD_PER_PARTITION = 6
GAP_SECONDS = 0.5
PATIENCE_SECONDS = 600.0
PAGE = Path(__file__).parents[2] / "docs" / "benchmarks" / "hostile.md"


@dataclass(frozen=True, slots=True)
class Found:
    """The outcome of one family, and latencies in seconds with its message and without."""

    family: str
    outcome: str
    seconds: float
    others: float
    others_before: float
    behind: float
    behind_before: float

    @property
    def extra_of_others(self) -> float:
        """How much longer the slowest article of another partition took."""
        return self.others - self.others_before

    @property
    def extra_behind(self) -> float:
        """How much longer the slowest article behind the message took."""
        return self.behind - self.behind_before


def measure(names: Iterable[str], settings: dict[str, str]) -> Iterator[Found]:
    """Measure each family, one after the other, with the same worker."""
    texts = iter(
        sample_articles(len(FAMILIES) * 2 * PARTITIONS * GOOD_PER_PARTITION, characters=1500)
    )
    with running_broker() as broker, running_newsdesk(broker.cluster, settings) as production:
        for name in names:
            before, _ = latencies(production, f"{name}-before", texts, None)
            during, hostile = latencies(production, name, texts, FAMILIES[name]())
            (outcome, seconds), others, behind = hostile, *split(during)
            others_before, behind_before = split(before)
            yield Found(name, outcome, seconds, others, others_before, behind, behind_before)


def split(found: Mapping[tuple[int, str], float]) -> tuple[float, float]:
    """Return the longest latency on the other partitions, and on the partition 0."""
    others = [seconds for (partition, _), seconds in found.items() if partition]
    behind = [seconds for (partition, _), seconds in found.items() if not partition]
    return max(others), max(behind)


def latencies(
    production: Production, name: str, texts: Iterator[bytes], hostile: bytes | None
) -> tuple[dict[tuple[int, str], float], tuple[str, float]]:
    """Return the latency of each good article by partition and key, and of the hostile message."""
    cluster, topics = production.cluster, production.topics
    sent: dict[str, tuple[int, float]] = {}
    seen: dict[str, tuple[str, float]] = {}
    producer = KafkaProducer(
        **cluster.for_kafka_python(), linger_ms=0, max_request_size=16 * 1024 * 1024
    )
    with (
        open_reader(cluster, topics.enriched, only_new=True) as events,
        open_reader(cluster, topics.dead_letter, only_new=True) as letters,
    ):

        def send(key: str, partition: int, value: bytes) -> None:
            sent[key] = (partition, time.monotonic())
            producer.send(topics.articles, key=key.encode(), value=value, partition=partition)

        def look() -> None:
            for event in records(events):
                seen[event.key.decode()] = ("enriched", time.monotonic())
            for letter in records(letters):
                reason = DeadLetter.from_headers(tuple(letter.headers)).reason.value
                seen[letter.key.decode()] = (reason, time.monotonic())

        if hostile:
            send(f"{name}-hostile", 0, hostile)
            producer.flush()
        for n in range(GOOD_PER_PARTITION):
            for partition in range(PARTITIONS):
                fields = orjson.loads(next(texts)) | {"id": f"{name}-{n}-{partition}"}
                send(fields["id"], partition, orjson.dumps(fields))
            until = time.monotonic() + GAP_SECONDS
            while time.monotonic() < until:
                look()
        until = time.monotonic() + PATIENCE_SECONDS
        while len(seen) < len(sent) and time.monotonic() < until:
            look()
            production.worker.check()
    producer.close()
    missing = ("nothing", time.monotonic())
    took = {
        (partition, key): seen.get(key, missing)[1] - at for key, (partition, at) in sent.items()
    }
    outcome = seen.get(f"{name}-hostile", missing)[0]
    seconds = took.pop((0, f"{name}-hostile"), 0.0)
    if bad := [key for _, key in took if seen.get(key, missing)[0] != "enriched"]:
        outcome += f", and {len(bad)} good ones were not enriched"
    return took, (outcome, seconds)


def records(consumer: KafkaConsumer) -> Iterator[Any]:
    """Yield what has come within a moment."""
    yield from chain.from_iterable(consumer.poll(timeout_ms=50).values())


def lines(found: Iterable[Found]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of the table."""
    for one in found:
        yield (
            one.family,
            one.outcome,
            f"{one.seconds:.1f}",
            f"{one.others_before:.2f}",
            f"{one.others:.2f}",
            f"{one.extra_of_others:+.2f}",
            f"{one.extra_behind:+.2f}",
        )


COLUMNS = (
    "family",
    "outcome",
    "after, s",
    "others without, s",
    "others with, s",
    "difference, s",
    "behind, difference, s",
)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", choices=FAMILIES, default=list(FAMILIES))
    parser.add_argument("--write", action="store_true", help=f"write {PAGE.name}")
    options = parser.parse_args()
    console = Console(stderr=True)
    found = list(track(measure(options.only, {}), "families", len(options.only), console=console))
    table = Table(*COLUMNS, title="Longest latencies of good articles beside a hostile message")
    for row in lines(found):
        table.add_row(*row)
    Console(width=140).print(table)
    extra = [one.extra_of_others for one in found]
    Console().print(f"others wait longer: median {median(extra):.2f} s, at most {max(extra):.2f} s")
    if options.write:
        write(found)


def write(found: Iterable[Found]) -> None:
    """Put the table into the page, in place of the earlier one."""
    text = PAGE.read_text(encoding="utf-8")
    head = text[: text.index("| family")]
    rows = [COLUMNS, ("---", "---", *["---:"] * (len(COLUMNS) - 2)), *lines(found)]
    PAGE.write_text(head + "".join(f"| {' | '.join(row)} |\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
