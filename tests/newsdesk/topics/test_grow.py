"""More partitions: all outcomes come once, and each key keeps its order across the change."""

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from newsdesk.broker.tcp_ports import free_port
from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_growth import add_partitions, partition_counts
from newsdesk.commands.doctor.kafka import check_kafka
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.schemas import decode_enriched
from newsdesk.settings import Settings, WorkerSettings
from tests.agents.readiness import ready
from tests.support.command_line import newsdesk
from tests.support.kafka_tools import committed_lag, produce, read_committed
from tests.support.processes import RunningProcess, running, wait_until
from tests.support.settings_worker import PREFIX
from tests.support.topics import OwnTopics

_KEYS = 40


@pytest.fixture
def topics(kafka: Cluster) -> OwnTopics:
    topics = OwnTopics()
    topics.create(kafka)
    return topics


def _grow(kafka: Cluster, topics: OwnTopics, partitions: int) -> tuple[int, str]:
    words = ("topics", "grow", "--partitions", str(partitions))
    done = newsdesk(*words, environment=topics.environment(kafka))
    return done.returncode, (done.stdout + done.stderr).decode()


@contextmanager
def _worker(
    kafka: Cluster, topics: OwnTopics, folder: Path
) -> Iterator[tuple[int, RunningProcess]]:
    port = free_port()
    environment = topics.environment(kafka) | {
        "NEWSDESK_WORKER__STATE_FOLDER": str(folder / "state"),
        "NEWSDESK_WORKER__HEALTH_PORT": str(port),
        "NEWSDESK_LOG__FORMAT": "json",
        PREFIX: topics.prefix,
    }
    module, log = "tests.support.settings_worker", folder / "worker.log"
    with running(module, log=log, environment=environment) as process:
        yield port, process
        assert process.end(signal.SIGTERM) == 0, process.output()


def _send(kafka: Cluster, topics: OwnTopics, numbers: range) -> None:
    """Send articles with keys, by a new producer: one that runs has the old number for long."""
    values = [orjson.dumps({"id": f"{number}", "text": "a text"}) for number in numbers]
    keys = [b"key-%d" % (number % _KEYS) for number in numbers]
    produce(kafka, topics.articles, values, keys)


def _wait_until_done(kafka: Cluster, topics: OwnTopics) -> None:
    for group, topic in topics.inputs.items():
        # The marker of a transaction takes an offset, too.
        wait_until(lambda: committed_lag(kafka, group, topic) <= 16, f"{group} is done")  # noqa: B023


def _problem(port: int) -> str:
    _, body = ready(port)
    stages = body.get("stages", {})
    assert isinstance(stages, dict)
    return " ".join(str(stage["problem"]) for stage in stages.values())


def _is_blocked(process: RunningProcess, sentence: str) -> bool:
    return any(sentence in line["problem"] for line in process.logged("stage blocked"))


def test_grow_keeps_every_outcome_and_the_order_of_each_key(
    kafka: Cluster, topics: OwnTopics, tmp_path: Path
) -> None:
    with _worker(kafka, topics, tmp_path) as (port, _):
        _send(kafka, topics, range(60))
        read_committed(kafka, [topics.enriched], 60)
        code, output = _grow(kafka, topics, 6)
        assert code == 0, output
        assert output.count("4 → 6 partitions") == 5
        _send(kafka, topics, range(60, 180))
        records = read_committed(kafka, [topics.enriched], 180)
        assert ready(port)[0] == 200
    found = sorted(records, key=lambda record: record.timestamp)
    ids = [decode_enriched(record.value).article.id for record in found]
    assert Counter(ids) == Counter(str(number) for number in range(180))
    assert {record.partition for record in records} == set(range(6))
    before = {decode_enriched(r.value).article.id for r in records if r.partition < 4}
    assert {str(number) for number in range(60)} <= before
    for key in {record.key for record in records}:
        late = [
            int(decode_enriched(r.value).article.id)
            for r in records
            if r.key == key and int(decode_enriched(r.value).article.id) >= 60
        ]
        assert late == sorted(late)
    settings = _settings(kafka, replace(topics, partitions=6))
    assert check_kafka(settings).problems == ()


