"""Replayers that are killed, stopped, or run beside each other: each dead letter goes back once."""

import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from newsdesk.client.cluster import Cluster
from tests.support.command_line import environment_for
from tests.support.dead_letter_chain import Chain, make_chain

_LETTERS = 1200


@pytest.fixture
def chain(kafka: Cluster) -> Chain:
    chain = make_chain(kafka)
    chain.send([chain.letter(str(n).encode(), n % 4, b"k") for n in range(_LETTERS)])
    return chain


@contextmanager
def _replaying(chain: Chain) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdesk", "dead-letters", "replay", "--everything", "--yes"],
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


def _wait_for_records(chain: Chain, process: "subprocess.Popen[bytes]", number: int) -> None:
    """Wait until the topic of replays has `number` offsets, also of an open transaction."""
    deadline = time.monotonic() + 120
    with chain.ends(chain.topics.replays) as end:
        while end() < number and process.poll() is None:
            assert time.monotonic() < deadline


def _assert_each_went_back_once(chain: Chain) -> None:
    articles = chain.read(chain.topics.articles, _LETTERS)
    assert Counter(record.value for record in articles) == {
        str(n).encode(): 1 for n in range(_LETTERS)
    }
    assert {int(r.value) % 4 == r.partition for r in articles} == {True}
    records = chain.read(chain.topics.replays, _LETTERS)
    assert len(records) == len({record.key for record in records}) == _LETTERS


@pytest.mark.parametrize("seed", [0, pytest.param(1, marks=pytest.mark.slow)])
def test_replay_a_replayer_killed_again_and_again_replays_each_once(
    chain: Chain, seed: int
) -> None:
    chosen = random.Random(seed)
    killed = 0
    for _ in range(4):
        already = chain.end(chain.topics.replays)
        with _replaying(chain) as process:
            _wait_for_records(chain, process, already + chosen.randint(1, 250))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
    assert killed
    last = chain.run("replay", "--yes", "--everything")
    assert last.returncode == 0, last.stderr
    _assert_each_went_back_once(chain)


@pytest.mark.parametrize(
    "how", [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.slow)]
)
def test_replay_a_replayer_that_is_stopped_says_how_far_it_came(
    chain: Chain, how: signal.Signals
) -> None:
    with _replaying(chain) as process:
        _wait_for_records(chain, process, 150)
        process.send_signal(how)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output) == (130, b""), errors.decode()
    assert errors.decode().startswith("Interrupted: ")
    assert errors.decode().endswith(
        " of 1200 dead letters are confirmed. Run replay again for the rest.\n"
    )
    assert chain.run("replay", "--yes", "--everything").returncode == 0
    _assert_each_went_back_once(chain)


@pytest.mark.parametrize("delay", [0.0, pytest.param(0.3, marks=pytest.mark.slow)])
def test_replay_replayers_beside_each_other_replay_each_once(chain: Chain, delay: float) -> None:
    with _replaying(chain) as first:
        time.sleep(delay)
        with _replaying(chain) as second, _replaying(chain) as third:
            ends = [process.communicate(timeout=200) for process in (first, second, third)]
            codes = [process.returncode for process in (first, second, third)]
    for code, (_, errors) in zip(codes, ends, strict=True):
        assert code == 0 or b"Error: Another replayer has taken over" in errors, errors
    assert 0 in codes
    _assert_each_went_back_once(chain)
