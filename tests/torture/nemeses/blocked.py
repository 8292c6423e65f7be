"""A check of a stage that cannot continue: it says why, and acknowledges nothing."""

import time

from tests.support.processes import wait_until
from tests.torture.arena import Arena
from tests.torture.watch import committed_offsets

BLOCKED = "stage blocked"


def require_blocked(arena: Arena, stage: str, reason: str, seconds: float = 5.0) -> None:
    """Check that the stage says that it is blocked, and that its offsets stay where they are."""

    def complains() -> bool:
        return any(
            BLOCKED in line and f'"{stage}"' in line and reason in line
            for line in arena.fleet.output().splitlines()
        )

    wait_until(complains, f"{stage} says that it is blocked: {reason}")
    before = _acknowledged(arena, stage)
    time.sleep(seconds)
    after = _acknowledged(arena, stage)
    assert after == before, f"{stage} moved on, although nothing can be published"


def _acknowledged(arena: Arena, stage: str) -> dict[int, int]:
    """Return the offsets of partitions of which something is acknowledged.

    A crash marker before a partition's first message is committed with the offset 0.
    """
    group = arena.topics.stage_group(stage)
    committed = committed_offsets(arena.brokers.cluster, [group])[group]
    return {partition: offset for partition, offset in committed.items() if offset > 0}
