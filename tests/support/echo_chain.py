"""Topics of a test's own, and echo workers on them."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

import orjson
from kafka import TopicPartition
from kafka.consumer.fetcher import ConsumerRecord

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import DeadLetter, decode_classified
from tests.support.kafka_tools import Sent, committed_ends, committed_lag, produce, read_committed
from tests.support.processes import RunningProcess, arguments_of, running, wait_until
from tests.support.topics import OwnTopics


class EchoChain:
    """The topics that workers of tests/support/echo_worker.py read and write."""

    def __init__(self, kafka: Cluster, folder: Path, *, can_hold: bool = True) -> None:
        self.kafka = kafka
        self.folder = folder
        self.topics = OwnTopics()
        self.articles = self.topics.articles
        self.classified = self.topics.classified
        self.dead_letter = self.topics.dead_letter
        self.group = self.topics.stage_group("classify")
        held = [self.topics.embargoed] if can_hold else []
        self.topics.create(kafka, self.articles, self.classified, self.dead_letter, *held)

    def worker(
        self, environment: Mapping[str, str] | None = None, **options: object
    ) -> AbstractContextManager[RunningProcess]:
        """Run a worker; faults are switched on in the chain's folder."""
        fixed = {
            "bootstrap_servers": self.kafka.bootstrap_servers,
            "prefix": self.topics.prefix,
            "state_folder": self.folder / "state",
            "faults": self.folder,
        }
        arguments = arguments_of(**fixed | options)
        log = self.folder / "worker.log"
        return running("tests.support.echo_worker", *arguments, log=log, environment=environment)

    def lag(self) -> int:
        return committed_lag(self.kafka, self.group, self.articles)

    def wait_until_done(self) -> None:
        """Return once every article has its outcome, which is committed with its offset."""
        wait_until(lambda: self.lag() == 0, "every article has an outcome")

    def ends(self) -> dict[TopicPartition, int]:
        """Return where the outcomes end by now."""
        return committed_ends(self.kafka, self._outputs)

    def outcomes(
        self, since: Mapping[TopicPartition, int] | None = None, sent: Sequence[Sent] = ()
    ) -> "Outcomes":
        """Return the outcomes that are committed by now, all or from `since` on."""
        records = read_committed(self.kafka, self._outputs, since=since)
        events = [record for record in records if record.topic == self.classified]
        letters = [record for record in records if record.topic == self.dead_letter]
        return Outcomes(sent, events, letters)

    def process(
        self, values: Sequence[bytes | None], keys: Sequence[bytes | None] | None = None
    ) -> "Outcomes":
        """Send messages to a worker that runs, and return their outcomes once all are there."""
        before = self.ends()
        sent = produce(self.kafka, self.articles, values, keys)
        self.wait_until_done()
        return self.outcomes(before, sent)

    @property
    def _outputs(self) -> tuple[str, str]:
        return self.classified, self.dead_letter


@dataclass(frozen=True)
class Outcomes:
    """The outcomes of some messages; within a partition in the order in which it was published."""

    sent: Sequence[Sent]
    events: list[ConsumerRecord]
    letters: list[ConsumerRecord]

    @property
    def ids(self) -> list[str | int]:
        """The ids of the articles that were enriched."""
        return [decode_classified(record.value).id for record in self.events]

    def the_letter(self) -> DeadLetter:
        """Return what the only dead letter says."""
        [letter] = self.letters
        return DeadLetter.from_headers(tuple(letter.headers))


def articles(count: int) -> list[bytes]:
    return [orjson.dumps({"id": f"a-{i}", "text": f"text {i}"}) for i in range(count)]


def faulty(fault: str, padding: int = 0) -> bytes:
    """Return an article on which an echo worker does what its title asks for.

    `padding` is how many characters a field has that nothing reads.
    """
    return orjson.dumps({"id": fault, "text": "t", "title": fault, "padding": "x" * padding})


def keys(count: int) -> list[bytes | None]:
    return [b"key-%d" % (i % 20) for i in range(count)]
