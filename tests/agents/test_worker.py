"""A worker against a real Kafka, with an enrichment that costs nothing.

One worker serves all of these tests; each sends its own messages and reads their outcomes.
"""

import signal
from collections import Counter
from collections.abc import Iterator

import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import DeadLetter, Reason
from tests.support.echo_chain import EchoChain, articles, faulty, keys
from tests.support.kafka_tools import produce
from tests.support.processes import RunningProcess, wait_until


@pytest.fixture(scope="module")
def chain(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> EchoChain:
    return EchoChain(kafka, tmp_path_factory.mktemp("worker"))


@pytest.fixture(scope="module")
def worker(chain: EchoChain) -> Iterator[RunningProcess]:
    """A worker that lives through everything that these tests do to it."""
    with chain.worker(hang_seconds=0.3) as worker:
        yield worker
        assert worker.process.poll() is None, worker.output()
        assert worker.end(signal.SIGTERM) == 0, worker.output()


@pytest.mark.usefixtures("worker")
def test_worker_publishes_every_article_once_in_the_order_of_its_key(chain: EchoChain) -> None:
    found = chain.process(articles(500), keys(500))
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(500))
    assert found.letters == []
    for key in set(keys(500)):
        pairs = zip(found.ids, found.events, strict=True)
        numbers = [int(str(i)[2:]) for i, record in pairs if record.key == key]
        assert numbers == sorted(numbers)


@pytest.mark.usefixtures("worker")
def test_worker_publishes_one_dead_letter_for_each_bad_message_and_enriches_its_neighbours(
    chain: EchoChain,
) -> None:
    good = articles(20)
    bad = [None, b"", b"\xff\xfe", b"[1]", b'{"text": 5}', b'{"title": "no text"}']
    found = chain.process([*good[:10], *bad, *good[10:]], keys(26))
    assert sorted(r.value for r in found.letters if r.value) == sorted(b for b in bad if b)
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(20))
    letters = [DeadLetter.from_headers(tuple(r.headers)) for r in found.letters]
    places = [(letter.partition, letter.offset) for letter in letters]
    assert sorted(places) == sorted((s.partition, s.offset) for s in found.sent[10:16])


def test_worker_waits_out_an_outage_without_dead_letters(
    chain: EchoChain, worker: RunningProcess
) -> None:
    outage = chain.folder / "outage"
    outage.touch()
    before = chain.ends()
    produce(chain.kafka, chain.articles, articles(40))
    blocked = worker.wait_until_logged("stage blocked")
    assert "the model is away" in str(blocked["problem"])
    assert chain.lag() == 40
    outage.unlink()
    chain.wait_until_done()
    worker.wait_until_logged("stage recovered")
    found = chain.outcomes(before)
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(40))
    assert found.letters == []


@pytest.mark.parametrize(
    ("fault", "neighbours", "reason"), [("crash", 7, "model_died"), ("hang", 3, "model_hung")]
)
def test_worker_isolates_an_article_on_which_the_models_fail_and_enriches_its_neighbours(
    chain: EchoChain, worker: RunningProcess, fault: str, neighbours: int, reason: str
) -> None:
    good = articles(neighbours)
    found = chain.process([*good[:2], faulty(fault), *good[2:]], [b"k"] * (neighbours + 1))
    assert [letter.value for letter in found.letters] == [faulty(fault)]
    assert found.the_letter().reason is Reason(reason)
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(neighbours))
    assert worker.process.poll() is None


@pytest.mark.usefixtures("worker")
def test_worker_makes_smaller_batches_for_want_of_memory_and_asks_a_moody_model_again(
    chain: EchoChain,
) -> None:
    found = chain.process([*articles(20), faulty("memory"), faulty("raise once")])
    assert len(found.events) == 22
    assert found.letters == []


@pytest.mark.usefixtures("worker")
def test_worker_takes_a_hang_for_one_however_much_else_the_message_has(chain: EchoChain) -> None:
    padded = faulty("hang", padding=900_000)
    found = chain.process([padded, *articles(3)], [b"k"] * 4)
    assert found.the_letter().reason is Reason.MODEL_HUNG
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(3))


def test_worker_waits_while_memory_is_short_for_all(
    chain: EchoChain, worker: RunningProcess
) -> None:
    shortage = chain.folder / "no memory"
    shortage.touch()
    before = chain.ends()
    produce(chain.kafka, chain.articles, [*articles(3), b"{}"], [b"k"] * 4)
    wait_until(lambda: "no article fits into memory" in worker.output(), "it is reported")
    assert chain.lag() == 4
    shortage.unlink()
    chain.wait_until_done()
    found = chain.outcomes(before)
    assert found.ids == ["a-0", "a-1", "a-2"]
    assert found.the_letter().reason is Reason.NO_TEXT


@pytest.mark.usefixtures("worker")
def test_worker_rejects_an_article_that_does_not_fit_though_no_other_comes(
    chain: EchoChain,
) -> None:
    letter = chain.process([faulty("large")]).the_letter()
    assert letter.reason is Reason.OUT_OF_MEMORY
    assert letter.attempts == 3


@pytest.mark.usefixtures("worker")
def test_worker_rejects_one_article_for_want_of_memory_and_no_neighbour(chain: EchoChain) -> None:
    good = articles(9)
    found = chain.process([*good[:4], faulty("large"), *good[4:]], [b"k"] * 10)
    assert found.the_letter().reason is Reason.OUT_OF_MEMORY
    assert found.the_letter().attempts == 3
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(9))
