"""Workers that join and leave, so that partitions change hands all the time."""

import time
from random import Random

from tests.torture.arena import Arena


def join_and_leave(arena: Arena, chance: Random) -> None:
    """Let a further worker join, work for a while, and leave in order."""
    stay, delay = chance.uniform(1.0, 5.0), chance.uniform(0.0, 1.0)
    guest = arena.fleet.start(f"guest-{chance.randrange(1000)}")
    arena.say(f"{guest.name} joins")
    deadline = time.monotonic() + 60
    while not guest.is_ready and time.monotonic() < deadline:
        time.sleep(0.1)
    time.sleep(stay + delay)
    arena.say(f"{guest.name} leaves")
    arena.fleet.terminate(guest)
