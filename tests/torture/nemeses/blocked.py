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
    group = arena.topics.stage_group(stage)
    before = committed_offsets(arena.brokers.cluster, [group])
    time.sleep(seconds)
    after = committed_offsets(arena.brokers.cluster, [group])
    assert after == before, f"{group} moved on, although nothing can be published"
