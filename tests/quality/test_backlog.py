"""A backlog through the real worker: every article once, memory bounded, the event loop free."""

import random
import signal

import orjson
import pytest

from newsdesk.client.cluster import Cluster
from tests.support.kafka_tools import committed_lag
from tests.support.newsdesk_worker import Outcome, running_chain
from tests.support.processes import RunningProcess, resident_bytes, running

pytestmark = [pytest.mark.slow, pytest.mark.alone]

ARTICLES = 2_000
MEMORY_GROWTH = 1.25
MEMORY_SLACK = 64 * 1024 * 1024
"""The readings that a worker keeps take up to 32 MiB, what oneDNN compiles some 100."""
MICRO_BATCHES_A_PAUSE = 10
"""Inference in the event loop would pause it at each micro-batch."""

PEOPLE = ["The mayor", "A judge", "The striker", "Her union", "The minister", "A doctor"]
DEEDS = ["postponed", "praised", "rejected", "announced", "defended", "questioned"]
THINGS = ["the new budget", "the verdict", "the transfer", "the strike", "the vaccine", "the vote"]
REASONS = ["after a long night", "to general surprise", "for want of money", "before the cameras"]


def articles() -> list[bytes]:
    """Return short articles of three sentences that no other of them has."""
    draw = random.Random(2_000)

    def sentence() -> str:
        parts = map(draw.choice, (PEOPLE, DEEDS, THINGS, REASONS))
        return f"{' '.join(parts)} in district {draw.randrange(1_000_000)}."

    return [
        orjson.dumps({"id": f"a-{i}", "text": " ".join(sentence() for _ in range(3))})
        for i in range(ARTICLES)
    ]


class Backlog:
    def __init__(self) -> None:
        self.outcomes: list[Outcome] = []
        self.lag = -1
        self.bytes_before = 0
        self.bytes_after = 0
        self.micro_batches = 0
        self.pauses = 0
        self.idle_pauses = 0


@pytest.fixture(scope="module")
def backlog(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> Backlog:
    folder = tmp_path_factory.mktemp("backlog")
    found = Backlog()
    idle_process = running("tests.support.idle_loop", log=folder / "idle.log")
    with running_chain(kafka, folder) as chain, idle_process as idle:
        chain.enrich(articles()[:1])
        found.bytes_before = resident_bytes(chain.worker.process.pid)
        found.outcomes = chain.enrich(articles())
        found.bytes_after = resident_bytes(chain.worker.process.pid)
        assert chain.worker.end(signal.SIGTERM) == 0, chain.worker.output()
        idle.end(signal.SIGTERM)
        topics = chain.topics
        found.lag = committed_lag(kafka, topics.stage_group("classify"), topics.articles)
        found.micro_batches = chain.worker.batches()
        found.pauses = long_pauses(chain.worker)
        found.idle_pauses = long_pauses(idle)
    return found


def long_pauses(process: RunningProcess) -> int:
    """Return how many pauses over 100 ms the heartbeat in the event loop logged at the end."""
    lines = [orjson.loads(line) for line in process.output().splitlines() if line[:1] == "{"]
    (entry,) = [line for line in lines if line["event"] == "event loop"]
    return int(entry["long_pauses"])


def test_every_article_comes_out_once(backlog: Backlog) -> None:
    assert [o.letter for o in backlog.outcomes if o.letter] == []
    assert [o.enriched.id for o in backlog.outcomes] == [f"a-{i}" for i in range(ARTICLES)]
    assert backlog.lag == 0


def test_every_article_has_a_separate_summary(backlog: Backlog) -> None:
    assert len({o.enriched.summary.text for o in backlog.outcomes}) == ARTICLES


def test_memory_does_not_grow_with_the_backlog(backlog: Backlog) -> None:
    limit = MEMORY_GROWTH * backlog.bytes_before + MEMORY_SLACK
    assert backlog.bytes_after < limit, (backlog.bytes_before, backlog.bytes_after)


def test_inference_never_keeps_the_event_loop_from_turning(
    backlog: Backlog,
) -> None:
    limit = backlog.idle_pauses + backlog.micro_batches // MICRO_BATCHES_A_PAUSE
    assert backlog.pauses <= limit, (backlog.pauses, backlog.idle_pauses)
