"""Models that raise, run out of memory, hang, crash, and take the whole worker with them."""

from random import Random

from tests.torture.arena import Arena
from tests.torture.chain_worker import LATER
from tests.torture.feed import Fate

FAULTS = {
    "raise": Fate.REJECTED,
    "raise once": Fate.ENRICHED,
    "memory": Fate.ENRICHED,
    "large": Fate.REJECTED,
    "crash": Fate.REJECTED,
    "hang": Fate.REJECTED,
    "crash all": Fate.REJECTED,
}


def break_models(arena: Arena, chance: Random) -> None:
    """Send an article that one stage's models cannot bear, among good ones."""
    fault = chance.choice(sorted(FAULTS))
    send_fault(arena, fault, later=chance.random() < 0.5)


def send_fault(arena: Arena, fault: str, *, later: bool) -> None:
    """Send an article on which `fault` happens, in the second stage if `later`."""
    title = f"{LATER if later else ''}{fault}"
    arena.say(f"an article with the title {title!r}")
    arena.feed.send_article()
    arena.feed.send_article(title, FAULTS[fault])
    arena.feed.send_article()
