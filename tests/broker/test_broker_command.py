import os
import re
import signal
import socket
import subprocess
from pathlib import Path

import pytest
from kafka import KafkaConsumer, KafkaProducer

from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import TopicSpec, create_topics
from tests.support.broker_command import BrokerCommand
from tests.support.processes import wait_until


def _produce(cluster: Cluster, topic: str, *values: bytes) -> None:
    with KafkaProducer(**cluster.for_kafka_python()) as producer:
        sent = [producer.send(topic, value) for value in values]
        for future in sent:
            future.get(timeout=30)


def _consume(cluster: Cluster, topic: str, count: int) -> list[bytes]:
    values: list[bytes] = []
    with KafkaConsumer(
        topic, auto_offset_reset="earliest", **cluster.for_kafka_python()
    ) as consumer:
        while len(values) < count:
            batches = consumer.poll(timeout_ms=30_000)
            assert batches, f"{len(values)} of {count} messages came"
            values += [record.value for batch in batches.values() for record in batch]
    return values


def _until_ready(run: "subprocess.Popen[str]") -> None:
    assert run.stdout is not None
    for line in run.stdout:
        if line.startswith("  data"):
            return
    raise AssertionError(f"it ended with status {run.wait()}")


def _outcome(run: "subprocess.Popen[str]") -> tuple[int, str]:
    rest, _ = run.communicate(timeout=60)
    return run.returncode, rest


def test_broker_a_run_whose_kafka_is_killed_says_so_and_a_start_finds_its_messages(
    command: BrokerCommand,
) -> None:
    run = command.run_in_background()
    _until_ready(run)
    cluster = command.instance.cluster
    create_topics(cluster, [TopicSpec("kept", 1)])
    _produce(cluster, "kept", b"one", b"two")
    command.kill_all()
    code, output = _outcome(run)
    assert code == 1
    assert "ended by itself" in output
    assert "kafka.log" in output

    again = command.start()
    assert again.returncode == 0, again.stderr
    assert "Already" not in again.stdout
    assert _consume(command.instance.cluster, "kept", 2) == [b"one", b"two"]

    stopped = command("stop")
    assert stopped.returncode == 0, stopped.stderr
    assert f"Stopped Kafka at 127.0.0.1:{command.port}" in stopped.stdout
    assert command.java_processes == []
    nothing = command("stop")
    assert (nothing.returncode, nothing.stdout) == (
        0,
        f"No Kafka is running on {command.data_dir}.\n",
    )
    assert command("status").returncode == 3


def test_broker_a_run_that_is_terminated_stops_kafka_and_exits_0(command: BrokerCommand) -> None:
    run = command.run_in_background()
    _until_ready(run)
    assert command("status").returncode == 0
    run.send_signal(signal.SIGINT)
    assert _outcome(run) == (0, "Kafka has stopped.\n")
    assert command.java_processes == []
    assert command("status").returncode == 3


def test_broker_a_run_can_be_stopped_from_another_terminal(command: BrokerCommand) -> None:
    run = command.run_in_background()
    _until_ready(run)
    assert command("stop").returncode == 0
    assert _outcome(run) == (0, "Kafka has stopped.\n")
    assert command.java_processes == []


def test_broker_a_run_that_is_killed_leaves_no_java_behind(command: BrokerCommand) -> None:
    run = command.run_in_background()
    _until_ready(run)
    run.kill()
    _outcome(run)
    wait_until(lambda: not command.java_processes, "Java has ended")
    assert command("status").returncode == 3


def test_broker_kafka_home_is_used_in_place_of_a_download_though_it_be_relative(
    command: BrokerCommand, kafka_home: Path
) -> None:
    # The command runs in the folder that holds the data folder.
    link = command.data_dir.with_name("kafka")
    link.symlink_to(kafka_home)
    started = command.start(KAFKA_HOME=link.name)
    assert started.returncode == 0, started.stderr
    [java] = command.java_processes
    assert str(link / "libs" / "kafka-clients-4.3.1.jar") in " ".join(java.cmdline())


def test_broker_a_port_in_use_names_its_holder_and_a_free_port(command: BrokerCommand) -> None:
    with socket.create_server(("127.0.0.1", command.port)):
        refused = command.start()
    assert refused.returncode == 1
    assert f"Port {command.port} is in use by" in refused.stderr
    assert f"(process {os.getpid()})" in refused.stderr
    offered = re.search(r"--port (\d+)", refused.stderr)
    assert offered is not None
    with socket.create_server(("127.0.0.1", int(offered[1]))):
        pass
    assert command.java_processes == []


def test_broker_a_download_is_reported_and_one_that_fails_starts_nothing(
    command: BrokerCommand, tmp_path: Path
) -> None:
    failed = command.start(
        "--maven-repository=http://127.0.0.1:1", XDG_CACHE_HOME=str(tmp_path / "empty")
    )
    assert failed.returncode == 1
    assert failed.stderr.startswith("Fetching Kafka: 46 of 46 jars.\nError: Cannot fetch")
    assert not command.data_dir.exists()


@pytest.mark.parametrize("port", ["0", "70000"])
def test_broker_a_port_that_does_not_exist_is_refused(command: BrokerCommand, port: str) -> None:
    refused = command("start", "--port", port)
    assert refused.returncode == 2
    assert "--port" in refused.stderr
    assert not command.data_dir.exists()


def test_broker_a_foreign_folder_is_refused_and_left_as_it_was(command: BrokerCommand) -> None:
    command.data_dir.mkdir()
    (command.data_dir / "thesis.txt").write_text("dear to me")
    for verb in ("start", "run"):
        refused = command(verb, "--port", str(command.port))
        assert refused.returncode == 1
        assert "thesis.txt" in refused.stderr
        assert "--data-dir" in refused.stderr
    assert [file.name for file in command.data_dir.iterdir()] == ["thesis.txt"]
