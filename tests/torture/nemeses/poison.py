"""Messages that cannot be enriched, or look as if they could not, in the middle of good ones."""

import asyncio
from collections.abc import Sequence
from random import Random

from aiokafka import AIOKafkaProducer

from tests.torture.arena import Arena
from tests.torture.feed import NUMBER
from tests.torture.poisons import Poison, poisons

_MAX_REQUEST = 256 * 1024 * 1024


def poison_some(arena: Arena, chance: Random) -> None:
    """Send a few kinds of bad message, each between good ones."""
    send_poisons(arena, poisons(chance)[:8])


def poison_all(arena: Arena, chance: Random) -> None:
    """Send every kind of bad message, each between good ones."""
    send_poisons(arena, poisons(chance))


def send_poisons(arena: Arena, kinds: Sequence[Poison]) -> None:
    """Send each of `kinds`, with a good article before and after it."""
    arena.say(f"{len(kinds)} kinds of poison")
    asyncio.run(_send(arena, kinds))


async def _send(arena: Arena, kinds: Sequence[Poison]) -> None:
    for codec in {kind.codec for kind in kinds}:
        # kafka-python writes gzip alone.
        producer = AIOKafkaProducer(
            bootstrap_servers=arena.brokers.cluster.bootstrap_servers,
            compression_type=codec,
            enable_idempotence=True,
            max_request_size=_MAX_REQUEST,
        )
        await producer.start()
        try:
            for kind in kinds:
                if kind.codec == codec:
                    arena.feed.send_article()
                    await _send_one(arena, producer, kind)
                    arena.feed.send_article()
        finally:
            await producer.stop()


async def _send_one(arena: Arena, producer: AIOKafkaProducer, kind: Poison) -> None:
    number = arena.feed.number(kind.fate)
    arena.say(f"{number} is poison: {kind.name}")
    await producer.send_and_wait(
        arena.topics.articles,
        kind.value,
        key=kind.key,
        headers=[*kind.headers, (NUMBER, str(number).encode())],
        timestamp_ms=kind.timestamp,
    )
