"""Topics of a test's own, and echo workers on them."""

from contextlib import AbstractContextManager
from pathlib import Path

import orjson

from newsdesk.client.cluster import Cluster
from tests.support.kafka_tools import committed_lag
from tests.support.processes import RunningProcess, arguments_of, running
from tests.support.topics import OwnTopics


class EchoChain:
    """What a worker of tests/support/echo_worker.py reads and writes."""

    def __init__(self, kafka: Cluster, folder: Path) -> None:
        self.kafka = kafka
        self.folder = folder
        self.topics = OwnTopics()
        self.articles = self.topics.articles
        self.classified = self.topics.classified
        self.dead_letter = self.topics.dead_letter
        self.group = self.topics.stage_group("classify")
        self.topics.create(kafka, self.articles, self.classified, self.dead_letter)

    def worker(self, **options: object) -> AbstractContextManager[RunningProcess]:
        return running(
            "tests.support.echo_worker",
            *arguments_of(
                bootstrap_servers=self.kafka.bootstrap_servers,
                prefix=self.topics.prefix,
                state_folder=self.folder / "state",
                **options,
            ),
            log=self.folder / "worker.log",
        )

    def lag(self) -> int:
        return committed_lag(self.kafka, self.group, self.articles)


def articles(count: int) -> list[bytes]:
    return [orjson.dumps({"id": f"a-{i}", "text": f"text {i}"}) for i in range(count)]


def keys(count: int) -> list[bytes | None]:
    return [b"key-%d" % (i % 20) for i in range(count)]
