"""What keeps a stage from working, for readiness and for the log."""

from time import monotonic

import structlog

log = structlog.get_logger()


class StageHealth:
    """Whether a stage makes progress. `problem` is None, or says what is in its way."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.problem: str | None = None
        self.progressed_at = monotonic()
        """When the latest outcome was published, or the stage began, by the monotonic clock."""

    def trouble(self, problem: str) -> None:
        """Say what is in the way; the log has it once, until it changes or is mended."""
        if problem != self.problem:
            log.error("stage is held up", stage=self.stage, problem=problem)
        self.problem = problem

    def mended(self) -> None:
        """Say that what was in the way is gone."""
        if self.problem:
            log.info("stage goes on", stage=self.stage)
        self.problem = None

    def progress(self) -> None:
        """Say that outcomes were published."""
        self.progressed_at = monotonic()
        self.mended()
