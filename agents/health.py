"""The problems that block a stage, for readiness and for the log."""

from collections.abc import Hashable
from enum import StrEnum
from time import monotonic

import structlog

log = structlog.get_logger()

NO_PROGRESS = "no progress"
"""The key of a problem that is over as soon as an outcome is published."""


RIGHTS = "rights"
"""The key of a problem that is over as soon as no right in Kafka is missing."""


class Cause(StrEnum):
    """The kind of problem that blocks a stage: one of a closed list, for metrics."""

    PUBLISHING = "publishing"
    KAFKA = "kafka"
    ENRICHMENT = "enrichment"
    MEMORY = "memory"
    OFFSETS = "offsets"
    EMBARGOES = "embargoes"
    NO_PROGRESS = "no_progress"
    STOPPED = "stopped"
    OTHER = "other"


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
        self._causes: dict[Hashable, Cause] = {}
        self._end: str | None = None
        self._awaited: str | None = None

    @property
    def problem(self) -> str | None:
        """The problem that stopped the stage, or has lasted longest; None if nothing blocks it."""
        return self._end or self._awaited or next(iter(self._problems.values()), None)

    def waits_for(self, what: str) -> None:
        """Record that the stage has not begun, and what it waits for; nothing is wrong."""
        self._awaited = what

    def waits_no_more(self) -> None:
        """Record that the stage begins now."""
        self._awaited = None
        self.progressed_at = monotonic()

    @property
    def causes(self) -> frozenset[Cause]:
        """The kinds of all problems that there are now."""
        stopped = {Cause.STOPPED} if self._end else set()
        return frozenset({*self._causes.values(), *stopped})

    def has(self, key: Hashable) -> bool:
        """Whether the problem of that key is there."""
        return key in self._problems

    def stopped(self, problem: str) -> None:
        """Record what stops the stage until its worker is restarted: that is never over."""
        if self._end is None:
            log.error("stage blocked", stage=self.stage, problem=problem)
            self._end = problem

    def blocked(self, key: Hashable, problem: str, cause: Cause = Cause.OTHER) -> None:
        """Record what blocks the stage; it is logged once, until it changes or goes away."""
        if problem not in self._problems.values():
            log.error("stage blocked", stage=self.stage, problem=problem)
        self._problems[key] = problem
        self._causes[key] = cause

    def recovered(self, key: Hashable) -> None:
        """Record that the problem of that key is over, if there was one."""
        self._causes.pop(key, None)
        if self._problems.pop(key, None) and not self.problem:
            log.info("stage recovered", stage=self.stage)

    def progressed(self) -> None:
        """Record that outcomes were published."""
        self.progressed_at = monotonic()
        self.recovered(NO_PROGRESS)
