import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from broker.admin import cluster_id
from broker.errors import PortInUseError, StartError
from broker.properties import BrokerOptions
from broker.running import running_broker

_ROOT = Path(__file__).parents[2]
_PARENT = """
import time
from broker.running import running_broker
with running_broker() as broker:
    print(broker.folder.path, flush=True)
    time.sleep(600)
"""


def _children(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_a_parent_that_is_killed_leaves_no_java_and_no_folder(wait_until, number):
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        folder = Path(parent.stdout.readline().strip())
        processes = _children(parent.pid)
        assert "java" in [process.name() for process in processes]
        parent.send_signal(number)
    wait_until(lambda: not any(process.is_running() for process in processes))
    wait_until(lambda: not folder.exists())


@pytest.mark.skipif(sys.platform != "linux", reason="needs PR_SET_PDEATHSIG")
def test_java_ends_even_when_its_guard_is_killed(wait_until, distribution):
    with running_broker(kafka=distribution) as broker:
        [java] = _children(broker.process.pid)
        broker.process.kill()
        wait_until(lambda: not java.is_running())


def test_an_error_in_the_block_stops_the_broker_and_removes_its_folder(distribution):
    with pytest.raises(KeyboardInterrupt), running_broker(kafka=distribution) as broker:
        processes = _children(broker.process.pid)
        assert processes
        raise KeyboardInterrupt
    assert not any(process.is_running() for process in processes)
    assert not broker.folder.path.exists()


def test_a_broker_started_in_a_thread_outlives_the_thread(distribution):
    context = running_broker(kafka=distribution)
    entered = []
    thread = threading.Thread(target=lambda: entered.append(context.__enter__()))
    thread.start()
    thread.join()
    try:
        [broker] = entered
        assert cluster_id(broker.connection, timeout_s=30) == broker.folder.cluster_id
    finally:
        context.__exit__(None, None, None)


def test_it_listens_on_this_machine_only(distribution):
    with running_broker(kafka=distribution) as broker:
        [java] = _children(broker.process.pid)
        listening = [
            connection.laddr.ip
            for connection in java.net_connections(kind="tcp")
            if connection.status == psutil.CONN_LISTEN
        ]
    assert len(listening) == 2
    assert {address.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_a_data_folder_is_kept_with_its_cluster(distribution, tmp_path):
    options = BrokerOptions(data_dir=tmp_path / "kept")
    (tmp_path / "kept" / "formatting").mkdir(parents=True)
    (tmp_path / "kept" / "formatting" / "bootstrap.checkpoint").write_bytes(b"cut off")
    (tmp_path / "kept" / "newsdesk-broker.json").write_text(
        '{"cluster_id": "MkU3OEVBNTcwNTJENDM2Qg", "kafka_version": "4.3.1"}'
    )
    for _ in range(2):
        with running_broker(options, distribution) as broker:
            assert cluster_id(broker.connection, timeout_s=30) == "MkU3OEVBNTcwNTJENDM2Qg"


def test_a_second_broker_on_a_taken_port_is_refused(distribution):
    with running_broker(kafka=distribution) as broker:
        options = BrokerOptions(port=broker.port)
        with pytest.raises(PortInUseError, match=r"java \(process \d+\)"):
            running_broker(options, distribution).__enter__()


def test_a_java_that_dies_is_reported_with_the_end_of_its_log(distribution, tmp_path):
    options = BrokerOptions(data_dir=tmp_path / "broken")
    with running_broker(options, distribution) as broker:
        checkpoint = broker.folder.storage / "bootstrap.checkpoint"
    checkpoint.write_bytes(b"damaged")
    with (
        pytest.raises(StartError, match=r"(?s)ended while it started.*kafka\.log.*ERROR"),
        running_broker(options, distribution),
    ):
        pass
