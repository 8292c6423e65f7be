"""From what a worker counts to families of metrics, made when Prometheus asks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import TypeAlias

from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    HistogramMetricFamily,
    InfoMetricFamily,
)
from prometheus_client.core import Metric as Family
from prometheus_client.registry import Collector
from typing_extensions import override

from newsdesk.agents.health import StageHealth
from newsdesk.agents.metrics import names
from newsdesk.agents.metrics.histogram import Histogram
from newsdesk.agents.metrics.model_metrics import ModelMetrics
from newsdesk.agents.metrics.names import Kind, Metric
from newsdesk.agents.metrics.process_tree import ProcessTree
from newsdesk.agents.metrics.stage_metrics import StageMetrics

Value: TypeAlias = float | Histogram
Values: TypeAlias = Iterator[tuple[tuple[str, ...], Value]]
"""The values of a metric, each with those of its labels."""


class WorkerCollector(Collector):
    """Collects the metrics of one worker. Counters are there from the start, with 0.

    `processes` is called at each collection.
    """

    def __init__(
        self,
        stages: Sequence[StageMetrics],
        healths: Sequence[StageHealth],
        models: ModelMetrics,
        started: float,
        processes: Callable[[], ProcessTree],
    ) -> None:
        self._stages = stages
        self._healths = healths
        self._models = models
        self._started = started
        self._processes = processes

    @override
    def collect(self) -> Iterator[Family]:
        """Yield a family for each metric of `names.METRICS`, in their order."""
        values = {**self._of_stages(), **self._of_models(), **self._of_worker()}
        for metric in names.METRICS:
            yield _family(metric, values[metric])

    def _of_stages(self) -> Mapping[Metric, Values]:
        lags = {stage.stage: stage.lags() for stage in self._stages}
        places = [
            ((name, source.topic, str(source.partition)), lag)
            for name, found in lags.items()
            for source, lag in found.items()
        ]
        return {
            names.RECEIVED_MESSAGES: self._each(lambda s: s.received_messages),
            names.RECEIVED_BYTES: self._each(lambda s: s.received_bytes),
            names.OUTCOME_COUNT: self._outcomes(),
            names.PUBLISHED_MESSAGES: self._by(lambda s: s.published_messages),
            names.PUBLISHED_BYTES: self._by(lambda s: s.published_bytes),
            names.QUEUE_SECONDS: self._each(lambda s: s.queue_seconds),
            names.TRANSACTION_SECONDS: self._each(lambda s: s.transaction_seconds),
            names.VISIBLE_SECONDS: self._each(lambda s: s.visible_seconds),
            names.BATCH_ARTICLES: self._each(lambda s: s.batch_articles),
            names.LAG_MESSAGES: ((place, lag.messages) for place, lag in places),
            names.LAG_SECONDS: ((place, lag.seconds) for place, lag in places),
            names.TRANSACTIONS: self._by(lambda s: s.transactions, names.RESULTS),
            names.FENCES: self._each(lambda s: s.fences),
            names.REBALANCES: self._each(lambda s: s.rebalances),
            names.ASSIGNED_PARTITIONS: self._each(lambda s: len(s.assigned)),
            names.HELD_ARTICLES: self._each(lambda s: s.held_articles()),
        }

    def _of_models(self) -> Mapping[Metric, Values]:
        models, done = self._models, self._models.activity
        work = {stage.stage: models.work[stage.stage] for stage in self._stages}
        origins = {names.CACHE: done.cached, names.MODEL: done.read}
        labels = tuple(models.models.get(label, "") for label in names.MODELS.labels)
        return {
            names.TEXT_WORK_SECONDS: (((s,), w.text_work_seconds) for s, w in work.items()),
            names.MODEL_SECONDS: (((s,), w.model_seconds) for s, w in work.items()),
            names.BATCH_TOKENS: (((s,), w.batch_tokens) for s, w in work.items()),
            names.COVERAGE: (((s,), w.coverage) for s, w in work.items()),
            names.ABSTAINED: (
                ((s, reason), w.abstained[reason])
                for s, w in work.items()
                for reason in names.ABSTENTIONS
            ),
            names.MODEL_TOKENS: _one(done.tokens),
            names.COMPUTED_TOKENS: _one(done.computed_tokens),
            names.READINGS: (((origin,), count) for origin, count in origins.items()),
            names.MODEL_RESTARTS: _one(models.restarts),
            names.TEXT_PROCESSES_ENDED: _one(done.text_processes_ended),
            names.MODELS: _one(1, *labels),
        }

    def _of_worker(self) -> Mapping[Metric, Values]:
        tree = self._processes()
        return {
            names.READY: (((h.stage,), h.problem is None) for h in self._healths),
            names.BLOCKED: (
                ((h.stage, cause), cause in h.causes)
                for h in self._healths
                for cause in names.CAUSES
            ),
            names.BUILD: _one(1, version("newsdesk")),
            names.START_TIME: _one(self._started),
            names.CPU_SECONDS: _one(tree.cpu_seconds),
            names.MEMORY_BYTES: (((kind,), n) for kind, n in tree.resident_bytes.items()),
        }

    def _each(self, value: Callable[[StageMetrics], Value]) -> Values:
        return (((stage.stage,), value(stage)) for stage in self._stages)

    def _by(
        self, counts: Callable[[StageMetrics], Mapping[str, int]], always: Sequence[str] = ()
    ) -> Values:
        for stage in self._stages:
            found = {**dict.fromkeys(always, 0), **counts(stage)}
            for label, count in found.items():
                yield (stage.stage, label), count

    def _outcomes(self) -> Values:
        for stage in self._stages:
            for outcome, reasons in names.OUTCOME_REASONS.items():
                for reason in reasons:
                    yield (stage.stage, outcome, reason), stage.outcomes[outcome, reason]


def _one(value: float, *labels: str) -> Values:
    return iter([(labels, value)])


def _family(metric: Metric, values: Values) -> Family:
    """Return the family of a metric, as prometheus-client writes it."""
    match metric.kind:
        case Kind.HISTOGRAM:
            return _histogram(metric, values)
        case Kind.INFO:
            return _info(metric, values)
        case _:
            return _numbers(metric, values)


def _histogram(metric: Metric, values: Values) -> Family:
    family = HistogramMetricFamily(metric.name, metric.help, labels=metric.labels, unit=metric.unit)
    for labels, value in values:
        if isinstance(value, Histogram):
            family.add_metric(_safe(labels), value.buckets(), value.sum)
    return family


def _info(metric: Metric, values: Values) -> Family:
    family = InfoMetricFamily(metric.name.removesuffix("_info"), metric.help)
    for labels, _ in values:
        family.add_metric([], dict(zip(metric.labels, _safe(labels), strict=True)))
    return family


def _numbers(metric: Metric, values: Values) -> Family:
    kind = CounterMetricFamily if metric.kind is Kind.COUNTER else GaugeMetricFamily
    family = kind(metric.name, metric.help, labels=metric.labels, unit=metric.unit)
    for labels, value in values:
        if not isinstance(value, Histogram):
            family.add_metric(_safe(labels), value)
    return family


def _safe(labels: Sequence[str]) -> list[str]:
    """Return values that can be written; names of models and topics come from the environment."""
    return [label.encode("utf-8", "replace").decode() for label in labels]
