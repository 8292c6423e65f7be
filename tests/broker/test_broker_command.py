import json
import os
import re
import signal
import socket
import subprocess
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from kafka import KafkaConsumer, KafkaProducer

from broker.connection import Connection
from broker.topics import TopicSpec, create_topics


def _produce(connection: Connection, topic: str, *values: bytes) -> None:
    with KafkaProducer(**connection.for_kafka_python()) as producer:
        sent = [producer.send(topic, value) for value in values]
        for future in sent:
            future.get(timeout=30)


def _consume(connection: Connection, topic: str, count: int) -> list[bytes]:
    values: list[bytes] = []
    with KafkaConsumer(
        topic, auto_offset_reset="earliest", **connection.for_kafka_python()
    ) as consumer:
        while len(values) < count:
            batches = consumer.poll(timeout_ms=30_000)
            assert batches, f"{len(values)} of {count} messages came"
            values += [record.value for batch in batches.values() for record in batch]
    return values


def test_a_broker_started_twice_is_reported_not_doubled(command):
    first = command.start()
    assert first.returncode == 0, first.stderr
    second = command.start()
    assert second.returncode == 0
    assert f"Already running at 127.0.0.1:{command.port}" in second.stdout
    assert len(command.java_processes) == 1


def test_two_starts_at_once_give_one_broker(command):
    with ThreadPoolExecutor() as pool:
        runs = list(pool.map(lambda _: command.start(), range(2)))
    assert [run.returncode for run in runs] == [0, 0], [run.stderr for run in runs]
    assert len(command.java_processes) == 1


def test_status_and_stop_tell_what_runs_and_leave_no_process(command):
    assert command("status").returncode == 3
    command.start()
    create_topics(command.instance.connection, [TopicSpec("seen", 1)])

    status = command("status")
    assert status.returncode == 0
    assert f"127.0.0.1:{command.port}" in status.stdout
    assert str(command.instance.pid) in status.stdout
    assert re.search(r"topics +1$", status.stdout, re.MULTILINE)

    stopped = command("stop")
    assert stopped.returncode == 0, stopped.stderr
    assert command.java_processes == []
    assert command("status").returncode == 3
    assert command("stop").returncode == 0


def test_a_killed_broker_starts_again_with_its_messages(command):
    command.start()
    connection = command.instance.connection
    create_topics(connection, [TopicSpec("kept", 1)])
    _produce(connection, "kept", b"one", b"two")
    psutil.Process(command.instance.pid).kill()

    again = command.start()
    assert again.returncode == 0, again.stderr
    assert "Already" not in again.stdout
    assert _consume(command.instance.connection, "kept", 2) == [b"one", b"two"]


def test_a_port_in_use_names_its_holder_and_a_free_port(command):
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


@pytest.mark.parametrize("pid", [os.getpid(), 2**22 + 1], ids=["used again", "gone"])
def test_a_stale_state_file_is_cleaned_and_its_process_left_alone(command, pid):
    command.data_dir.mkdir()
    state = command.data_dir / "instance.json"
    state.write_text(
        json.dumps({"pid": pid, "started": 1.0, "port": command.port, "kafka_version": "4.3.1"})
    )
    assert command("stop").returncode == 0
    assert command("status").returncode == 3
    assert not state.exists()


def test_a_foreign_folder_is_refused_and_left_as_it_was(command):
    command.data_dir.mkdir()
    (command.data_dir / "thesis.txt").write_text("dear to me")
    for verb in ("start", "run"):
        refused = command(verb, "--port", str(command.port))
        assert refused.returncode == 1
        assert "thesis.txt" in refused.stderr
        assert "--data-dir" in refused.stderr
    assert [file.name for file in command.data_dir.iterdir()] == ["thesis.txt"]


def _until_ready(run: "subprocess.Popen[str]") -> None:
    assert run.stdout is not None
    for line in run.stdout:
        if line.startswith("  data"):
            return
    raise AssertionError(f"it ended with status {run.wait()}")


def _outcome(run: "subprocess.Popen[str]") -> tuple[int, str]:
    rest, _ = run.communicate(timeout=60)
    return run.returncode, rest


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_told_to_end_stops_kafka_and_exits_0(command, number):
    run = command.run_in_background()
    _until_ready(run)
    assert command("status").returncode == 0
    run.send_signal(number)
    assert _outcome(run) == (0, "Kafka has stopped.\n")
    assert command.java_processes == []
    assert command("status").returncode == 3


def test_a_run_can_be_stopped_from_another_terminal(command):
    run = command.run_in_background()
    _until_ready(run)
    assert command("stop").returncode == 0
    assert _outcome(run) == (0, "Kafka has stopped.\n")
    assert command.java_processes == []


def test_a_run_whose_kafka_dies_says_so_and_fails(command):
    run = command.run_in_background()
    _until_ready(run)
    for java in command.java_processes:
        java.kill()
    code, output = _outcome(run)
    assert code == 1
    assert "ended by itself" in output
    assert "kafka.log" in output


def test_a_run_that_is_killed_leaves_no_java_behind(command, wait_until):
    run = command.run_in_background()
    _until_ready(run)
    run.kill()
    _outcome(run)
    wait_until(lambda: not command.java_processes)
    assert command("status").returncode == 3


def test_kafka_home_is_used_in_place_of_a_download(command, distribution, tmp_path: Path):
    libs = tmp_path / "kafka" / "libs"
    libs.mkdir(parents=True)
    for jar in distribution.jars:
        (libs / jar.name).symlink_to(jar)
    started = command("start", "--port", str(command.port), "--kafka-home", str(libs.parent))
    assert started.returncode == 0, started.stderr
    [java] = command.java_processes
    assert str(libs / "kafka-clients-4.3.1.jar") in " ".join(java.cmdline())
