import json
import os
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest
from kafka import KafkaAdminClient, KafkaProducer

from newsdesk.client.cluster import Cluster
from newsdesk.schemas import encode
from newsdesk.schemas.headers import withdrawal_headers
from tests.support.command_line import environment_for, newsdesk
from tests.support.enriched_events import ABSTENTION, enriched
from tests.support.kafka_tools import make_topics, produce
from tests.support.topics import fresh_prefix
from tests.support.without_kafka import WithoutKafka

_EVENTS = [encode(enriched(title=f"Event {number}")) for number in range(3)]


@pytest.fixture
def topic(kafka: Cluster) -> str:
    topic = fresh_prefix() + "enriched"
    make_topics(kafka, topic)
    return topic


@contextmanager
def _watching(kafka: Cluster, topic: str, *options: str) -> Iterator["subprocess.Popen[bytes]"]:
    """Run `newsdesk watch` until the end of the block; it has found its place in the topic."""
    process = subprocess.Popen(
        [sys.executable, "-m", "newsdesk", "watch", "--topic", topic, *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment_for(kafka),
    )
    with process:
        try:
            assert process.stderr is not None
            assert process.stderr.readline().decode() == f"Watching {topic}; Ctrl-C ends.\n"
            yield process
        finally:
            process.kill()


def _watch(
    kafka: Cluster, topic: str, *options: str, count: int
) -> "subprocess.CompletedProcess[bytes]":
    options = ("--from-beginning", "--count", str(count), "--timeout", "60", *options)
    return newsdesk("watch", "--topic", topic, *options, kafka=kafka)


def _produce_in_transaction(cluster: Cluster, topic: str, value: bytes, *, commit: bool) -> None:
    producer = KafkaProducer(**cluster.for_kafka_python(), transactional_id=fresh_prefix())
    producer.init_transactions()
    producer.begin_transaction()
    producer.send(topic, value=value, partition=0)
    producer.flush()
    (producer.commit_transaction if commit else producer.abort_transaction)()
    producer.close()


def test_watch_only_what_comes_after_the_start_is_shown(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, _EVENTS[:2])
    with _watching(kafka, topic, "--json", "--count", "1", "--timeout", "60") as process:
        produce(kafka, topic, _EVENTS[2:])
        output, errors = process.communicate(timeout=90)
    assert (process.returncode, output, errors) == (0, _EVENTS[2] + b"\n", b"")


def test_watch_events_are_written_as_they_are_one_per_line(kafka: Cluster, topic: str) -> None:
    spread = json.dumps(json.loads(_EVENTS[0]), indent=2).encode()
    produce(kafka, topic, [*_EVENTS, spread])
    done = _watch(kafka, topic, "--json", count=4)
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert set(_EVENTS) < set(lines)
    assert sorted(json.loads(line)["article"]["title"] for line in lines) == [
        "Event 0",
        "Event 0",
        "Event 1",
        "Event 2",
    ]


def test_watch_an_aborted_transaction_is_never_shown(kafka: Cluster, topic: str) -> None:
    _produce_in_transaction(kafka, topic, _EVENTS[0], commit=False)
    _produce_in_transaction(kafka, topic, _EVENTS[1], commit=True)
    options = ("--json", "--from-beginning", "--timeout", "5")
    done = newsdesk("watch", "--topic", topic, *options, kafka=kafka)
    assert (done.returncode, done.stdout) == (0, _EVENTS[1] + b"\n")


def test_watch_an_event_is_shown_for_people(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, [encode(enriched(classification=ABSTENTION))])
    done = _watch(kafka, topic, count=1)
    assert done.stdout.decode().splitlines() == [
        "Rates rise",
        "  topics    none: low confidence",
        "  summary   The bank acted.",
        "  language  en 0.99",
        "  source    Example Post · https://example.org/rates",
        "",
    ]


def test_watch_an_article_cannot_steer_the_terminal(kafka: Cluster, topic: str) -> None:
    hostile = "\x1b[2J\x1b]0;mine\x07\x9b2J\u202e [red]red[/red] [/oops]"
    event = enriched(title=hostile, summary=hostile, source=hostile, url=hostile)
    produce(kafka, topic, [encode(event)])
    done = _watch(kafka, topic, count=1)
    shown = done.stdout.decode()
    assert {c for c in shown if unicodedata.category(c) in {"Cc", "Cf"}} == {"\n"}
    assert shown.count("[red]red[/red] [/oops]") == 4


def test_watch_a_screen_that_cannot_write_a_character_gets_another(
    kafka: Cluster, topic: str
) -> None:
    produce(kafka, topic, [encode(enriched(title="Zürich"))])
    options = ("--topic", topic, "--from-beginning", "--count", "1", "--timeout", "60")
    environment = {"PYTHONIOENCODING": "ascii"}
    done = newsdesk("watch", *options, kafka=kafka, environment=environment)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == b"Z?rich"


def test_watch_a_value_that_is_no_event_is_reported_and_the_next_is_shown(
    kafka: Cluster, topic: str
) -> None:
    [not_json, *_] = produce(
        kafka, topic, [b"\x1b{", b'{"id": "a"}', _EVENTS[0]], [b"a", b"a", b"a"]
    )
    done = _watch(kafka, topic, "--json", count=1)
    assert (done.returncode, done.stdout) == (0, _EVENTS[0] + b"\n")
    _, first, second = done.stderr.decode().splitlines()
    place = f"{topic}, partition {not_json.partition}, offset"
    assert first.startswith(f"Not an enriched article: {place} 0: ")
    assert second.startswith(f"Not an enriched article: {place} 1: ")


def test_watch_a_withdrawal_is_named_with_its_key_and_is_no_event(
    kafka: Cluster, topic: str
) -> None:
    headers = withdrawal_headers((), "canceled", "a")
    produce(kafka, topic, [None], [b"key\x1b[2J"], headers, partition=0)
    produce(kafka, topic, [None], [b"other"], partition=0)
    produce(kafka, topic, _EVENTS[:1], partition=0)
    done = _watch(kafka, topic, "--json", count=1)
    assert (done.returncode, done.stdout) == (0, _EVENTS[0] + b"\n")
    _, *lines = done.stderr.decode().splitlines()
    assert lines == ["Withdrawn: key[2J (canceled)", "Withdrawn: other"]


def test_watch_an_article_under_embargo_is_marked(kafka: Cluster, topic: str) -> None:
    until = datetime(2026, 11, 30, 18, tzinfo=UTC)
    events = [enriched(usable_from=until, status=status) for status in ("embargoed", "usable")]
    produce(kafka, topic, [encode(event) for event in events], partition=0)
    done = _watch(kafka, topic, count=2)
    lines = done.stdout.decode().splitlines()
    assert [line for line in lines if "embargo" in line] == [
        "  embargo   until 2026-11-30T18:00:00+00:00"
    ]


def test_watch_too_few_events_in_time_end_with_their_number(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, _EVENTS[:1])
    options = ("--from-beginning", "--count", "2", "--timeout", "4")
    done = newsdesk("watch", "--topic", topic, *options, kafka=kafka)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[1:] == ["Only 1 of 2 events came within 4 s."]


def test_watch_time_that_runs_out_is_no_failure_where_no_number_was_asked_for(
    kafka: Cluster, topic: str
) -> None:
    done = newsdesk("watch", "--topic", topic, "--timeout", "0.5", kafka=kafka)
    assert (done.returncode, done.stdout) == (0, b"")


def test_watch_ctrl_c_ends_quietly(kafka: Cluster, topic: str) -> None:
    with _watching(kafka, topic) as process:
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=60)
    assert (process.returncode, output, errors) == (0, b"", b"")


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_watch_a_closed_pipe_ends_quietly(
    kafka: Cluster, topic: str, options: tuple[str, ...]
) -> None:
    with _watching(kafka, topic, *options) as process:
        assert process.stdout is not None
        process.stdout.close()
        produce(kafka, topic, _EVENTS)
        assert process.wait(60) == 0
        assert process.stderr is not None
        assert process.stderr.read() == b""


