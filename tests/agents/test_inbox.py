"""The inbox: bounded, of one generation, in order."""

import asyncio

from aiokafka import TopicPartition

from newsdesk.agents import BatchLimits
from newsdesk.agents.inbox import Inbox
from newsdesk.schemas import SourceMessage


def messages(first: int, count: int, size: int = 1) -> list[SourceMessage]:
    return [SourceMessage("t", 0, n, None, b"x" * size) for n in range(first, first + count)]


def offsets(batch: list[SourceMessage]) -> list[int]:
    return [message.offset for message in batch]


def test_inbox_gives_messages_in_order_and_waits_for_no_more() -> None:
    async def take() -> list[list[int]]:
        inbox = Inbox(BatchLimits(messages=4))
        await inbox.put(messages(0, 3), 0)
        await inbox.put(messages(3, 3), 0)
        return [offsets(await inbox.take(4)), offsets(await inbox.take(4))]

    assert asyncio.run(take()) == [[0, 1, 2, 3], [4, 5]]


def test_inbox_batches_are_of_one_partition_in_turn() -> None:
    async def take() -> list[list[tuple[int, int]]]:
        inbox = Inbox(BatchLimits(messages=2))
        of_others = [SourceMessage("t", n % 2 + 1, n, None, b"") for n in range(10, 14)]
        await inbox.put([*messages(0, 5), *of_others], 0)
        batches = [await inbox.take(2) for _ in range(5)]
        return [[(m.partition, m.offset) for m in batch] for batch in batches]

    assert asyncio.run(take()) == [
        [(0, 0), (0, 1)],
        [(1, 10), (1, 12)],
        [(2, 11), (2, 13)],
        [(0, 2), (0, 3)],
        [(0, 4)],
    ]


def test_inbox_batch_ends_before_it_grows_too_large_unless_one_message_is() -> None:
    async def take() -> list[list[int]]:
        inbox = Inbox(BatchLimits(value_bytes=100))
        await inbox.put([*messages(0, 3, 40), *messages(3, 1, 500), *messages(4, 1, 40)], 0)
        return [offsets(await inbox.take(9)) for _ in range(4)]

    assert asyncio.run(take()) == [[0, 1], [2], [3], [4]]


def test_inbox_put_waits_while_a_full_batch_is_waiting() -> None:
    async def put_and_take() -> tuple[bool, bool]:
        inbox = Inbox(BatchLimits(messages=4, fast_messages=4))
        await inbox.put(messages(0, 4), 0)
        more = asyncio.create_task(inbox.put(messages(4, 1), 0))
        for _ in range(5):
            await asyncio.sleep(0)
        waits = not more.done()
        await inbox.take(2)
        await more
        return waits, offsets(await inbox.take(9)) == [2, 3, 4]

    assert asyncio.run(put_and_take()) == (True, True)


def test_inbox_drops_messages_of_earlier_generations() -> None:
    async def take() -> list[int]:
        inbox = Inbox(BatchLimits(messages=2, fast_messages=2))
        await inbox.put(messages(0, 2), 0)
        late = asyncio.create_task(inbox.put(messages(2, 1), 0))
        await asyncio.sleep(0)
        inbox.begin_generation(1)
        await late
        await inbox.put(messages(1, 1), 1)
        return offsets(await inbox.take(9))

    assert asyncio.run(take()) == [1]


def test_inbox_a_held_partition_has_no_turn_and_blocks_no_other() -> None:
    async def take() -> list[list[int]]:
        inbox, first = Inbox(BatchLimits(messages=4, fast_messages=4)), TopicPartition("t", 0)
        await inbox.put(messages(0, 4), 0)
        inbox.hold(frozenset({first}))
        assert not inbox.wants(first)
        other = SourceMessage("t", 1, 9, None, b"")
        await asyncio.wait_for(inbox.put([other], 0), 10)
        batches = [offsets(await inbox.take(4))]
        inbox.hold(frozenset())
        assert inbox.wants(first)
        return [*batches, offsets(await inbox.take(4))]

    assert asyncio.run(take()) == [[9], [0, 1, 2, 3]]


def test_inbox_what_is_put_back_comes_first_unless_it_is_of_an_earlier_generation() -> None:
    async def take() -> list[list[int]]:
        inbox = Inbox(BatchLimits(messages=2))
        await inbox.put(messages(0, 4), 0)
        inbox.put_back(await inbox.take(2), inbox.generation)
        batches = [offsets(await inbox.take(3))]
        late, generation = await inbox.take(2), inbox.generation
        inbox.begin_generation(1)
        inbox.put_back(late, generation)
        await inbox.put(messages(7, 1), 1)
        return [*batches, offsets(await inbox.take(2))]

    assert asyncio.run(take()) == [[0, 1, 2], [7]]
