"""Record batches that Kafka takes and its clients do not read: one outcome for each record."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

import psutil
import pytest
from aiokafka import AIOKafkaConsumer, TopicPartition

from newsdesk.agents.aiokafka_access import for_aiokafka
from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.client.cluster import Cluster
from newsdesk.client.records import MAX_UNREADABLE
from newsdesk.client.topic_reading import read_to_end
from newsdesk.schemas import DeadLetter, SourceMessage, decode_classified
from newsdesk.schemas.messages import MAX_INFLATED_BYTES
from tests.support.echo_chain import EchoChain, articles
from tests.support.hostile_batches import ARTICLE, READABLE, UNREADABLE, large, large_and_many, zstd
from tests.support.kafka_tools import make_topics, produce
from tests.support.packed_records import zstd_frame
from tests.support.raw_batches import (
    GZIP,
    ZSTD,
    Header,
    batch,
    field,
    gzipped,
    produce_as_it_is,
    produce_raw,
    record,
    varint,
)
from tests.support.topics import fresh_prefix

UNDECODABLE = batch(gzipped(record(b"a") * 3)[:-9] + b"damage", 3, GZIP)
_MIB = 1024 * 1024


def sent(kafka: Cluster, topic: str, *batches: bytes, partition: int = 0) -> None:
    """Send batches as they are, which Kafka takes."""
    for data in batches:
        error, _ = produce_raw(kafka, topic, partition, data)
        assert error == 0


def letters(chain: EchoChain) -> list[tuple[DeadLetter, Any]]:
    return [
        (DeadLetter.from_headers(tuple(letter.headers)), letter)
        for letter in chain.outcomes().letters
    ]


def test_worker_every_record_of_hostile_batches_has_one_outcome_and_the_next_are_read(
    chain: EchoChain,
) -> None:
    hostile = READABLE | UNREADABLE
    sent(chain.kafka, chain.articles, *hostile.values())
    behind = articles(3)
    produce(chain.kafka, chain.articles, behind, partition=0)
    produce(chain.kafka, chain.articles, articles(4), partition=1)
    with chain.worker() as worker:
        chain.wait_until_done()
        assert worker.process.poll() is None
    found = letters(chain)
    places = {name: offset for offset, name in enumerate(hostile)}
    assert sorted(letter.offset for letter, _ in found) == [places[name] for name in UNREADABLE]
    assert {letter.reason.value for letter, _ in found} == {"unreadable_record"}
    assert {message.value for _, message in found} == {ARTICLE}
    assert all(f"of {chain.articles}, partition 0" in letter.message for letter, _ in found)
    ids = [decode_classified(event.value).id for event in chain.outcomes().events]
    assert sorted(ids, key=str) == ["a-0"] * 2 + ["a-1"] * 2 + ["a-2"] * 2 + ["a-3"] + [
        "same"
    ] * len(READABLE)


def _peak(pid: int) -> int:
    """Return the most resident bytes that the process has had, or has now where that is unknown."""
    status = Path(f"/proc/{pid}/status")
    if not status.exists():
        return int(psutil.Process(pid).memory_info().rss)
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) * 1024


def test_worker_inflates_no_more_than_is_allowed_and_rejects_the_rest(chain: EchoChain) -> None:
    """One record of 400 MiB, and 2,000 small ones behind one of 70 MiB."""
    bomb = large(400 * _MIB)
    sent(chain.kafka, chain.articles, bomb, large_and_many(70 * _MIB, 2000))
    produce(chain.kafka, chain.articles, articles(3), partition=0)
    with chain.worker() as worker:
        chain.wait_until_done()
        main = psutil.Process(worker.process.pid)
        peaks = [_peak(process.pid) for process in (main, *main.children(recursive=True))]
    assert max(peaks) < 400 * _MIB
    found = letters(chain)
    assert [letter.offset for letter, _ in found] == [0, *range(1, MAX_UNREADABLE + 1), 2001]
    assert found[0][1].value[61:] == bomb[61:]
    assert "inflates to more than 67,108,864 bytes" in found[0][0].message
    assert "this stands for all 1,001 offsets" in found[-1][0].message
    assert sorted(chain.outcomes().ids) == ["a-0", "a-1", "a-2"]


def test_worker_begun_in_the_middle_of_an_unreadable_batch_rejects_each_offset_once(
    chain: EchoChain, tmp_path: Path
) -> None:
    sent(chain.kafka, chain.articles, large_and_many(70 * _MIB, 600))
    with chain.worker(max_batch=16) as worker:
        worker.wait_until_it_works()
    with chain.worker():
        chain.wait_until_done()
    assert [letter.offset for letter, _ in letters(chain)] == list(range(601))


@contextmanager
def hostile_topic(kafka: Cluster) -> Iterator[str]:
    topic = f"{fresh_prefix()}articles"
    make_topics(kafka, topic, partitions=1)
    sent(kafka, topic, *READABLE.values(), *UNREADABLE.values())
    produce(kafka, topic, [b"last"])
    yield topic


def _is_as_sent(found: list[tuple[int, bytes | None, bool]]) -> bool:
    fine = [(offset, ARTICLE, False) for offset in range(len(READABLE))]
    faulty = [(len(fine) + offset, ARTICLE, True) for offset in range(len(UNREADABLE))]
    return found == [*fine, *faulty, (len(fine) + len(faulty), b"last", False)]


def test_aiokafka_consumer_decodes_with_our_decoder(kafka: Cluster) -> None:
    """Fails where another version of aiokafka no longer takes the decoder from its module."""

    async def read(topic: str) -> list[Any]:
        decode_ourselves(MAX_INFLATED_BYTES)
        consumer = AIOKafkaConsumer(**for_aiokafka(kafka), auto_offset_reset="earliest")
        await consumer.start()
        try:
            consumer.assign([TopicPartition(topic, 0)])
            await consumer.seek_to_beginning()
            count = len(READABLE) + len(UNREADABLE) + 1
            return [await consumer.getone() for _ in range(count)]
        finally:
            await consumer.stop()

    with hostile_topic(kafka) as topic:
        found = asyncio.run(read(topic))
    assert _is_as_sent([(one.offset, one.value, hasattr(one, "fault")) for one in found])


def test_kafka_python_consumer_decodes_with_our_decoder(kafka: Cluster) -> None:
    """Fails where another version of kafka-python no longer takes the decoder from its fetcher."""
    with hostile_topic(kafka) as topic:
        found: list[SourceMessage] = list(read_to_end(kafka, topic))
    assert _is_as_sent([(one.offset, one.value, one.fault is not None) for one in found])


@pytest.mark.parametrize("library", ["AIOKafkaConsumer(", "KafkaConsumer("])
def test_every_consumer_of_the_package_is_made_where_the_decoder_is_given_to_it(
    library: str,
) -> None:
    root = Path(__file__).parents[2]
    rooms = [root / room for room in ("agents", "broker", "client", "newsdesk")]
    makers = [
        path
        for room in rooms
        for path in room.rglob("*.py")
        if library in path.read_text() and not path.is_relative_to(root / "newsdesk" / "agents")
    ]
    assert makers
    assert [path for path in makers if "decode_ourselves(" not in path.read_text()] == []


def test_worker_messages_too_large_for_any_topic_once_inflated_have_a_dead_letter_without_them(
    chain: EchoChain,
) -> None:
    """Zstd finds what is repeated far away, and gzip, which publishes outcomes, does not."""
    large_content = Random(1).randbytes(_MIB) * 40
    fine = articles(1)[0]
    kinds = [
        record(large_content),
        record(fine, key=large_content),
        record(fine, headers=[(b"h", large_content)]),
        record(None, key=large_content),
    ]
    sent(chain.kafka, chain.articles, *(batch(zstd(kind), codec=ZSTD) for kind in kinds))
    produce(chain.kafka, chain.articles, articles(3), partition=0)
    with chain.worker():
        chain.wait_until_done()
    found = letters(chain)
    reasons = [letter.reason.value for letter, _ in found]
    assert reasons == ["not_utf8", "too_large", "too_large", "null_value"]
    assert [(message.key, message.value) for _, message in found] == [(None, None)] * 4
    assert all("too large for a dead letter; the SHA-256" in letter.message for letter, _ in found)
    assert sorted(chain.outcomes().ids) == ["a-0", "a-1", "a-2"]


def test_worker_messages_of_any_time_have_dead_letters_of_now_that_say_it(chain: EchoChain) -> None:
    """Retention deletes by time: that of 1970 would be gone before anybody looks."""
    times = [1, 1_700_000_000_000, round(time.time() * 1000) + 1_800_000]
    before = time.time() * 1000
    for own in times:
        headers = Header(first_time=own)
        data = batch(record(b"no"), header=headers)
        assert produce_as_it_is(chain.kafka, chain.articles, 0, data)[0] == 0
    with chain.worker():
        chain.wait_until_done()
    found = letters(chain)
    assert [letter.timestamp for letter, _ in found] == times
    assert all(before - 1000 <= message.timestamp < times[-1] for _, message in found)


def test_worker_records_with_very_many_headers_or_blocks_have_one_outcome_and_delay_no_others(
    chain: EchoChain,
) -> None:
    """Thirty million headers, in 63 kB, took minutes and gigabytes."""
    count = 31_000_000
    start = b"\0\0\0" + field(None) + field(b"v") + varint(count)
    flood = gzipped(varint(len(start) + 2 * count) + start + b"\0\1" * count)
    sent(chain.kafka, chain.articles, batch(flood, codec=GZIP))
    blocks = zstd_frame((0, 0, b"")) * 300_000 + zstd(record())
    sent(chain.kafka, chain.articles, batch(blocks, codec=ZSTD))
    produce(chain.kafka, chain.articles, articles(3), partition=0)
    with chain.worker() as worker:
        chain.wait_until_done()
        peak = _peak(worker.process.pid)
    assert peak < 400 * _MIB
    found = letters(chain)
    assert [letter.reason.value for letter, _ in found] == ["unreadable_record"] * 2
    assert "31,000,000 headers" in found[0][0].message
    assert "131,072 compressed blocks" in found[1][0].message
    assert sorted(chain.outcomes().ids) == ["a-0", "a-1", "a-2"]


def test_worker_json_of_very_many_values_takes_little_memory_and_has_one_outcome(
    chain: EchoChain,
) -> None:
    """62 MiB of brackets took the models' process 10 GB, and its life."""
    nested = b'{"text": "t", "n": [' + (b"[" * 90 + b"]" * 90 + b",") * 350_000 + b"0]}"
    for partition in range(4):
        data = batch(gzipped(record(nested)), codec=GZIP)
        sent(chain.kafka, chain.articles, data, partition=partition)
    produce(chain.kafka, chain.articles, articles(3), partition=1)
    with chain.worker() as worker:
        chain.wait_until_done()
        main = psutil.Process(worker.process.pid)
        peaks = [_peak(process.pid) for process in (main, *main.children(recursive=True))]
    assert max(peaks) < 1024 * _MIB
    assert [letter.reason.value for letter, _ in letters(chain)] == ["too_large"] * 4
    assert sorted(chain.outcomes().ids) == ["a-0", "a-1", "a-2"]
