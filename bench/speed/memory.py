"""Whether a worker's memory grows: `python -m bench.speed.memory [--quick]`.

A whole worker, its models loaded, goes at a large backlog of articles of 4 KB. The models are asked
nothing, since a hundred thousand articles would take them hours; all else is done. The resident
memory of its processes after the first thousand is held against that after all.
"""

import argparse
from contextlib import closing
from time import sleep
from typing import Any

import psutil
from kafka import KafkaConsumer, TopicPartition
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from bench.speed.chain import Chain, MeasureError, fill, running, sample_articles
from broker.connection import Connection
from broker.running import running_broker

PARTITIONS = 4
EARLY = 1_000
_SAMPLE_SECONDS = 0.5
_MIB = 1024 * 1024
_BLOCK = 10_000
"""Different articles; they are sent as often as it takes."""


def measure(quick: bool) -> dict[str, Any]:
    """Return resident MiB early and at the end, by the size of the backlog, and all samples."""
    backlogs = (5_000, 20_000) if quick else (100_000, 1_000_000)
    stop_after = 20_000 if quick else 100_000
    with running_broker() as broker:
        runs = [_run(broker.connection, backlog, stop_after) for backlog in backlogs]
    return {"runs": runs}


def _run(connection: Connection, backlog: int, stop_after: int) -> dict[str, Any]:
    """Return the memory of a worker that meets `backlog` articles and does `stop_after` of them."""
    chain = Chain.create(connection, PARTITIONS)
    block = sample_articles(min(_BLOCK, backlog))
    for _ in range(backlog // len(block)):
        fill(chain, block)
    goal = min(backlog, stop_after)
    samples = []
    with running("bench.speed.worker", "--load-models", environment=chain.environment()) as worker:
        for done, resident in _watch(chain, goal, worker):
            samples.append({"articles": done, "mib": resident})
    early = next(s["mib"] for s in samples if s["articles"] >= EARLY)
    return {
        "backlog": backlog,
        "articles": samples[-1]["articles"],
        "early_mib": early,
        "late_mib": samples[-1]["mib"],
        "most_mib": max(s["mib"] for s in samples),
        "growth": samples[-1]["mib"] / early - 1,
        "samples": samples,
    }


def _watch(chain: Chain, goal: int, worker: psutil.Process) -> Any:
    """Yield articles done and resident MiB of worker and child, until `goal` articles are done."""
    topic = chain.topic("enriched")
    partitions = [TopicPartition(topic, p) for p in range(chain.partitions)]
    options = {**chain.connection.for_kafka_python(), "isolation_level": "read_committed"}
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
    for column in ("backlog", "articles done", "after 1,000", "at the end", "most", "growth"):
        table.add_column(column, justify="right")
    for run in found["runs"]:
        table.add_row(
            f"{run['backlog']:,}",
            f"{run['articles']:,}",
            *(f"{run[key]:.1f}" for key in ("early_mib", "late_mib", "most_mib")),
            f"{run['growth']:+.1%}",
        )
    Console().print(table)


if __name__ == "__main__":
    main()
