"""The stages of the newest look as the page shows them, and what blocks each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsdesk.client.status.chain_groups import ChainGroups, StageGroup
from newsdesk.client.status.report import StageStatus
from newsdesk.desk.pipeline.blocks import blocks_of, starting_workers
from newsdesk.desk.pipeline.state import PipelineState

_UUID = 36
_MOST_CHARACTERS = 300
_MOST_PARTITIONS = 50
_STATES = {"Dead": "no members yet", "Empty": "no members"}
"""What Kafka's words say of a group without members."""


@dataclass(frozen=True, slots=True)
class MemberLine:
    """A member of a group; without an id: partitions in which messages wait for nobody."""

    id: str
    host: str
    partitions: str


@dataclass(frozen=True, slots=True)
class PartitionLine:
    """A partition in which messages wait, the age of the next in seconds, and whose it is."""

    partition: int
    messages: int
    seconds: float
    member: str


@dataclass(frozen=True, slots=True)
class StageCard:
    """A stage. Its figures are None before the first look at Kafka.

    `waiting` are partitions with messages that wait, the one with the oldest first. `starting` are
    workers that load their models.
    """

    stage: StageGroup
    state: str = ""
    rate: float | None = None
    lag_messages: int | None = None
    lag_seconds: float = 0.0
    partitions: int = 0
    members: tuple[MemberLine, ...] = ()
    waiting: tuple[PartitionLine, ...] = ()
    blocks: tuple[str, ...] = ()
    starting: tuple[str, ...] = ()


def stage_cards(state: PipelineState, chain: ChainGroups) -> list[StageCard]:
    """Return a card for each stage of the chain, as it was at the newest look."""
    if state.status is None:
        return [StageCard(stage) for stage in chain.stages]
    now = state.status.time.timestamp()
    by_name = {stage.name: stage for stage in state.status.stages}
    return [_stage_card(state, each, by_name[each.name], now) for each in chain.stages]


def _stage_card(
    state: PipelineState, stage: StageGroup, found: StageStatus, now: float
) -> StageCard:
    return StageCard(
        stage,
        _STATES.get(found.state, found.state),
        found.rate,
        found.lag_messages,
        found.lag_seconds(now),
        len(found.partitions),
        tuple(_members(found)),
        _waiting(found, now),
        tuple(blocks_of(state, found, now)),
        tuple(starting_workers(found.name, state.workers)),
    )


def _members(stage: StageStatus) -> Iterator[MemberLine]:
    for member in stage.members:
        yield MemberLine(_short_id(member.id), member.host, _listed(member.partitions))
    if stage.unassigned:
        yield MemberLine("", "", _listed(stage.unassigned))


def _waiting(stage: StageStatus, now: float) -> tuple[PartitionLine, ...]:
    owners = {p: _short_id(member.id) for member in stage.members for p in member.partitions}
    lines = [
        PartitionLine(
            each.partition, each.messages, each.seconds(now), owners.get(each.partition, "")
        )
        for each in stage.partitions
        if each.messages
    ]
    return tuple(sorted(lines, key=lambda line: -line.seconds)[:_MOST_PARTITIONS])


def _short_id(member: str) -> str:
    """Return a member's id, with no more than the beginning of the UUID at its end."""
    name, number = member[:-_UUID], member[-_UUID:]
    return f"{name}{number[:8]}" if name.endswith("-") else member[:_MOST_CHARACTERS]


def _listed(partitions: Sequence[int]) -> str:
    return ", ".join(map(str, partitions)) or "none"
