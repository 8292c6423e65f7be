"""Processes that are killed, stopped, or run beside each other: each article is sent again once."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import orjson
import pytest

from newsdesk.client.cluster import Cluster
from newsdesk.commands.reprocess.marker import FINGERPRINT
from newsdesk.schemas import OutgoingMessage
from tests.newsdesk.reprocess.messages import NEW, OLD, article_value, event_value
from tests.support.command_line import environment_for
from tests.support.dead_letter_chain import Chain, make_chain

_ARTICLES = 800
_PORTION_AND_MARKER = 101
"""Offsets that a full transaction takes in a partition, that of its end included."""


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    """A chain whose articles have stale events; all of them in one partition."""
    chain = make_chain(kafka)
    topics, names = chain.topics, [str(n) for n in range(_ARTICLES)]
    chain.send([OutgoingMessage(topics.articles, 1, None, article_value(n), ()) for n in names])
    chain.send([OutgoingMessage(topics.enriched, 1, None, event_value(n, OLD), ()) for n in names])
    return chain


@contextmanager
def _reprocessing(chain: Chain) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.newsdesk.reprocess.reprocessor", NEW],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment_for(chain.kafka, chain.environment),
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _run(chain: Chain) -> dict[str, int]:
    with _reprocessing(chain) as process:
        output, errors = process.communicate(timeout=240)
    assert process.returncode == 0, errors.decode()
    counts: dict[str, int] = orjson.loads(output)
    return counts


def _wait_for_offsets(chain: Chain, process: "subprocess.Popen[bytes]", number: int) -> None:
    """Wait until the articles' topic has `number` offsets, also of an open transaction."""
    deadline = time.monotonic() + 120
    with chain.ends(chain.topics.articles) as end:
        while end() < number and process.poll() is None:
            assert time.monotonic() < deadline


def _assert_each_was_sent_again_once(chain: Chain) -> None:
    records = chain.read(chain.topics.articles, 2 * _ARTICLES)
    again = [r for r in records if dict(r.headers).get(FINGERPRINT) == NEW.encode()]
    assert Counter(r.value for r in again) == {article_value(str(n)): 1 for n in range(_ARTICLES)}
    assert len(records) == 2 * _ARTICLES
    assert [r.value for r in again] == [article_value(str(n)) for n in range(_ARTICLES)]


def test_reprocess_a_process_killed_between_two_chunks_leaves_the_rest_to_the_next(
    chain: Chain,
) -> None:
    with _reprocessing(chain) as process:
        _wait_for_offsets(chain, process, _ARTICLES + _PORTION_AND_MARKER)
        process.send_signal(signal.SIGKILL)
        assert process.wait(60) == -signal.SIGKILL
    counts = _run(chain)
    assert 0 < counts["sent"] == counts["stale"] < _ARTICLES
    assert counts["in_flight"] == _ARTICLES - counts["sent"] >= 100
    _assert_each_was_sent_again_once(chain)


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_reprocess_a_process_killed_again_and_again_sends_each_once(
    chain: Chain, seed: int
) -> None:
    chosen = random.Random(seed)
    killed = 0
    for _ in range(3):
        already = chain.end(chain.topics.articles)
        with _reprocessing(chain) as process:
            _wait_for_offsets(chain, process, already + chosen.randint(1, 220))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
    assert killed
    _run(chain)
    _assert_each_was_sent_again_once(chain)


def test_reprocess_a_second_run_sends_nothing(chain: Chain) -> None:
    assert _run(chain)["sent"] == _ARTICLES
    again = _run(chain)
    assert (again["sent"], again["stale"], again["in_flight"]) == (0, 0, _ARTICLES)
    _assert_each_was_sent_again_once(chain)


@pytest.mark.parametrize(
    "how", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_reprocess_a_process_that_is_stopped_says_how_far_it_came(
    chain: Chain, how: signal.Signals
) -> None:
    with _reprocessing(chain) as process:
        _wait_for_offsets(chain, process, _ARTICLES + _PORTION_AND_MARKER)
        process.send_signal(how)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, b""), errors.decode()
    last = errors.decode().splitlines()[-1]
    assert last.startswith("Interrupted: ")
    assert last.endswith(" articles are confirmed. Run it again for the rest.")
    _run(chain)
    _assert_each_was_sent_again_once(chain)


@pytest.mark.parametrize("delay", [0.0, pytest.param(0.5, marks=pytest.mark.slow)])
def test_reprocess_processes_beside_each_other_send_each_once(chain: Chain, delay: float) -> None:
    with _reprocessing(chain) as first:
        time.sleep(delay)
        with _reprocessing(chain) as second, _reprocessing(chain) as third:
            ends = [process.communicate(timeout=200) for process in (first, second, third)]
            codes = [process.returncode for process in (first, second, third)]
    for code, (_, errors) in zip(codes, ends, strict=True):
        assert code == 0 or b"Another `newsdesk reprocess` has taken over" in errors, errors
    assert 0 in codes
    _assert_each_was_sent_again_once(chain)
