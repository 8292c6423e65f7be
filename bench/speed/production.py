"""A running `newsdesk worker` as in production, with its own topics."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from bench.speed.outputs import open_reader, produce, wait_for
from newsdesk.chain import topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import create_topics
from newsdesk.commands.demo.worker_process import WorkerProcess, running_worker
from newsdesk.settings import TopicSettings

_WARM_UP = [
    {
        "id": f"warm-up-{n}",
        "title": "River rises",
        "text": f"The river rose by {n + 2} metres during the night, and schools stay closed.",
    }
    for n in range(32)
]
"""Enough to have an article on each partition."""


@dataclass(frozen=True, slots=True)
class Production:
    """A running worker and its topics."""

    cluster: Cluster
    topics: TopicSettings
    worker: WorkerProcess

    @contextmanager
    def enriched(self) -> Iterator[Any]:
        """Read the enriched events that are committed from now on."""
        with open_reader(self.cluster, self.topics.enriched, only_new=True) as reader:
            yield reader

    def send(self, corpus: Sequence[dict[str, Any]]) -> None:
        """Send articles, and return when Kafka has acknowledged them."""
        produce(self.cluster, self.topics.articles, corpus)


@contextmanager
def running_newsdesk(cluster: Cluster, settings: dict[str, str]) -> Iterator[Production]:
    """Run a worker with both stages, warmed up with some articles when the block begins.

    Args:
        cluster: A Kafka that nothing else uses during this run.
        settings: Environment variables without their prefix.
    """
    prefix = f"bench-{uuid4().hex[:8]}"
    names = {name: f"{prefix}.{name}" for name in ("articles", "classified", "enriched")}
    topics = TopicSettings(**names, dead_letter=f"{prefix}.dead-letter")
    create_topics(cluster, topic_specs(topics))
    environment = {
        "KAFKA__BOOTSTRAP_SERVERS": cluster.bootstrap_servers,
        **{f"TOPICS__{name.upper()}": topic for name, topic in names.items()},
        "TOPICS__DEAD_LETTER": topics.dead_letter,
        "WORKER__GROUP": prefix,
        **settings,
    }
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment["WORKER__STATE_FOLDER"] = folder
        with running_worker(environment, Path(folder)) as worker:
            production = Production(cluster, topics, worker)
            with production.enriched() as reader:
                production.send(_WARM_UP)
                wait_for(reader, {str(article["id"]) for article in _WARM_UP}, worker.check)
            yield production
