"""A worker with its rights, and with each of them missing: it waits, says so, and loses nothing."""

import signal
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.chain import StageName
from newsdesk.client.rights import Right
from newsdesk.rights import Role, tasks_of
from newsdesk.schemas import DeadLetter, decode_enriched
from tests.agents.readiness import ready
from tests.support.acls import grant, withdraw
from tests.support.guarded_desk import Desk
from tests.support.kafka_tools import produce, read_committed
from tests.support.processes import RunningProcess, running, wait_until
from tests.support.sasl_kafka import SaslKafka
from tests.support.settings_worker import PREFIX

BAD = b"not json"


@pytest.fixture
def desk(guarded: SaslKafka) -> Desk:
    desk = Desk(guarded)
    desk.topics.create(guarded.plain)
    return desk


@contextmanager
def worker(
    desk: Desk, folder: Path, stages: Sequence[StageName] = ()
) -> Iterator[tuple[RunningProcess, int]]:
    """Run a worker as the role's user; yield it and the port of its health server."""
    port = free_port()
    environment = desk.environment(Role.WORKER) | {
        "NEWSDESK_WORKER__STATE_FOLDER": str(folder / "state"),
        "NEWSDESK_WORKER__HEALTH_PORT": str(port),
        "NEWSDESK_LOG__FORMAT": "json",
        PREFIX: desk.topics.prefix,
    }
    module, log = "tests.support.settings_worker", folder / "worker.log"
    with running(module, *stages, log=log, environment=environment) as process:
        yield process, port
        assert process.end(signal.SIGTERM) == 0, process.output()
    assert "Traceback" not in process.output()


def article(number: int) -> bytes:
    return orjson.dumps({"id": f"a-{number}", "text": f"text {number}"})


def problems(port: int) -> str:
    _, body = ready(port)
    stages = body.get("stages", {})
    assert isinstance(stages, dict)
    return " ".join(str(stage["problem"]) for stage in stages.values())


def wait_until_named(port: int, right: Right) -> None:
    """Wait until the readiness names a missing right."""
    # Of ids with a prefix, the one of some partition may be named.
    named = str(right).removesuffix("*")
    wait_until(lambda: named in problems(port), f"it names {right}", 90)


def is_ready(port: int) -> bool:
    return ready(port)[0] == 200


def require_one_outcome_each(desk: Desk, good: int, bad: int) -> None:
    """Check that all articles were enriched once, and all bad messages are dead letters once."""
    outputs = [desk.topics.enriched, desk.topics.dead_letter]
    records = read_committed(desk.kafka.plain, outputs, good + bad)
    events = [decode_enriched(r.value) for r in records if r.topic == desk.topics.enriched]
    assert Counter(event.article.id for event in events) == Counter(
        f"a-{number}" for number in range(good)
    )
    letters = [r for r in records if r.topic == desk.topics.dead_letter]
    places = [
        (letter.partition, letter.offset)
        for letter in (DeadLetter.from_headers(tuple(r.headers)) for r in letters)
    ]
    assert len(places) == len(set(places)) == bad


def test_worker_enriches_and_rejects_with_its_rights(desk: Desk, tmp_path: Path) -> None:
    desk.allow(Role.WORKER, desk.rights(Role.WORKER))
    produce(desk.kafka.plain, desk.topics.articles, [*map(article, range(20)), BAD])
    with worker(desk, tmp_path) as (_, port):
        require_one_outcome_each(desk, 20, 1)
        assert is_ready(port)


@pytest.mark.parametrize("stage", StageName)
def test_worker_of_one_stage_needs_the_rights_of_that_stage_alone(
    desk: Desk, tmp_path: Path, stage: StageName
) -> None:
    tasks = tasks_of(Role.WORKER, [stage])
    assert len(tasks) == 1
    desk.allow(Role.WORKER, desk.rights(Role.WORKER, tasks))
    read, written = {
        StageName.CLASSIFY: (desk.topics.articles, desk.topics.classified),
        StageName.SUMMARIZE: (desk.topics.classified, desk.topics.enriched),
    }[stage]
    messages = [article(0)] if stage is StageName.CLASSIFY else [classified_value()]
    produce(desk.kafka.plain, read, [*messages, BAD])
    with worker(desk, tmp_path, [stage]):
        assert len(read_committed(desk.kafka.plain, [written], 1)) == 1
        assert len(read_committed(desk.kafka.plain, [desk.topics.dead_letter], 1)) == 1


def classified_value() -> bytes:
    from newsdesk.schemas import sample_classified

    return sample_classified()


def test_worker_without_any_right_waits_with_the_reason_in_readiness_and_log(
    desk: Desk, tmp_path: Path
) -> None:
    desk.allow(Role.WORKER, [])
    produce(desk.kafka.plain, desk.topics.articles, [*map(article, range(5))])
    rights = desk.rights(Role.WORKER)
    with worker(desk, tmp_path) as (process, port):
        for right in rights:
            wait_until_named(port, right)
        assert "`newsdesk topics acls`" in problems(port)
        assert any("Missing: " in line["problem"] for line in process.logged("stage blocked"))
        grant(desk.kafka.plain, desk.user(Role.WORKER), rights)
        require_one_outcome_each(desk, 5, 0)
        wait_until(lambda: is_ready(port), "it is ready")


def left_out(desk: Desk) -> Iterator[tuple[int, Right]]:
    yield from enumerate(desk.rights(Role.WORKER))


@pytest.mark.slow
def test_worker_that_starts_without_one_right_waits_for_it(
    guarded: SaslKafka, tmp_path: Path
) -> None:
    for number, _ in left_out(Desk(guarded)):
        desk = Desk(guarded)
        desk.topics.create(guarded.plain)
        folder = tmp_path / str(number)
        folder.mkdir()
        right = desk.rights(Role.WORKER)[number]
        desk.allow(Role.WORKER, [one for one in desk.rights(Role.WORKER) if one != right])
        produce(guarded.plain, desk.topics.articles, [*map(article, range(5)), BAD])
        with worker(desk, folder) as (process, port):
            wait_until_named(port, right)
            assert any(str(right) in line["problem"] for line in process.logged("stage blocked"))
            grant(guarded.plain, desk.user(Role.WORKER), [right])
            require_one_outcome_each(desk, 5, 1)


@pytest.mark.slow
def test_worker_that_loses_one_right_waits_for_it_and_continues(desk: Desk, tmp_path: Path) -> None:
    admin, user = desk.kafka.plain, desk.user(Role.WORKER)
    desk.allow(Role.WORKER, desk.rights(Role.WORKER))
    sent = 0
    with worker(desk, tmp_path) as (process, port):
        for bad, right in left_out(desk):
            produce(admin, desk.topics.articles, [article(sent), BAD])
            sent += 1
            require_one_outcome_each(desk, sent, bad + 1)
            withdraw(admin, user, right)
            produce(admin, desk.topics.articles, [*map(article, range(sent, sent + 8))])
            sent += 8
            wait_until_named(port, right)
            grant(admin, user, [right])
            require_one_outcome_each(desk, sent, bad + 1)
            wait_until(lambda: is_ready(port), f"it is ready with {right}")
            assert process.process.poll() is None, process.output()
