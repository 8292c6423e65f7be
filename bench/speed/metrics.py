"""The cost of counting: `python -m bench.speed.metrics`.

CPU time of all calls that an article makes for metrics, in both stages of a worker and in its
models' process, and of a scrape. It is compared with the CPU time per article that
`python -m bench.speed.plumbing` measures, all of it without models.
"""

import pickle
from collections.abc import Callable
from time import process_time, time

from aiokafka import TopicPartition
from prometheus_client import CollectorRegistry, generate_latest
from rich.console import Console

from newsdesk.agents import Activity, Published, StageHealth, StageMetrics
from newsdesk.agents.metrics.collector import WorkerCollector
from newsdesk.agents.metrics.model_metrics import ModelMetrics
from newsdesk.agents.metrics.process_tree import look_at_processes
from newsdesk.enrichment.work_record import WorkRecord, model_work, recorded, text_work
from newsdesk.schemas import OutgoingMessage, SourceMessage
from newsdesk.schemas.headers import ARTICLE_TIME

BATCH = 32
STAGES = ("classify", "summarize")
_ROUNDS = 2_000
_SCRAPES = 50


def counting() -> float:
    """Return the CPU microseconds that counting takes per article, in the worker's process."""
    source, value = TopicPartition("articles", 0), b"x" * 4000
    now = int(1000 * time())
    messages = [SourceMessage("articles", 0, n, b"key", value, (), now) for n in range(BATCH)]
    headers = tuple((name, b"%d" % now) for name in (*"abcdefg", ARTICLE_TIME))
    events = [OutgoingMessage("articles.enriched", 0, b"key", value, headers)] * BATCH
    outcomes = [Published(m, (e,)) for m, e in zip(messages, events, strict=True)]
    record = WorkRecord(0.1, 0.2, 9_000, coverage=[1.0] * BATCH)
    models, stage = ModelMetrics(), StageMetrics(STAGES[0])

    def batch() -> None:
        stage.received(messages)
        stage.started(messages)
        models.answered(stage.stage, record)
        models.active(source, Activity(tokens=1))
        stage.committed(0.01)
        stage.published(outcomes)
        stage.backlog.done(source, BATCH)
        stage.backlog.clear()

    return len(STAGES) * _microseconds(batch, _ROUNDS) / BATCH


def recording() -> float:
    """Return the CPU microseconds that the record takes per article, in the models' process."""

    def batch() -> None:
        with recorded() as record:
            with text_work():
                pass
            with model_work(9_000):
                pass
            for _ in range(BATCH):
                record.coverage.append(1.0)
        fields = (record.text_seconds, record.model_seconds, record.tokens, record.abstained)
        pickle.loads(pickle.dumps((*fields, record.coverage)))

    return len(STAGES) * _microseconds(batch, _ROUNDS) / BATCH


def scraping() -> float:
    """Return the CPU milliseconds of a scrape."""
    stages = [StageMetrics(name) for name in STAGES]
    healths = [StageHealth(name) for name in STAGES]
    registry = CollectorRegistry(auto_describe=False)
    registry.register(WorkerCollector(stages, healths, ModelMetrics(), time(), look_at_processes))
    return _microseconds(lambda: generate_latest(registry), _SCRAPES) / 1000


def _microseconds(work: Callable[[], object], times: int) -> float:
    work()
    began = process_time()
    for _ in range(times):
        work()
    return 1e6 * (process_time() - began) / times


def main() -> None:
    """Print the figures."""
    console = Console()
    console.print(f"counting: {counting():.1f} µs of CPU per article, both stages")
    console.print(f"recording: {recording():.1f} µs of CPU per article, both stages")
    console.print(f"a scrape: {scraping():.1f} ms of CPU")


if __name__ == "__main__":
    main()
