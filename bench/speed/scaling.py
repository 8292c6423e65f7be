"""How throughput scales with workers: `python -m bench.speed.scaling [--quick]`.

Each article takes a fixed time in which the CPU is idle, like a call to a remote accelerator, so
that the machine is not the limit for many workers. One, two, four and eight complete workers
process a topic of sixteen partitions; then a third worker joins two others and leaves again.
"""

import argparse
from collections.abc import Callable
from contextlib import ExitStack, closing, suppress
from time import sleep, time
from typing import Any

import psutil
from kafka import KafkaAdminClient
from kafka.errors import KafkaError
from rich.console import Console
from rich.progress import track
from rich.table import Table

from bench.speed.chain import Arrival, Chain, arrivals, fill, running, sample_articles
from newsdesk.broker.running import running_broker
from newsdesk.chain import StageName
from newsdesk.client.cluster import Cluster

PARTITIONS = 16
SECONDS_PER_ARTICLE = 0.05
MICRO_BATCH = 8
_SETTLE_SECONDS = 6.0
_REBALANCE_SECONDS = 12.0
_SAMPLE_SECONDS = 1.0
_LOOK_SECONDS = 0.2
_PATIENCE_SECONDS = 180.0


def measure(quick: bool) -> dict[str, Any]:
    """Return rates by number of workers, ratios to linear, lags, and the cost of rebalances."""
    counts, seconds = ((1, 2, 4), 15.0) if quick else ((1, 2, 4, 8), 40.0)
    with running_broker() as broker:
        runs = [
            _steady(broker.cluster, workers, seconds)
            for workers in track(counts, "scaling", console=Console(stderr=True))
        ]
        rebalance = _rebalance(broker.cluster, seconds)
    for run in runs:
        run["of_linear"] = run["rate"] / (runs[0]["rate"] * run["workers"])
    return {
        "cores": psutil.cpu_count(),
        "partitions": PARTITIONS,
        "seconds_an_article": SECONDS_PER_ARTICLE,
        "runs": runs,
        "rebalance_seconds": rebalance,
    }


def _steady(cluster: Cluster, workers: int, seconds: float) -> dict[str, Any]:
    """Return the steady rate of `workers`, and the smallest and largest partition lag over time."""
    chain = _filled(cluster, workers, seconds + 8 * _SETTLE_SECONDS)
    with ExitStack() as stack:
        for _ in range(workers):
            stack.enter_context(_worker(chain))
        _wait_for_members(chain, workers)
        sleep(_SETTLE_SECONDS)
        begun = time()
        lags = []
        while time() < begun + seconds:
            sleep(_SAMPLE_SECONDS)
            of_partitions = chain.lags(StageName.CLASSIFY)
            lags.append({"least": min(of_partitions), "most": max(of_partitions)})
        ended = time()
    done = [a for a in arrivals(chain) if begun <= a.time < ended]
    by_partition = [sum(a.partition == p for a in done) for p in range(PARTITIONS)]
    fair = len(done) / PARTITIONS
    return {
        "workers": workers,
        "rate": len(done) / (ended - begun),
        "partition_share": {"least": min(by_partition) / fair, "most": max(by_partition) / fair},
        "lags": lags,
    }


def _rebalance(cluster: Cluster, seconds: float) -> dict[str, float]:
    """Return the work lost when a third worker joins two and leaves, in seconds of the two."""
    chain = _filled(cluster, 3, 2 * seconds + 8 * _REBALANCE_SECONDS)
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(_worker(chain))
        _wait_for_members(chain, 2)
        sleep(_SETTLE_SECONDS)
        begun = time()
        sleep(seconds)
        settled = time()
        third = stack.enter_context(_worker(chain))
        joined = _wait_for_members(chain, 3)
        sleep(_REBALANCE_SECONDS)
        left = time()
        third.terminate()
        third.wait(_PATIENCE_SECONDS)
        sleep(_REBALANCE_SECONDS)
        ended = time()
    found = arrivals(chain)
    pair = _count(found, begun, settled) / (settled - begun)
    trio = 1.5 * pair
    middle = (joined + left) / 2
    on_joining = pair * (joined - settled) + trio * (middle - joined)
    on_leaving = trio * (left - middle) + pair * (ended - left)
    return {
        "joining": (on_joining - _count(found, settled, middle)) / pair,
        "leaving": (on_leaving - _count(found, middle, ended)) / pair,
    }


def _filled(cluster: Cluster, workers: int, seconds: float) -> Chain:
    """Return a chain with more articles than `workers` can process in `seconds`."""
    chain = Chain.create(cluster, PARTITIONS)
    fill(chain, sample_articles(int(1.2 * workers * seconds / SECONDS_PER_ARTICLE)))
    return chain


def _worker(chain: Chain) -> Any:
    return running(
        "bench.speed.worker",
        "--seconds-an-article",
        str(SECONDS_PER_ARTICLE),
        environment=chain.environment(NEWSDESK_WORKER__MAX_BATCH=str(MICRO_BATCH)),
    )


def _wait_for_members(chain: Chain, workers: int) -> float:
    """Wait until both consumer groups have `workers` members, and return the time."""
    deadline = time() + _PATIENCE_SECONDS
    groups = [chain.topics.stage_group(stage) for stage in StageName]
    with closing(KafkaAdminClient(**chain.cluster.for_kafka_python())) as admin:
        while time() < deadline:
            # A group without members has no coordinator yet.
            with suppress(KafkaError):
                found = admin.describe_groups(groups).values()
                sizes = {len(g["members"]) for g in found if g["group_state"] == "Stable"}
                if len(found) == len(groups) and sizes == {workers}:
                    return time()
            sleep(_LOOK_SECONDS)
    raise TimeoutError(f"the groups did not reach {workers} workers in time")


def _count(found: list[Arrival], begun: float, ended: float) -> int:
    return sum(begun <= arrival.time < ended for arrival in found)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    found = measure(parser.parse_args().quick)
    table = Table(title=f"Articles of {SECONDS_PER_ARTICLE * 1000:.0f} ms, {PARTITIONS} partitions")
    columns: dict[str, Callable[[dict[str, Any]], str]] = {
        "workers": lambda run: str(run["workers"]),
        "articles/s": lambda run: f"{run['rate']:.1f}",
        "of linear": lambda run: f"{run['of_linear']:.2f}",
        "min partition": lambda run: f"{run['partition_share']['least']:.2f}",
        "max": lambda run: f"{run['partition_share']['most']:.2f}",
    }
    for column in columns:
        table.add_column(column, justify="right")
    for run in found["runs"]:
        table.add_row(*(show(run) for show in columns.values()))
    console = Console()
    console.print(table)
    for what, seconds in found["rebalance_seconds"].items():
        console.print(f"a worker {what} costs {seconds:.1f} s of work")


if __name__ == "__main__":
    main()
