"""Workers that end, in order or not: nothing is lost, and nothing is published twice."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsdesk.broker.running import running_broker
from newsdesk.schemas import Reason
from tests.support.echo_chain import EchoChain, articles, faulty, keys
from tests.support.kafka_tools import produce
from tests.support.processes import RunningProcess, wait_until

SESSION_SECONDS = 2.0
"""After which Kafka gives a killed worker's partitions to the next one."""


def require_each_once(chain: EchoChain, count: int) -> None:
    found = chain.outcomes()
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(count))
    assert found.letters == []


@contextmanager
def in_the_middle(chain: EchoChain) -> Iterator[RunningProcess]:
    """Run a slow worker on 120 articles, and continue once it has done some of them."""
    produce(chain.kafka, chain.articles, articles(120), keys(120))
    with chain.worker(seconds=0.3, max_batch=8, session_timeout=SESSION_SECONDS) as worker:
        worker.wait_until_it_works()
        yield worker


def test_worker_loses_and_doubles_nothing_on_sigterm_in_the_middle_of_its_work(
    chain: EchoChain,
) -> None:
    with in_the_middle(chain) as worker:
        assert worker.end(signal.SIGTERM) == 0, worker.output()
    assert chain.lag() > 0
    with chain.worker() as worker:
        chain.wait_until_done()
        assert worker.end(signal.SIGTERM) == 0, worker.output()
    require_each_once(chain, 120)


def test_worker_loses_and_doubles_nothing_when_it_is_killed(chain: EchoChain) -> None:
    with in_the_middle(chain) as worker:
        worker.end(signal.SIGKILL)
    assert chain.lag() > 0
    with chain.worker():
        chain.wait_until_done()
    require_each_once(chain, 120)


def test_worker_rejects_an_article_that_takes_it_down_again_and_again(chain: EchoChain) -> None:
    bad = faulty("crash all")
    produce(chain.kafka, chain.articles, [*articles(5), bad, *articles(9)[5:]], [b"k"] * 10)
    deaths = 0
    while chain.lag():
        with chain.worker(session_timeout=SESSION_SECONDS, max_attempts=2) as worker:
            wait_until(lambda: worker.process.poll() is not None or chain.lag() == 0, "an end")
            deaths += worker.process.poll() is not None
        assert deaths < 12, worker.output()

    found = chain.outcomes()
    assert [letter.value for letter in found.letters] == [bad]
    assert found.the_letter().reason is Reason.WORKER_DIED
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(9))


def test_worker_stops_a_stage_whose_enrichment_only_fails_and_says_so(chain: EchoChain) -> None:
    produce(chain.kafka, chain.articles, [faulty("raise")] * 200)
    with chain.worker(max_batch=16, rejected_in_a_row=50) as worker:
        blocked = worker.wait_until_logged("stage blocked")
        assert str(blocked["problem"]).startswith("stopped: ")
        letters = chain.outcomes().letters
        assert worker.end(signal.SIGTERM) == 0
    assert 0 < len(letters) <= 50
    assert chain.lag() == 200 - len(letters)


def test_worker_enriches_what_stands_behind_any_amount_of_junk(chain: EchoChain) -> None:
    produce(chain.kafka, chain.articles, [b"{}"] * 300 + articles(5))
    with chain.worker(max_batch=16, rejected_in_a_row=50) as worker:
        chain.wait_until_done()
        assert worker.end(signal.SIGTERM) == 0
        assert "stage blocked" not in worker.output()
    found = chain.outcomes()
    assert Counter(found.ids) == Counter(f"a-{i}" for i in range(5))
    assert len(found.letters) == 300


def test_worker_that_has_lost_kafka_exits_within_its_time_to_stop(tmp_path: Path) -> None:
    with running_broker() as broker:
        chain = EchoChain(broker.cluster, tmp_path)
        produce(broker.cluster, chain.articles, articles(200))
        with chain.worker(seconds=0.5, stop_seconds=3) as worker:
            worker.wait_until_it_works()
            broker.stop()
            assert worker.end(signal.SIGTERM) == 0
