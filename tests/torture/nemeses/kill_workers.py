"""SIGKILL: at a random moment, or aimed at the commit of a micro-batch."""

import time
from random import Random

from tests.torture.arena import WORK_SECONDS, Arena
from tests.torture.fleet import Worker


def kill_worker(arena: Arena, chance: Random) -> None:
    """Kill a worker at a random moment, and start it again after a random pause."""
    worker = chance.choice(arena.fleet.workers)
    aimed, delay, pause = chance.random() < 0.5, chance.uniform(0.0, 1.0), chance.uniform(0.0, 4.0)
    if aimed:
        _wait_for_commit(worker, delay / 20)
    else:
        time.sleep(delay)
    arena.blow("kill at the commit" if aimed else "kill", worker)
    arena.fleet.kill(worker)
    time.sleep(pause)
    arena.fleet.start(worker.name)
    arena.say(f"start {worker.name}")


def _wait_for_commit(worker: Worker, delay: float) -> None:
    """Return at about the time when a micro-batch is published, and `delay` seconds more.

    A micro-batch takes about as long as the one before, so the end of the next is predictable.
    """
    seen = worker.life.batches()
    deadline = time.monotonic() + 10
    while worker.life.batches() == seen and worker.is_alive and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(WORK_SECONDS - 0.01 + delay)
