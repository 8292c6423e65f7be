"""The topics and groups in which an article leaves traces."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TracedStage:
    """A stage: the topics that it reads and writes, and the group that commits for it."""

    name: str
    reads: str
    writes: str
    group: str


@dataclass(frozen=True, slots=True)
class TracedTopics:
    """The stages, first to last, and the topics beside them."""

    stages: Sequence[TracedStage]
    dead_letter: str
    replays: str
    embargoed: str

    @property
    def chain(self) -> tuple[str, ...]:
        """The topics that an article passes, in that order."""
        return (self.stages[0].reads, *(stage.writes for stage in self.stages))

    @property
    def all(self) -> tuple[str, ...]:
        """All topics, in the order in which they are read: causes before their effects."""
        return (*self.chain, self.embargoed, self.dead_letter, self.replays)
