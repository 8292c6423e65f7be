"""Whether a worker's memory grows: `python -m bench.speed.memory [--quick]`.

A complete worker with loaded models processes a backlog. Hundreds of thousands of articles of 4 KB
would keep the models busy for hours, so the models are not called for those, but everything else is
done; short articles are read by the models. The resident memory of the worker's processes after the
first thousand articles is compared with that at the end.
"""

import argparse
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from time import sleep
from typing import Any

import psutil
from kafka import KafkaConsumer, TopicPartition
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.speed.chain import Chain, MeasureError, fill, running, sample_articles
from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster

PARTITIONS = 4
EARLY = 1_000
_SAMPLE_SECONDS = 0.5
_KEPT_SAMPLES = 20
_MIB = 1024 * 1024
_BLOCK = 10_000
"""Distinct articles for the runs without model calls; they are sent repeatedly."""

_SHORT_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class _Run:
    """A backlog, how much of it is processed, and whether the models read it."""

    backlog: int
    stop_after: int
    read: bool = False

    @property
    def worker(self) -> Sequence[str]:
        """The worker's command, after `python -m`."""
        return ("newsdesk", "worker") if self.read else ("bench.speed.worker", "--load-models")

    def fill(self, chain: Chain) -> None:
        """Send the backlog."""
        if self.read:
            fill(chain, sample_articles(self.backlog, characters=_SHORT_CHARACTERS))
            return
        block = sample_articles(min(_BLOCK, self.backlog))
        for _ in range(self.backlog // len(block)):
            fill(chain, block)


_QUICK_RUNS = (_Run(5_000, 5_000), _Run(20_000, 20_000), _Run(2_000, 2_000, read=True))
_RUNS = (_Run(100_000, 100_000), _Run(1_000_000, 100_000), _Run(5_000, 5_000, read=True))


def measure(quick: bool) -> dict[str, Any]:
    """Return resident MiB early and at the end of each run, and some of the samples."""
    with running_broker() as broker:
        runs = [_grown(broker.cluster, run) for run in (_QUICK_RUNS if quick else _RUNS)]
    return {"runs": runs}


def _grown(cluster: Cluster, run: _Run) -> dict[str, Any]:
    """Return the memory of a worker that processes a part of a backlog."""
    chain = Chain.create(cluster, PARTITIONS)
    run.fill(chain)
    samples = []
    with running(*run.worker, environment=chain.environment()) as worker:
        for done, resident in _watch(chain, run.stop_after, worker):
            samples.append({"articles": done, "mib": resident})
    early = next(s["mib"] for s in samples if s["articles"] >= EARLY)
    return {
        "backlog": run.backlog,
        "read_by_models": run.read,
        "articles": samples[-1]["articles"],
        "early_mib": early,
        "late_mib": samples[-1]["mib"],
        "most_mib": max(s["mib"] for s in samples),
        "growth": samples[-1]["mib"] / early - 1,
        "samples": samples[:: max(1, len(samples) // _KEPT_SAMPLES)],
    }


def _watch(chain: Chain, goal: int, worker: psutil.Process) -> Iterator[tuple[int, float]]:
    """Yield processed articles and resident MiB until `goal` articles are processed."""
    topic = chain.topics.enriched
    partitions = [TopicPartition(topic, p) for p in range(chain.partitions)]
    options = {**chain.cluster.for_kafka_python(), "isolation_level": "read_committed"}
    with (
        closing(KafkaConsumer(**options)) as consumer,
        Progress(console=Console(stderr=True)) as progress,
    ):
        task = progress.add_task("memory", total=goal)
        done = 0
        while done < goal:
            sleep(_SAMPLE_SECONDS)
            if not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE:
                raise MeasureError("the worker ended")
            done = sum(consumer.end_offsets(partitions).values())
            progress.update(task, completed=min(done, goal))
            yield done, _resident(worker)


def _resident(worker: psutil.Process) -> float:
    """Return the resident memory of the worker and its children, in MiB."""
    processes = (worker, *worker.children(recursive=True))
    return float(sum(process.memory_info().rss for process in processes) / _MIB)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    found = measure(parser.parse_args().quick)
    table = Table(title="Resident memory of a worker, MiB")
    for column in (
        "backlog",
        "models",
        "articles done",
        "after 1,000",
        "at the end",
        "most",
        "growth",
    ):
        table.add_column(column, justify="right")
    for run in found["runs"]:
        table.add_row(
            f"{run['backlog']:,}",
            "read" if run["read_by_models"] else "loaded",
            f"{run['articles']:,}",
            *(f"{run[key]:.1f}" for key in ("early_mib", "late_mib", "most_mib")),
            f"{run['growth']:+.1%}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
