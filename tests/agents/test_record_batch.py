"""Our record batches, as aiokafka's own reader and a real broker see them."""

import gzip
import random
from collections.abc import Sequence

from aiokafka.record.memory_records import MemoryRecords

from newsdesk.agents.record_batch import GzipBatch, record_batches
from newsdesk.schemas import OutgoingMessage

NOISE = random.Random(7)


def message(value: bytes | None, partition: int = 0, topic: str = "out") -> OutgoingMessage:
    headers = (("a", b"1"), ("a", b"2"), ("ü", "é".encode()))
    return OutgoingMessage(topic, partition, b"key", value, headers, timestamp=1_700_000_000_000)


def read(batch: GzipBatch) -> list[tuple[object, ...]]:
    records = MemoryRecords(bytes(batch._build()))
    found: list[tuple[object, ...]] = []
    while (one := records.next_batch()) is not None:
        assert one.validate_crc()
        found += [(r.key, r.value, tuple(r.headers), r.timestamp) for r in one]
    return found


def written(messages: Sequence[OutgoingMessage]) -> list[tuple[object, ...]]:
    return [(m.key, m.value, m.headers, m.timestamp) for m in messages]


def test_a_batch_is_read_as_it_was_written() -> None:
    messages = [message(b"news " * 1000), message(None), message(b""), message(b"x")]
    [(topic, partition, batch)] = list(record_batches(messages))

    assert (topic, partition) == ("out", 0)
    assert len(batch._build()) < 1000
    assert read(batch) == written(messages)


def test_what_does_not_get_smaller_is_left_as_it_is() -> None:
    messages = [message(NOISE.randbytes(5000)), message(gzip.compress(NOISE.randbytes(5000)))]
    [(_, _, batch)] = list(record_batches(messages))

    assert len(batch._build()) > 10_000
    assert read(batch) == written(messages)


def test_a_batch_is_the_same_each_time_it_is_asked_for() -> None:
    [(_, _, batch)] = list(record_batches([message(b"news " * 1000)]))
    assert bytes(batch._build()) == bytes(batch._build())
    assert batch.size() == len(batch._build())


def test_messages_are_grouped_by_place_and_keep_their_order() -> None:
    messages = [
        message(b"%d" % n, partition=n % 2, topic="dead" if n % 5 == 0 else "out")
        for n in range(20)
    ]
    found = {(topic, p): read(batch) for topic, p, batch in record_batches(messages)}

    assert len(found) == 4
    for (topic, partition), records in found.items():
        expected = [m for m in messages if (m.topic, m.partition) == (topic, partition)]
        assert records == written(expected)


def test_much_goes_in_several_batches_and_one_large_message_in_one() -> None:
    messages = [message(b"x" * 200_000) for _ in range(5)] + [message(b"y" * 2_000_000)]
    batches = [batch for _, _, batch in record_batches(messages)]

    assert len(batches) > 2
    assert [record for batch in batches for record in read(batch)] == written(messages)
    assert batches[-1].record_count() == 1
