"""SIGSTOP for longer than the session timeout: the worker comes back as a zombie.

Its partitions are another's by then, and what it still publishes must never become visible.
"""

import signal
import time
from random import Random

from tests.torture.arena import Arena

SESSION_TIMEOUT = 6.0


def freeze_worker(arena: Arena, chance: Random) -> None:
    """Stop a worker and its models for longer than its session lasts, and let them continue."""
    worker = chance.choice(arena.fleet.workers)
    delay, beyond = chance.uniform(0.0, 1.0), chance.uniform(1.0, 6.0)
    time.sleep(delay)
    arena.blow("freeze", worker)
    worker.signal_all(signal.SIGSTOP)
    time.sleep(SESSION_TIMEOUT + beyond)
    worker.signal_all(signal.SIGCONT)
    arena.say(f"thaw {worker.name}")
    time.sleep(2)
