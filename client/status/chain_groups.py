"""The groups and topics of a chain that its status is made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StageGroup:
    """A stage: its name, its consumer group, and the topics that it reads and writes."""

    name: str
    group: str
    topic: str
    writes: str


@dataclass(frozen=True, slots=True)
class ChainGroups:
    """All stages, first to last, and the topics whose messages are counted."""

    stages: tuple[StageGroup, ...]
    dead_letter: str
    embargoed: str

    @property
    def topics(self) -> set[str]:
        """Topics that a look reads."""
        return {stage.topic for stage in self.stages} | {self.dead_letter, self.embargoed}