def _settings(kafka: Cluster, topics: OwnTopics) -> Settings:
    return Settings(
        kafka=KafkaSettings(bootstrap_servers=kafka.bootstrap_servers),
        topics=topics.settings,
        worker=WorkerSettings(group=topics.group),
    )


def test_grow_refuses_while_a_message_waits_and_changes_nothing(
    kafka: Cluster, topics: OwnTopics
) -> None:
    produce(kafka, topics.articles, [b"{}"], partition=2)
    code, output = _grow(kafka, topics, 6)
    assert code == 1
    assert f"Messages of {topics.articles} have no outcome" in output
    assert "partition 2, offset 0" in output
    assert set(partition_counts(kafka, [topics.articles, topics.enriched]).values()) == {4}


def test_grow_refuses_while_an_article_is_held_back(
    kafka: Cluster, topics: OwnTopics, tmp_path: Path
) -> None:
    with _worker(kafka, topics, tmp_path):
        held = {"id": "1", "text": "t", "embargoedUntil": "2099-01-01T00:00:00Z"}
        produce(kafka, topics.articles, [orjson.dumps(held)], [b"k"])
        read_committed(kafka, [topics.embargoed], 1)
        wait_until(lambda: "embargo" in _grow(kafka, topics, 6)[1], "it names the embargo")
    assert set(partition_counts(kafka, [topics.articles]).values()) == {4}


def test_grow_takes_no_partition_away(kafka: Cluster, topics: OwnTopics) -> None:
    code, output = _grow(kafka, topics, 2)
    assert code == 1
    assert "more than 2 partitions already" in output
    assert "ask for at least 4" in output


def test_grow_of_missing_topics_names_them(kafka: Cluster) -> None:
    topics = OwnTopics()
    code, output = _grow(kafka, topics, 6)
    assert code == 1
    assert f"no topic {topics.articles}" in output


def test_grow_finishes_what_was_interrupted(kafka: Cluster, topics: OwnTopics) -> None:
    add_partitions(kafka, topics.dead_letter, 6)
    add_partitions(kafka, topics.embargoed, 6)
    code, output = _grow(kafka, topics, 6)
    assert code == 0, output
    assert (output.count("6 → 6"), output.count("4 → 6")) == (2, 3)


def test_topics_that_grew_apart_are_named_by_worker_and_doctor_until_grow_has_run(
    kafka: Cluster, topics: OwnTopics, tmp_path: Path
) -> None:
    add_partitions(kafka, topics.articles, 6)
    value = orjson.dumps({"id": "apart", "text": "a text"})
    with _worker(kafka, topics, tmp_path) as (port, process):
        produce(kafka, topics.articles, [value], partition=5)
        sentence = f"The topic {topics.embargoed} has no partition 5"
        wait_until(lambda: _is_blocked(process, sentence), "it names the topic")
        assert "different numbers of partitions" in _problem(port)
        assert "`newsdesk topics grow --partitions 6`" in _problem(port)
        [different, *_] = check_kafka(_settings(kafka, topics)).problems
        assert "different numbers of partitions" in different.problem
        assert "`newsdesk topics grow --partitions 6`" in different.advice
        for name in (topics.embargoed, topics.classified):
            add_partitions(kafka, name, 6)
        sentence = f"The topic {topics.enriched} has no partition 5"
        wait_until(lambda: _is_blocked(process, sentence), "it names the next topic")
        for name in (topics.enriched, topics.dead_letter):
            add_partitions(kafka, name, 6)
        [record] = read_committed(kafka, [topics.enriched], 1)
        assert (record.partition, decode_enriched(record.value).article.id) == (5, "apart")
        wait_until(lambda: ready(port)[0] == 200, "it is ready")
