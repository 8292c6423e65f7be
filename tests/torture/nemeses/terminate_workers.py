"""SIGTERM in the middle of the work: what is in flight is finished, and the exit code is 0."""

import time
from random import Random

from tests.torture.arena import Arena


def terminate_worker(arena: Arena, chance: Random) -> None:
    """Tell a worker to end at a random moment, and start it again after a random pause."""
    worker = chance.choice(arena.fleet.workers)
    delay, pause = chance.uniform(0.0, 1.0), chance.uniform(0.0, 3.0)
    time.sleep(delay)
    arena.blow("terminate", worker)
    arena.fleet.terminate(worker)
    time.sleep(pause)
    arena.fleet.start(worker.name)
    arena.say(f"start {worker.name}")
