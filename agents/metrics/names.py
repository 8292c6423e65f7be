"""Every metric: its name, type, unit, labels and meaning. docs/metrics.md lists the same.

Each label has a closed set of values, whatever articles contain: the stages, the topics of the
settings, partitions, and the lists below.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import get_args

from newsdesk.agents.health import Cause
from newsdesk.schemas import Reason
from newsdesk.schemas.events import AbstentionReason

PREFIX = "newsdesk_"

OUTCOMES = ("enriched", "rejected", "withdrawn", "held", "dropped")
"""Outcomes of a message. `dropped`: it had been processed, and nothing was published."""

OTHER_WORKER, SUPERSEDED = "other_worker", "superseded"
"""Reasons of `dropped`: the partition is another worker's now; or an article whose embargo is over
was withdrawn or replaced meanwhile."""

OUTCOME_REASONS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(OUTCOMES, ("",)),
    "rejected": tuple(reason.value for reason in Reason),
    "dropped": (OTHER_WORKER, SUPERSEDED),
}
"""The values of `reason` by `outcome`; empty where there is none."""

ABSTENTIONS: tuple[str, ...] = get_args(AbstentionReason)
CAUSES = tuple(cause.value for cause in Cause)
COMMITTED, ABORTED = "committed", "aborted"
RESULTS = (COMMITTED, ABORTED)
CACHE, MODEL = "cache", "model"
ORIGINS = (CACHE, MODEL)
PROCESSES = ("worker", "models", "text")


class Kind(StrEnum):
    """The types of metrics, as Prometheus names them."""

    COUNTER = "counter"
    GAUGE = "gauge"
    HISTOGRAM = "histogram"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric. `buckets` are the upper bounds of a histogram, without infinity."""

    name: str
    kind: Kind
    help: str
    labels: tuple[str, ...] = ("stage",)
    unit: str = ""
    buckets: tuple[float, ...] = ()

    @property
    def samples(self) -> tuple[str, ...]:
        """The names under which its values are written."""
        if self.kind is not Kind.HISTOGRAM:
            return (self.name,)
        return tuple(f"{self.name}_{part}" for part in ("bucket", "count", "sum"))


_SHORT = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
_LONG = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 14400.0)
_SIZES = (1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)
_TOKENS = (64.0, 256.0, 1024.0, 4096.0, 8192.0, 16384.0, 32768.0, 65536.0, 262144.0)
_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 0.999)

_PLACE = ("stage", "topic", "partition")


def _counter(name: str, help: str, *labels: str, unit: str = "") -> Metric:
    return Metric(f"{PREFIX}{name}_total", Kind.COUNTER, help, labels or ("stage",), unit)


def _gauge(name: str, help: str, *labels: str, unit: str = "") -> Metric:
    return Metric(f"{PREFIX}{name}", Kind.GAUGE, help, labels, unit)


def _histogram(name: str, help: str, buckets: tuple[float, ...], unit: str = "") -> Metric:
    return Metric(f"{PREFIX}{name}", Kind.HISTOGRAM, help, unit=unit, buckets=buckets)