def test_watch_nothing_is_committed_and_no_group_is_joined(kafka: Cluster, topic: str) -> None:
    produce(kafka, topic, _EVENTS)
    with _watching(kafka, topic, "--from-beginning") as process:
        assert process.stdout is not None
        process.stdout.readline()
        admin = KafkaAdminClient(**kafka.for_kafka_python())
        try:
            members = [
                member["client_id"]
                for group in admin.list_groups()
                for member in admin.describe_groups([group["group_id"]])[group["group_id"]][
                    "members"
                ]
            ]
        finally:
            admin.close()
    assert "newsdesk" not in members


def test_watch_a_missing_topic_is_reported_with_what_creates_it(kafka: Cluster) -> None:
    topic = fresh_prefix() + "enriched"
    done = newsdesk("watch", "--topic", topic, kafka=kafka)
    assert done.returncode == 1
    assert f"has no topic {topic}.\n`newsdesk topics create` creates" in done.stderr.decode()


def test_watch_a_kafka_that_does_not_answer_is_reported_in_words(
    without_kafka: WithoutKafka,
) -> None:
    done, address = without_kafka.done("watch"), without_kafka.address
    assert done.returncode == 1
    assert done.stderr.decode().startswith(f"Error: Kafka at {address} does not answer")
    assert len(done.stderr.splitlines()) == 2


def test_watch_no_heavy_library_is_loaded_for_it() -> None:
    code = (
        "import sys; from newsdesk.commands.watch import command; from newsdesk.commands.produce"
        " import command; from newsdesk.commands.topics import command;"
        "print(*sorted({'torch', 'transformers', 'faust', 'aiokafka'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env=os.environ, check=True
    )
    assert done.stdout.strip() == b""
