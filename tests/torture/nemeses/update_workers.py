"""All workers replaced in turn by those of another version, as an orchestrator does it."""

import time
from pathlib import Path

from tests.support.processes import wait_until
from tests.torture.arena import Arena
from tests.torture.fleet import Worker

SETTLE_SECONDS = 3.0
"""How long a new worker must be ready before the next one is replaced."""


def update_workers(arena: Arena, checkout: Path | None, *, new_first: bool) -> None:
    """Replace each worker by one of the newsdesk in `checkout`; None is this one.

    If `new_first`, a new worker has its partitions before the old one is ended.
    """
    arena.fleet.checkout = checkout
    for old in arena.fleet.workers:
        name = f"{old.name.split('.')[0]}.{len(arena.story)}"
        if new_first:
            _start(arena, name)
            _end(arena, old)
        else:
            _end(arena, old)
            _start(arena, name)
        time.sleep(SETTLE_SECONDS)


def _start(arena: Arena, name: str) -> None:
    arena.say(f"start {name}")
    new = arena.fleet.start(name)
    wait_until(lambda: new.is_ready, f"{name} is ready")


def _end(arena: Arena, old: Worker) -> None:
    arena.blow("terminate", old)
    arena.fleet.terminate(old)
    arena.say(f"{old.name} has ended")
