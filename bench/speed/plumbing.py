"""The cost of everything except the models: `python -m bench.speed.plumbing [--quick]`.

Articles of 4 KB go through both stages of a complete worker whose enrichment answers at once,
exactly once; and, alternating on the same broker, through two bare Faust agents, at least once. A
further run profiles the worker's processes. Finally, articles are sent one at a time to measure the
latency until a consumer sees the event.
"""

import argparse
import asyncio
import json
from collections import defaultdict
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import psutil
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.speed.chain import (
    Chain,
    arrival_times,
    cpu_seconds,
    fill,
    running,
    sample_articles,
    steady_rate,
    wait_for_messages,
)
from newsdesk.broker.running import running_broker
from newsdesk.broker.server import RunningBroker
from newsdesk.client.cluster import Cluster

PARTITIONS = 4
_PAUSE_SECONDS = 0.1

Side = dict[str, float]
"""`rate` in articles per second; `cpu_us` of the worker's processes and `kafka_us` of Kafka's, per
article."""

_OWN_PACKAGES = frozenset({"bench", "newsdesk"})
_SHOWN = 12


def measure(quick: bool) -> dict[str, Any]:
    """Return rates, their ratio, and milliseconds from producing an article to seeing its event."""
    count, rounds, probes = (6_000, 2, 60) if quick else (20_000, 5, 300)
    articles = sample_articles(count)
    sides: dict[str, list[Side]] = {"faust": [], "newsdesk": []}
    with running_broker() as broker:
        for run in track(range(rounds), "plumbing", console=Console(stderr=True)):
            for name in sorted(sides, reverse=bool(run % 2)):
                sides[name].append(_throughput(broker, name, articles))
        profile = _profile(broker.cluster, articles)
        latencies = _latencies(broker.cluster, articles[:probes])
    ratios = [
        ours["rate"] / theirs["rate"]
        for ours, theirs in zip(sides["newsdesk"], sides["faust"], strict=True)
    ]
    return {
        "articles": count,
        "sides": sides,
        "rate": {name: median(s["rate"] for s in found) for name, found in sides.items()},
        "cpu_us": {name: median(s["cpu_us"] for s in found) for name, found in sides.items()},
        "kafka_us": {name: median(s["kafka_us"] for s in found) for name, found in sides.items()},
        "profile_us": profile,
        "ratio": median(ratios),
        "ratios": ratios,
        "latency_ms": {
            "median": median(latencies),
            "p95": sorted(latencies)[int(0.95 * len(latencies))],
            "longest": max(latencies),
        },
    }


def _throughput(broker: RunningBroker, side: str, articles: list[bytes]) -> Side:
    chain = Chain.create(broker.cluster, PARTITIONS)
    fill(chain, articles)
    kafka = psutil.Process(broker.process.pid)
    kafka_before = cpu_seconds(kafka)
    if side == "faust":
        arguments = (broker.cluster.bootstrap_servers, chain.topics.prefix, "{folder}")
        worker = running("bench.speed.bare_faust", *arguments)
    else:
        worker = running("bench.speed.worker", environment=chain.environment())
    with worker as process:
        wait_for_messages(chain, len(articles), process)
        used, of_kafka = cpu_seconds(process), cpu_seconds(kafka) - kafka_before
        rate = steady_rate(arrival_times(chain, len(articles)))
    per_article = 1e6 / len(articles)
    return {"rate": rate, "cpu_us": used * per_article, "kafka_us": of_kafka * per_article}


def _profile(cluster: Cluster, articles: list[bytes]) -> dict[str, dict[str, float]]:
    """Return microseconds of CPU time per article, by process and module."""
    chain = Chain.create(cluster, PARTITIONS)
    fill(chain, articles)
    with TemporaryDirectory() as folder:
        arguments = ("--sample", folder)
        with running("bench.speed.worker", *arguments, environment=chain.environment()) as worker:
            wait_for_messages(chain, len(articles), worker)
            return {
                file.stem: _largest(json.loads(file.read_text()), 1e6 / len(articles))
                for file in sorted(Path(folder).glob("*.json"))
            }


def _largest(seconds: dict[str, float], factor: float) -> dict[str, float]:
    """Return the largest items and the rest: own code by module, other code by package."""
    spent: dict[str, float] = defaultdict(float)
    for module, used in seconds.items():
        package = module.partition(".")[0]
        spent[module if package in _OWN_PACKAGES else package] += factor * used
    shown = dict(sorted(spent.items(), key=lambda item: -item[1])[:_SHOWN])
    return {**shown, "the rest": sum(spent.values()) - sum(shown.values())}


def _latencies(cluster: Cluster, articles: list[bytes]) -> list[float]:
    """Return milliseconds from sending an article to receiving its event, one at a time."""
    chain = Chain.create(cluster, PARTITIONS)
    with running("bench.speed.worker", environment=chain.environment()) as worker:
        return asyncio.run(_probe(chain, articles, worker))


async def _probe(chain: Chain, articles: list[bytes], worker: psutil.Process) -> list[float]:
    servers = chain.cluster.bootstrap_servers
    producer = AIOKafkaProducer(bootstrap_servers=servers)
    consumer = AIOKafkaConsumer(
        chain.topics.enriched,
        bootstrap_servers=servers,
        isolation_level="read_committed",
        auto_offset_reset="earliest",
    )
    await producer.start()
    await consumer.start()
    latencies = []
    warm_up = articles[: 2 * PARTITIONS]
    for n, article in enumerate((*warm_up, *articles)):
        started = perf_counter()
        await producer.send(chain.topics.articles, article, partition=n % PARTITIONS)
        await consumer.getone()
        latencies.append(1000 * (perf_counter() - started))
        await asyncio.sleep(_PAUSE_SECONDS)
    await producer.stop()
    await consumer.stop()
    return latencies[len(warm_up) :]


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    found = measure(parser.parse_args().quick)
    table = Table(title="Both stages without models, articles of 4 KB")
    for column in ("", "articles/s", "CPU µs per article", "Kafka's"):
        table.add_column(column, justify="right")
    for side in ("faust", "newsdesk"):
        figures = (found[name][side] for name in ("rate", "cpu_us", "kafka_us"))
        table.add_row(side, *(f"{figure:,.0f}" for figure in figures))
    console = Console()
    console.print(table)
    console.print(f"ratio {found['ratio']:.2f} ({', '.join(f'{r:.2f}' for r in found['ratios'])})")
    for process, spent in found["profile_us"].items():
        console.print(f"{process}, µs: {', '.join(f'{m} {us:,.0f}' for m, us in spent.items())}")
    console.print("latency, ms: " + str({k: round(v, 1) for k, v in found["latency_ms"].items()}))


if __name__ == "__main__":
    main()
