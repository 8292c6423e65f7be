"""How many articles wait in the chain, as the newest look has it."""

from dataclasses import dataclass

from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.state import PipelineState


@dataclass(frozen=True, slots=True)
class Waiting:
    """The number of messages that wait, and whether a worker runs each stage that has some."""

    messages: int
    has_workers: bool


def waiting_in(state: PipelineState) -> Waiting | None:
    """Return what waits; None where nothing does, or where Kafka does not say."""
    if state.condition is not Condition.LIVE or state.status is None:
        return None
    found = [stage for stage in state.status.stages if stage.lag_messages]
    messages = sum(stage.lag_messages for stage in found)
    return Waiting(messages, all(stage.members for stage in found)) if found else None
