"""All brokers of a cluster stopped and started in turn, as in an upgrade."""

import time
from random import Random

from tests.support.processes import wait_until
from tests.torture.arena import Arena


def rolling_restart(arena: Arena, chance: Random) -> None:
    """Restart each broker in a random order, one after the other has caught up."""
    nodes = list(arena.brokers.nodes)
    chance.shuffle(nodes)
    for node in nodes:
        arena.say(f"restart broker {node.place.node}")
        node.stop()
        node.start()
        wait_until(arena.brokers.is_whole, "every replica is in step")
        time.sleep(1)
