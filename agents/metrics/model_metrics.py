"""The work of the models' process, as it reports it with each answer."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from newsdesk.agents.metrics.histogram import Histogram
from newsdesk.agents.metrics.names import (
    BATCH_TOKENS,
    COVERAGE,
    MODEL_SECONDS,
    TEXT_WORK_SECONDS,
)
from newsdesk.enrichment.work_record import WorkRecord


@dataclass(frozen=True, slots=True)
class Activity:
    """Counts of a models' process since its start.

    `tokens` were read, `computed_tokens` are the same with padding. Articles were read, or `cached`
    from an earlier reading. `text_processes_ended` died, or were ended at a limit.
    """

    tokens: int = 0
    computed_tokens: int = 0
    read: int = 0
    cached: int = 0
    text_processes_ended: int = 0

    def plus_difference(self, now: "Activity", before: "Activity") -> "Activity":
        """Return the sum of this and what was done from `before` to `now`."""
        names = [each.name for each in fields(self)]
        return Activity(
            **{n: getattr(self, n) + getattr(now, n) - getattr(before, n) for n in names}
        )

    def or_later(self, other: "Activity") -> "Activity":
        """Return the later of two of the same process, whose counts only grow."""
        return Activity(
            **{n.name: max(getattr(self, n.name), getattr(other, n.name)) for n in fields(self)}
        )


@dataclass(slots=True)
class ModelWork:
    """The work of the models' process for a stage, over all of its lives."""

    text_work_seconds: Histogram = field(default_factory=lambda: Histogram(TEXT_WORK_SECONDS))
    model_seconds: Histogram = field(default_factory=lambda: Histogram(MODEL_SECONDS))
    batch_tokens: Histogram = field(default_factory=lambda: Histogram(BATCH_TOKENS))
    coverage: Histogram = field(default_factory=lambda: Histogram(COVERAGE))
    abstained: Counter[str] = field(default_factory=Counter)

    def add(self, record: WorkRecord) -> None:
        """Add what was recorded of a micro-batch."""
        self.text_work_seconds.observe(record.text_seconds)
        self.model_seconds.observe(record.model_seconds)
        self.batch_tokens.observe(record.tokens)
        self.coverage.observe_all(record.coverage)
        self.abstained.update(record.abstained)


class ModelMetrics:
    """The sums over all lives of the models' process. Use it in the event loop's thread."""

    def __init__(self) -> None:
        self.restarts = 0
        self.models: Mapping[str, str] = {}
        """Names of what is loaded, as the labels of `newsdesk_models_info`."""
        self.activity = Activity()
        self.work: defaultdict[str, ModelWork] = defaultdict(ModelWork)
        self._latest: tuple[object, Activity] = (None, Activity())

    def answered(self, stage: str, record: WorkRecord) -> None:
        """Add what was recorded of a micro-batch of a stage."""
        self.work[stage].add(record)

    def active(self, life: object, activity: Activity) -> None:
        """Add what a process, one `life`, has done since it last said so."""
        known = self._latest[1] if self._latest[0] is life else Activity()
        latest = known.or_later(activity)
        self.activity = self.activity.plus_difference(latest, known)
        self._latest = (life, latest)
