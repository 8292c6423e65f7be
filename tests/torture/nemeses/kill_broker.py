"""SIGKILL of a broker, which comes back on the same port with the same data."""

import time
from random import Random

from tests.torture.arena import Arena
from tests.torture.cluster import crash_for


def kill_broker(arena: Arena, chance: Random) -> None:
    """Kill a broker and bring it back after 6 s."""
    _kill(arena, chance, 6.0)


def kill_broker_for_a_minute(arena: Arena, chance: Random) -> None:
    """Kill a broker and bring it back after 60 s."""
    _kill(arena, chance, 60.0)


def _kill(arena: Arena, chance: Random, seconds: float) -> None:
    node, delay = chance.choice(arena.brokers.nodes), chance.uniform(0.0, 1.0)
    time.sleep(delay)
    arena.say(f"kill broker {node.place.node} for {seconds:.0f} s")
    crash_for(node, seconds)
    arena.say(f"broker {node.place.node} is back")
