"""The sampler: with looks that tests make up, and with a real Kafka and a worker."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.chain import chain_groups
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import RightsError, TopicError, UnreachableError
from newsdesk.client.status.look import Look
from newsdesk.client.status.report import Status
from newsdesk.desk.follow.state import Condition
from newsdesk.desk.pipeline.sampler import KEPT, Sampler
from newsdesk.desk.pipeline.view import stage_cards
from newsdesk.settings import WorkerSettings
from tests.agents.readiness import ready
from tests.desk.looks import GROUPS, NOW, stage_status, status_of
from tests.support.command_line import environment_for, newsdesk
from tests.support.desk_address import address_in
from tests.support.echo_chain import EchoChain, articles
from tests.support.kafka_tools import produce
from tests.support.processes import wait_until


def sampler_of(look: Callable[[], Status], tmp_path: Path) -> Sampler:
    return Sampler(lambda: look, tmp_path / "none.sqlite")


def test_sampler_keeps_the_newest_look_and_a_bounded_number_of_samples(tmp_path: Path) -> None:
    sampler = sampler_of(lambda: status_of(stage_status(rate=3.0)), tmp_path)
    for _ in range(KEPT + 3):
        sampler.sample()
    state = sampler.state
    assert state.condition is Condition.LIVE
    assert len(state.samples) == KEPT
    assert state.samples[-1].time == NOW
    assert [stage.rate for stage in state.samples[-1].stages] == [3.0, 21.5]
    assert state.status is not None


@pytest.mark.parametrize(
    ("error", "condition"),
    [
        (UnreachableError("Kafka is away.", "Start it."), Condition.AWAY),
        (TopicError("There is no topic.", "Make it."), Condition.NO_TOPICS),
        (RightsError("A right is missing.", "Grant it."), Condition.DENIED),
    ],
)
def test_sampler_says_what_keeps_it_from_looking_since_when_and_continues(
    tmp_path: Path, error: UnreachableError, condition: Condition
) -> None:
    fails = [False]

    def look() -> Status:
        if fails[0]:
            raise error
        return status_of()

    sampler = sampler_of(look, tmp_path)
    sampler.sample()
    seen = sampler.state.status
    fails[0] = True
    sampler.sample()
    began = sampler.state.since
    sampler.sample()
    state = sampler.state
    assert (state.condition, state.problem, state.advice) == (
        condition, error.problem, error.advice,
    )  # fmt: skip
    assert state.since == began
    assert state.status is seen, "what was seen last stays"
    assert [len(sample.stages) for sample in state.samples] == [2, 0, 0]
    fails[0] = False
    sampler.sample()
    assert (sampler.state.condition, sampler.state.problem) == (Condition.LIVE, "")
    assert sampler.state.since >= began


def test_sampler_an_error_that_nobody_expected_does_not_end_it(tmp_path: Path) -> None:
    def look() -> Status:
        raise KeyError("brokers")

    sampler = sampler_of(look, tmp_path)
    sampler.sample()
    assert (sampler.state.condition, sampler.state.problem) == (
        Condition.AWAY,
        "KeyError: 'brokers'",
    )


def test_sampler_says_that_kafka_is_away(tmp_path: Path) -> None:
    away = Look(Cluster("127.0.0.1:1"), GROUPS)
    sampler = sampler_of(away, tmp_path)
    sampler.sample()
    assert sampler.state.condition is Condition.AWAY
    assert "127.0.0.1:1" in sampler.state.problem


def test_desk_refuses_an_address_of_a_worker_that_is_none_before_kafka_is_asked() -> None:
    done = newsdesk("desk", environment={"NEWSDESK_DESK__WORKERS": '["file:///etc/passwd"]'})
    assert done.returncode == 1
    assert b"is not the address of a worker" in done.stderr


def test_sampler_checks_again_after_a_failure_and_not_while_all_is_well(tmp_path: Path) -> None:
    made: list[int] = []

    def new_look() -> Callable[[], Status]:
        made.append(1)
        if len(made) == 1:
            raise RightsError("A right is missing.", "Grant it.")
        return status_of

    sampler = Sampler(new_look, tmp_path / "none.sqlite")
    for _ in range(4):
        sampler.sample()
    assert len(made) == 2


def test_sampler_its_state_is_there_at_once_while_kafka_does_not_answer(tmp_path: Path) -> None:
    asked, answer = threading.Event(), threading.Event()

    def look() -> Status:
        asked.set()
        answer.wait(120)
        return status_of()

    sampler = sampler_of(look, tmp_path)
    sampler.start()
    try:
        assert asked.wait(60)
        assert sampler.state.condition is Condition.STARTING
    finally:
        sampler.stop()
        answer.set()


@pytest.fixture(scope="module")
def chain(kafka: Cluster, tmp_path_factory: pytest.TempPathFactory) -> EchoChain:
    chain = EchoChain(kafka, tmp_path_factory.mktemp("pipeline"))
    chain.topics.create(kafka)
    return chain


@pytest.fixture(scope="module")
def port(kafka: Cluster, chain: EchoChain) -> Iterator[int]:
    """The health port of a worker that has enriched some articles."""
    port = free_port()
    with chain.worker(health_port=port):
        wait_until(lambda: ready(port)[0] == 200, "it answers")
        chain.process(articles(8), [b"%d" % n for n in range(8)])
        yield port


def test_sampler_sees_members_lag_and_what_a_worker_says(
    kafka: Cluster, chain: EchoChain, port: int, tmp_path: Path
) -> None:
    groups = chain_groups(WorkerSettings(group=chain.topics.group), chain.topics.settings)
    sampler = Sampler(
        lambda: Look(kafka, groups),
        tmp_path / "none.sqlite",
        [f"http://127.0.0.1:{port}"],
        seconds=0.1,
    )
    sampler.start()
    try:
        wait_until(lambda: len(sampler.state.samples) >= 2, "it has looked twice")
        wait_until(lambda: bool(sampler.state.workers[0].asked), "it has asked")
        classify, summarize = stage_cards(sampler.state, groups)
        [member] = classify.members
        assert member.partitions == "0, 1, 2, 3"
        assert (classify.state, classify.lag_messages, classify.blocks) == ("Stable", 0, ())
        assert classify.rate == 0
        assert summarize.lag_messages
        assert "No worker runs this stage" in summarize.blocks[0]
        [worker] = sampler.state.workers
        assert worker.status.ready is True
        assert worker.recent is not None
        [stage] = worker.recent.stages
        assert stage.stage == "classify"
    finally:
        sampler.stop()


def test_desk_shows_the_pipeline_of_a_worker_that_runs_and_then_is_blocked(
    kafka: Cluster, chain: EchoChain, port: int, tmp_path: Path
) -> None:
    variables = {
        **chain.topics.environment(kafka),
        "NEWSDESK_DESK__DATABASE": str(tmp_path / "desk.sqlite"),
        "NEWSDESK_DESK__WORKERS": json.dumps([f"127.0.0.1:{port}"]),
    }
    command = [sys.executable, "-m", "newsdesk", "desk", "--port", "0"]
    with subprocess.Popen(
        command, stderr=subprocess.PIPE, text=True, env=environment_for(kafka, variables)
    ) as process:
        try:
            assert process.stderr is not None
            address = next(filter(None, map(address_in, process.stderr))) + "pipeline"
            wait_until(lambda: "</strong> messages/s" in page_at(address), "it has figures")
            text = page_at(address)
            assert "0, 1, 2, 3" in text
            assert f"127.0.0.1:{port}</code>: ready" in text
            assert "No worker runs this stage" in text
            (chain.folder / "outage").touch()
            produce(kafka, chain.articles, articles(3), partition=1)
            wait_until(lambda: "the model is away" in page_at(address), "it says by what")
        finally:
            (chain.folder / "outage").unlink(missing_ok=True)
            process.terminate()
            process.wait(60)
    assert process.returncode == 0


def page_at(address: str) -> str:
    with urlopen(address, timeout=60) as response:
        return str(response.read().decode())
