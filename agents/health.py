"""The problems that block a stage, for readiness and for the log."""

from collections.abc import Hashable
from time import monotonic

import structlog

log = structlog.get_logger()

NO_PROGRESS = "no progress"
"""The key of a problem that is over as soon as an outcome is published."""


RIGHTS = "rights"
"""The key of a problem that is over as soon as no right in Kafka is missing."""


class StageHealth:
    """Whether a stage makes progress, and what blocks it: one problem for each key.

    A problem is over when it is reported so under the same key: one partition's success says
    nothing about another's problem, nor about the models'.
    """

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.progressed_at = monotonic()
        """When the latest outcome was published, or the stage began, by the monotonic clock."""
        self._problems: dict[Hashable, str] = {}
        self._end: str | None = None

    @property
    def problem(self) -> str | None:
        """The problem that stopped the stage, or has lasted longest; None if nothing blocks it."""
        return self._end or next(iter(self._problems.values()), None)

    def has(self, key: Hashable) -> bool:
        """Whether the problem of that key is there."""
        return key in self._problems

    def stopped(self, problem: str) -> None:
        """Record what stops the stage until its worker is restarted: that is never over."""
        if self._end is None:
            log.error("stage blocked", stage=self.stage, problem=problem)
            self._end = problem

    def blocked(self, key: Hashable, problem: str) -> None:
        """Record what blocks the stage; it is logged once, until it changes or goes away."""
        if problem not in self._problems.values():
            log.error("stage blocked", stage=self.stage, problem=problem)
        self._problems[key] = problem

    def recovered(self, key: Hashable) -> None:
        """Record that the problem of that key is over, if there was one."""
        if self._problems.pop(key, None) and not self.problem:
            log.info("stage recovered", stage=self.stage)

    def progressed(self) -> None:
        """Record that outcomes were published."""
        self.progressed_at = monotonic()
        self.recovered(NO_PROGRESS)
