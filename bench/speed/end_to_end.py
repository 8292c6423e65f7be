"""newsdesk through Kafka: `python -m bench.speed.end_to_end [--quick] [--dtype NAME]`.

A worker with both stages and transactions, as in production, has loaded its models and is suspended
while the whole corpus is sent, so that there is a backlog. The time is measured from when it
resumes until a read_committed consumer has the last enriched event. Peers are measured in the same
way.
"""

import argparse
from collections.abc import Sequence
from time import perf_counter
from typing import Any

import orjson
from rich.console import Console
from rich.table import Table

from bench.speed.corpus import corpus_of
from bench.speed.outputs import held, wait_for
from bench.speed.production import running_newsdesk
from newsdesk.broker.running import running_broker
from newsdesk.client.cluster import Cluster


def measure(quick: bool, dtype: str = "auto") -> dict[str, Any]:
    """Return articles per second, and the answers by article."""
    with running_broker() as broker:
        return rate(broker.cluster, corpus_of(quick), dtype)


def rate(cluster: Cluster, corpus: Sequence[dict[str, Any]], dtype: str) -> dict[str, Any]:
    """Run newsdesk on the corpus; see `measure`."""
    with (
        running_newsdesk(cluster, {"INFERENCE__DTYPE": dtype}) as production,
        production.enriched() as reader,
    ):
        with held(production.worker.pid):
            production.send(corpus)
        started = perf_counter()
        ids = {article["id"] for article in corpus}
        found = wait_for(reader, ids, production.worker.check)
        seconds = perf_counter() - started
    return {
        "articles_per_s": len(corpus) / seconds,
        "seconds": seconds,
        "answers": {key: answer(value) for key, value in found.items()},
    }


def answer(value: bytes) -> dict[str, Any]:
    """Return the topics and the summary of an enriched event."""
    event = orjson.loads(value)
    return {
        "topics": [topic["id"] for topic in event["classification"]["topics"]],
        "summary": event["summary"]["text"],
    }


def main() -> None:
    """Print the rate."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--dtype", default="auto")
    options = parser.parse_args()
    found = measure(options.quick, options.dtype)
    table = Table("articles/s", "seconds", title="Both stages through Kafka")
    table.add_row(f"{found['articles_per_s']:.2f}", f"{found['seconds']:.1f}")
    Console().print(table)


if __name__ == "__main__":
    main()
