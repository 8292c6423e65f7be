"""The problem that blocks a stage, for readiness and for the log."""

from time import monotonic

import structlog

log = structlog.get_logger()


class StageHealth:
    """Whether a stage makes progress. `problem` is None, or says what blocks it."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.problem: str | None = None
        self._is_stopped = False
        self.progressed_at = monotonic()
        """When the latest outcome was published, or the stage began, by the monotonic clock."""

    def blocked(self, problem: str) -> None:
        """Record what blocks the stage; it is logged once, until it changes or goes away."""
        if self._is_stopped:
            return
        if problem != self.problem:
            log.error("stage blocked", stage=self.stage, problem=problem)
        self.problem = problem

    def stopped(self, problem: str) -> None:
        """Record what stops the stage until its worker is restarted; nothing replaces it."""
        self.blocked(problem)
        self._is_stopped = True

    def recovered(self) -> None:
        """Record that nothing blocks the stage now."""
        if self._is_stopped:
            return
        if self.problem:
            log.info("stage recovered", stage=self.stage)
        self.problem = None

    def progressed(self) -> None:
        """Record that outcomes were published."""
        self.progressed_at = monotonic()
        self.recovered()
