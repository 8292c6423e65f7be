"""Publishers that withhold, cancel and embargo what they send, among articles of others."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

import orjson

from tests.torture.arena import Arena
from tests.torture.feed import KEYS, Fate

_FAR = 24 * 3600.0


def publisher(arena: Arena, chance: Random) -> None:
    """Send a few items of which their publisher says something, each between other articles."""
    for name in chance.sample(sorted(SCENES), 6):
        play(arena, chance, name)


def play(arena: Arena, chance: Random, name: str) -> None:
    """Send the items of one scene, with an article before and after them."""
    arena.feed.send_article()
    arena.say(f"a publisher: {name}")
    SCENES[name](Scene(arena, chance))
    arena.feed.send_article()


class Scene:
    """Sends the items of a scene, all with the same key."""

    def __init__(self, arena: Arena, chance: Random) -> None:
        self.chance = chance
        self.key = chance.choice(KEYS)
        self._feed = arena.feed
        self._id = f"p-{arena.feed.count}-{chance.random()}"

    def send(
        self,
        fate: Fate,
        seconds: float | None = None,
        *,
        withdraws: int | None = None,
        has_key: bool = True,
        **fields: object,
    ) -> int:
        """Send a version of the item, under embargo for so many seconds, and return its number."""
        number = self._feed.number(fate)
        item = {"uri": self._id, "body_text": f"text {number}", **fields}
        if seconds is not None:
            until = datetime.fromtimestamp(time.time() + seconds, UTC)
            item["embargoedUntil"] = until.isoformat()
            self._feed.embargoes[number] = until.timestamp()
        if withdraws is not None:
            self._feed.withdrawals[number] = withdraws
        key = self.key if has_key else None
        self._feed.send(orjson.dumps(item), fate, key, number=number)
        return number

    def soon(self) -> float:
        return self.chance.uniform(1.0, 12.0)


def _withheld(scene: Scene) -> None:
    scene.send(Fate.WITHDRAWN, pubStatus="withheld")


def _canceled_without_text(scene: Scene) -> None:
    scene.send(Fate.WITHDRAWN, pubstatus="canceled", body_text=None)


def _canceled_after_it_was_published(scene: Scene) -> None:
    number = scene.send(Fate.ENRICHED)
    scene.send(Fate.WITHDRAWN, withdraws=number, pubStatus="canceled")


def _withdrawn_without_a_key(scene: Scene) -> None:
    for status in ("withheld", "canceled"):
        scene.send(Fate.REJECTED, has_key=False, pubStatus=status)


def _unreadable(scene: Scene) -> None:
    scene.send(Fate.REJECTED, embargoedUntil="2026-11-30T18:00:00")
    scene.send(Fate.REJECTED, pubStatus="who knows")


def _embargo_over(scene: Scene) -> None:
    scene.send(Fate.ENRICHED, embargoed="2020-01-01T00:00:00Z", pubStatus="usable")


def _held(scene: Scene) -> None:
    scene.send(Fate.HELD, scene.soon(), has_key=scene.chance.random() < 0.5)


def _held_and_then_rejected(scene: Scene) -> None:
    scene.send(Fate.REJECTED, scene.soon(), headline="raise")


def _held_and_replaced_by_a_usable_version(scene: Scene) -> None:
    scene.send(Fate.REPLACED, _FAR)
    scene.send(Fate.ENRICHED, version="2")


def _held_and_held_again(scene: Scene) -> None:
    scene.send(Fate.REPLACED, _FAR)
    scene.send(Fate.HELD, scene.soon(), version="2")


def _held_and_withdrawn(scene: Scene) -> None:
    number = scene.send(Fate.REPLACED, _FAR)
    scene.send(Fate.WITHDRAWN, withdraws=number, pubStatus="canceled", body_text=None)


def _withdrawn_when_the_embargo_ends(scene: Scene) -> None:
    seconds = scene.chance.uniform(1.0, 3.0)
    number = scene.send(Fate.OVERTAKEN, seconds)
    time.sleep(max(0.0, seconds + scene.chance.uniform(-0.5, 1.5)))
    scene.send(Fate.WITHDRAWN, withdraws=number, pubStatus="withheld")


SCENES: dict[str, Callable[[Scene], None]] = {
    "withheld": _withheld,
    "canceled without text": _canceled_without_text,
    "canceled after it was published": _canceled_after_it_was_published,
    "withdrawn without a key": _withdrawn_without_a_key,
    "unreadable": _unreadable,
    "embargo over": _embargo_over,
    "held": _held,
    "held and then rejected": _held_and_then_rejected,
    "held and replaced by a usable version": _held_and_replaced_by_a_usable_version,
    "held and held again": _held_and_held_again,
    "held and withdrawn": _held_and_withdrawn,
    "withdrawn when the embargo ends": _withdrawn_when_the_embargo_ends,
}
