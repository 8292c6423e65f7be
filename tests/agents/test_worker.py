"""The agents against a real Kafka, with an enrichment that costs nothing."""

import signal
from collections import Counter
from pathlib import Path

import orjson

from newsdesk.broker.running import running_broker
from newsdesk.schemas import DeadLetter, Reason, decode_classified
from tests.support.echo_chain import EchoChain, articles, keys
from tests.support.kafka_tools import produce, read_committed
from tests.support.processes import wait_until


def test_every_article_comes_out_once_and_in_the_order_of_its_key(chain: EchoChain) -> None:
    produce(chain.kafka, chain.articles, articles(500), keys(500))
    with chain.worker() as worker:
        records = read_committed(chain.kafka, [chain.classified], 500)
        assert worker.end(signal.SIGTERM) == 0, worker.output()

    ids = [decode_classified(record.value).id for record in records]
    assert Counter(ids) == Counter(f"a-{i}" for i in range(500))
    for key in set(keys(500)):
        numbers = [int(i[2:]) for i, r in zip(ids, records, strict=True) if r.key == key]
        assert numbers == sorted(numbers)
    assert chain.lag() == 0


def test_bad_messages_cost_one_dead_letter_each_and_their_neighbours_nothing(
    chain: EchoChain,
) -> None:
    good = articles(20)
    bad = [None, b"", b"\xff\xfe", b"[1]", b'{"text": 5}', b'{"title": "no text"}']
    sent = produce(chain.kafka, chain.articles, [*good[:10], *bad, *good[10:]], keys(26))
    with chain.worker():
        records = read_committed(chain.kafka, [chain.classified, chain.dead_letter], 26)

    events = [r for r in records if r.topic == chain.classified]
    letters = [r for r in records if r.topic == chain.dead_letter]
    assert sorted(r.value for r in letters if r.value) == sorted(b for b in bad if b)
    assert len(events) == 20
    found = [DeadLetter.from_headers(tuple(r.headers)) for r in letters]
    assert {(d.partition, d.offset) for d in found} == {
        (s.partition, s.offset) for s in sent[10:16]
    }


def test_sigterm_in_the_middle_of_the_work_loses_and_doubles_nothing(chain: EchoChain) -> None:
    produce(chain.kafka, chain.articles, articles(120), keys(120))
    with chain.worker(seconds=0.3, max_batch=8) as first:
        wait_until(lambda: "batch done" in first.output(), "the first batch is done")
        assert first.end(signal.SIGTERM) == 0, first.output()
    assert chain.lag() > 0
    with chain.worker():
        records = read_committed(chain.kafka, [chain.classified], 120)

    ids = Counter(decode_classified(record.value).id for record in records)
    assert ids == Counter(f"a-{i}" for i in range(120))


def test_a_killed_worker_loses_and_doubles_nothing(chain: EchoChain) -> None:
    produce(chain.kafka, chain.articles, articles(120), keys(120))
    with chain.worker(seconds=0.3, max_batch=8) as first:
        wait_until(lambda: "batch done" in first.output(), "the first batch is done")
        first.end(signal.SIGKILL)
    with chain.worker():
        wait_until(lambda: chain.lag() == 0, "everything is committed")
        records = read_committed(chain.kafka, [chain.classified], 120)

    ids = Counter(decode_classified(record.value).id for record in records)
    assert ids == Counter(f"a-{i}" for i in range(120))


def test_an_outage_is_waited_out_and_costs_no_dead_letter(chain: EchoChain) -> None:
    outage = chain.folder / "outage"
    outage.touch()
    produce(chain.kafka, chain.articles, articles(40))
    with chain.worker(faults=chain.folder) as worker:
        wait_until(lambda: "the model is away" in worker.output(), "the log tells the reason")
        assert chain.lag() == 40
        outage.unlink()
        records = read_committed(chain.kafka, [chain.classified, chain.dead_letter], 40)
        assert "stage goes on" in worker.output()

    assert {r.topic for r in records} == {chain.classified}
    assert len(records) == 40