RECEIVED_MESSAGES = _counter(
    "received_messages", "Messages that came from Kafka, again after a rebalance"
)
RECEIVED_BYTES = _counter("received_bytes", "Bytes of their keys and values", unit="bytes")
OUTCOME_COUNT = _counter(
    "outcomes", "Messages by what became of them, once that is committed",
    "stage", "outcome", "reason",
)  # fmt: skip
PUBLISHED_MESSAGES = _counter(
    "published_messages", "Messages that were committed, by topic", "stage", "topic"
)
PUBLISHED_BYTES = _counter(
    "published_bytes", "Bytes of their keys and values", "stage", "topic", unit="bytes"
)
QUEUE_SECONDS = _histogram(
    "queue_seconds", "From a message's arrival in the worker to the start of its work", _LONG,
    "seconds",
)  # fmt: skip
TEXT_WORK_SECONDS = _histogram(
    "text_work_seconds", "Cleaning and other text work of a micro-batch", _SHORT, "seconds"
)
MODEL_SECONDS = _histogram(
    "model_seconds", "Waiting for the models, in a micro-batch", _LONG, "seconds"
)
TRANSACTION_SECONDS = _histogram(
    "transaction_seconds", "A committed transaction", _SHORT, "seconds"
)
VISIBLE_SECONDS = _histogram(
    "visible_seconds",
    "From the timestamp of the article's message to the commit of the stage's event", _LONG,
    "seconds",
)  # fmt: skip
LAG_MESSAGES = _gauge(
    "lag_messages",
    "Offsets from the oldest message that is not done to the end; 0 if all messages are done",
    *_PLACE,
)
LAG_SECONDS = _gauge(
    "lag_seconds", "Age of the oldest message that is not done; 0 if all messages are done",
    *_PLACE, unit="seconds",
)  # fmt: skip
BATCH_ARTICLES = _histogram("batch_articles", "Messages of a micro-batch", _SIZES)
BATCH_TOKENS = _histogram("batch_tokens", "Tokens that models read in a micro-batch", _TOKENS)
MODEL_TOKENS = Metric(
    f"{PREFIX}model_tokens_total", Kind.COUNTER, "Tokens that the models have read", ()
)
COMPUTED_TOKENS = Metric(
    f"{PREFIX}model_computed_tokens_total", Kind.COUNTER, "The same with padding", ()
)
READINGS = _counter(
    "readings", "Articles whose sentences were read, by where the result came from", "origin"
)
ABSTAINED = _counter(
    "abstentions", "Published events without a topic, by reason", "stage", "reason"
)
COVERAGE = _histogram(
    "coverage_ratio", "Share of an article's text that all models have read", _SHARES, "ratio"
)
TRANSACTIONS = _counter(
    "transactions", "Transactions by how they ended; those that failed are aborted by Kafka",
    "stage", "result",
)  # fmt: skip
FENCES = _counter("fences", "How often another producer took over a partition")
REBALANCES = _counter("rebalances", "How often partitions were assigned to this worker")
ASSIGNED_PARTITIONS = _gauge("assigned_partitions", "Partitions of this worker", "stage")
HELD_ARTICLES = _gauge(
    "held_articles",
    "Articles that are held back, in partitions of which this worker has had a message",
    "stage",
)
MODEL_RESTARTS = Metric(
    f"{PREFIX}model_restarts_total", Kind.COUNTER, "Restarts of the models' process", ()
)
TEXT_PROCESSES_ENDED = Metric(
    f"{PREFIX}text_processes_ended_total", Kind.COUNTER,
    "Text processes that died, or were ended at a limit", (),
)  # fmt: skip
READY = _gauge("ready", "1 while nothing blocks the stage, else 0", "stage")
BLOCKED = _gauge("blocked", "1 for each cause that blocks the stage, else 0", "stage", "cause")
MODELS = Metric(
    f"{PREFIX}models_info", Kind.INFO, "The models in use",
    ("encoder", "dtype", "topics", "summaries", "entities", "taxonomy"),
)  # fmt: skip
BUILD = Metric(f"{PREFIX}build_info", Kind.INFO, "The version of newsdesk", ("version",))
START_TIME = _gauge("start_time_seconds", "When the worker started, as Unix time", unit="seconds")
CPU_SECONDS = Metric(
    f"{PREFIX}cpu_seconds_total", Kind.COUNTER,
    "CPU time of the worker and its processes, also those that ended", (), "seconds",
)  # fmt: skip
MEMORY_BYTES = _gauge(
    "resident_memory_bytes",
    "Resident memory, pages that processes share counted in each of them",
    "process", unit="bytes",
)  # fmt: skip

METRICS: tuple[Metric, ...] = tuple(
    value for value in list(globals().values()) if isinstance(value, Metric)
)
"""All of them, in this order."""
