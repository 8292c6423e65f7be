import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil
import pytest

from newsdesk.broker.distribution import Distribution
from newsdesk.broker.errors import PortInUseError, StartError
from newsdesk.broker.properties import BrokerOptions
from newsdesk.broker.running import running_broker
from newsdesk.broker.server import RunningBroker
from newsdesk.client.admin import cluster_id
from newsdesk.client.cluster import Cluster
from tests.support.processes import wait_until

_ROOT = Path(__file__).parents[2]
_PARENT = """
import time
from newsdesk.broker.running import running_broker
with running_broker() as broker:
    print(broker.folder.path, flush=True)
    time.sleep(600)
"""
_CLUSTER = "MkU3OEVBNTcwNTJENDM2Qg"


def _children(pid: int) -> list[psutil.Process]:
    return psutil.Process(pid).children(recursive=True)


def test_running_broker_a_parent_that_is_killed_leaves_no_java_and_no_folder() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT], cwd=_ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        folder = Path(parent.stdout.readline().strip())
        processes = _children(parent.pid)
        assert "java" in [process.name() for process in processes]
        parent.send_signal(signal.SIGKILL)
    wait_until(lambda: not any(process.is_running() for process in processes), "all have ended")
    wait_until(lambda: not folder.exists(), "the folder is gone")


@pytest.mark.skipif(sys.platform != "linux", reason="needs PR_SET_PDEATHSIG")
def test_running_broker_java_ends_even_when_its_guard_is_killed(distribution: Distribution) -> None:
    with running_broker(kafka=distribution) as broker:
        [java] = _children(broker.process.pid)
        broker.process.kill()
        wait_until(lambda: not java.is_running(), "Java has ended")


def test_running_broker_a_broker_outlives_the_thread_that_started_it_but_not_its_block(
    distribution: Distribution,
) -> None:
    context = running_broker(kafka=distribution)
    entered: list[RunningBroker] = []
    thread = threading.Thread(target=lambda: entered.append(context.__enter__()))
    thread.start()
    thread.join()
    [broker] = entered
    processes = _children(broker.process.pid)
    interrupt = KeyboardInterrupt()
    try:
        assert processes
        assert cluster_id(broker.cluster, timeout_s=30) == broker.folder.cluster_id
    finally:
        context.__exit__(KeyboardInterrupt, interrupt, None)
    assert not any(process.is_running() for process in processes)
    assert not broker.folder.path.exists()


def _port(cluster: Cluster) -> int:
    return int(cluster.bootstrap_servers.rpartition(":")[2])


def test_running_broker_listens_on_this_machine_only(kafka: Cluster) -> None:
    listening = [
        (each.pid, each.laddr.ip.removeprefix("::ffff:"), each.laddr.port)
        for each in psutil.net_connections(kind="tcp")
        if each.laddr and each.status == psutil.CONN_LISTEN
    ]
    [java] = [process for process, _, port in listening if port == _port(kafka)]
    addresses = [address for process, address, _ in listening if process == java]
    assert addresses == ["127.0.0.1", "127.0.0.1"]


def test_running_broker_a_second_broker_on_a_taken_port_is_refused(
    kafka: Cluster, distribution: Distribution
) -> None:
    options = BrokerOptions(port=_port(kafka))
    with pytest.raises(PortInUseError, match=r"java \(process \d+, a Kafka with .*properties\)"):
        running_broker(options, distribution).__enter__()


@pytest.fixture(scope="module")
def used_folder(distribution: Distribution, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that a broker has used, and before it one whose formatting was cut off."""
    folder = tmp_path_factory.mktemp("used") / "broker"
    (folder / "formatting").mkdir(parents=True)
    (folder / "formatting" / "bootstrap.checkpoint").write_bytes(b"cut off")
    (folder / "newsdesk-broker.json").write_text(
        f'{{"cluster_id": "{_CLUSTER}", "kafka_version": "4.3.1"}}'
    )
    with running_broker(BrokerOptions(folder), distribution) as broker:
        assert cluster_id(broker.cluster, timeout_s=30) == _CLUSTER
    return folder


def test_running_broker_a_data_folder_is_kept_with_its_cluster(
    used_folder: Path, distribution: Distribution, tmp_path: Path
) -> None:
    copy = shutil.copytree(used_folder, tmp_path / "copy")
    # A person may delete the logs.
    shutil.rmtree(copy / "logs")
    with running_broker(BrokerOptions(copy), distribution) as broker:
        assert cluster_id(broker.cluster, timeout_s=30) == _CLUSTER
        assert broker.folder.kafka_log.exists()


def test_running_broker_a_java_that_dies_is_reported_with_the_end_of_its_log(
    used_folder: Path, distribution: Distribution, tmp_path: Path
) -> None:
    copy = shutil.copytree(used_folder, tmp_path / "copy")
    (copy / "data" / "bootstrap.checkpoint").write_bytes(b"damaged")
    with (
        pytest.raises(StartError, match=r"(?s)ended while it started.*kafka\.log.*ERROR"),
        running_broker(BrokerOptions(copy), distribution),
    ):
        pass