def test_an_article_that_crashes_the_models_is_found_and_its_neighbours_are_enriched(
    chain: EchoChain,
) -> None:
    bad = orjson.dumps({"id": "bad", "text": "t", "title": "crash"})
    produce(chain.kafka, chain.articles, [*articles(20), bad], [b"k"] * 21)
    with chain.worker() as worker:
        records = read_committed(chain.kafka, [chain.classified, chain.dead_letter], 21)
        assert worker.process.poll() is None

    [letter] = [r for r in records if r.topic == chain.dead_letter]
    assert letter.value == bad
    assert DeadLetter.from_headers(tuple(letter.headers)).reason is Reason.MODEL_DIED
    assert Counter(decode_classified(r.value).id for r in records if r is not letter) == Counter(
        f"a-{i}" for i in range(20)
    )


def test_an_article_that_hangs_the_models_is_found(chain: EchoChain) -> None:
    bad = orjson.dumps({"id": "bad", "text": "t", "title": "hang"})
    produce(chain.kafka, chain.articles, [*articles(3), bad, *articles(2)], [b"k"] * 6)
    with chain.worker(hang_seconds=1.0):
        records = read_committed(chain.kafka, [chain.classified, chain.dead_letter], 6)

    [letter] = [r for r in records if r.topic == chain.dead_letter]
    assert letter.value == bad
    assert DeadLetter.from_headers(tuple(letter.headers)).reason is Reason.MODEL_HUNG


def test_an_article_that_takes_the_worker_with_it_is_given_up_after_a_while(
    chain: EchoChain,
) -> None:
    bad = orjson.dumps({"id": "bad", "text": "t", "title": "crash all"})
    produce(chain.kafka, chain.articles, [*articles(5), bad, *articles(4)], [b"k"] * 10)
    deaths = 0
    while chain.lag():
        with chain.worker() as worker:
            wait_until(lambda: worker.process.poll() is not None or chain.lag() == 0, "an end")
            deaths += worker.process.poll() is not None
        assert deaths < 12, worker.output()
    records = read_committed(chain.kafka, [chain.classified, chain.dead_letter], 10)

    assert len(records) == 10
    [letter] = [r for r in records if r.topic == chain.dead_letter]
    assert letter.value == bad
    assert DeadLetter.from_headers(tuple(letter.headers)).reason is Reason.WORKER_DIED


def test_want_of_memory_makes_smaller_batches_and_a_moody_model_is_asked_again(
    chain: EchoChain,
) -> None:
    odd = [orjson.dumps({"id": f, "text": "t", "title": f}) for f in ("memory", "raise once")]
    produce(chain.kafka, chain.articles, [*articles(20), *odd])
    with chain.worker(faults=chain.folder):
        records = read_committed(chain.kafka, [chain.classified, chain.dead_letter], 22)

    assert {r.topic for r in records} == {chain.classified}
    assert len(records) == 22


def test_a_stage_that_rejects_everything_stops_and_says_so(chain: EchoChain) -> None:
    produce(chain.kafka, chain.articles, [b"not json"] * 200)
    with chain.worker(max_batch=16, rejected_in_a_row=50) as worker:
        wait_until(lambda: "stopped: " in worker.output(), "the stage stops")
        letters = read_committed(chain.kafka, [chain.dead_letter], 33)
        assert worker.end(signal.SIGTERM) == 0
    assert 0 < len(letters) <= 50
    assert chain.lag() == 200 - len(letters)


def test_a_worker_that_has_lost_kafka_still_ends_in_good_time(tmp_path: Path) -> None:
    with running_broker() as broker:
        chain = EchoChain(broker.cluster, tmp_path)
        produce(broker.cluster, chain.articles, articles(200))
        with chain.worker(seconds=0.5, stop_seconds=3) as worker:
            wait_until(lambda: "batch done" in worker.output(), "the first batch is done")
            broker.stop()
            assert worker.end(signal.SIGTERM) == 0
