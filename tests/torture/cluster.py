"""A real Kafka of one or three brokers that can be killed and come back as they were."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from newsdesk.broker.data_folder import DataFolder, open_data_folder
from newsdesk.broker.distribution import Distribution, cached_kafka
from newsdesk.broker.java import java_command, java_environment, launch_guarded
from newsdesk.broker.properties import BrokerOptions, server_properties, write_properties
from newsdesk.broker.server import RunningBroker
from newsdesk.broker.tcp_ports import HOST, free_ports
from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import UnreachableError
from tests.support.certificates import Certificates
from tests.support.processes import wait_until
from tests.torture.tls import tls_environment, tls_listener

HEAP = "256m"


@dataclass(frozen=True)
class Place:
    """Where a broker listens, and which number it has in the cluster."""

    node: int
    port: int
    controller_port: int
    tls_port: int


class Node:
    """One broker (and controller), alive or not; its port and its data stay the same."""

    def __init__(
        self, kafka: Distribution, folder: DataFolder, place: Place, settings: Mapping[str, str]
    ) -> None:
        self.place = place
        self.folder = folder
        self._kafka = kafka
        self._running: RunningBroker | None = None
        folder.kafka_log.parent.mkdir(parents=True, exist_ok=True)
        write_properties(folder.properties, dict(settings))

    @property
    def is_alive(self) -> bool:
        return self._running is not None and self._running.process.poll() is None

    def format(self) -> None:
        """Make its storage."""
        cluster = f"--cluster-id={self.folder.cluster_id}"
        arguments = ("format", cluster, f"--config={self.folder.properties}")
        command = self._java("kafka.tools.StorageTool", *arguments)
        subprocess.run(command, env=java_environment(), check=True, capture_output=True, timeout=60)

    def launch(self) -> None:
        """Start it, without waiting until it answers."""
        self.stop()
        command = self._java("kafka.Kafka", str(self.folder.properties))
        process = launch_guarded(command, self.folder, temporary=False)
        self._running = RunningBroker(process, self.place.port, self.folder)

    def start(self) -> None:
        """Start it, and return once it answers."""
        self.launch()
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        assert self._running is not None
        self._running.wait_until_ready()

    def kill(self) -> None:
        """End it as a crash does: SIGKILL, no farewell to anybody."""
        assert self._running is not None
        for java in psutil.Process(self._running.process.pid).children():
            java.kill()
        self._running.process.wait(30)
        self._running.stop()

    def stop(self) -> None:
        """End it in order."""
        if self._running is not None:
            self._running.stop()

    def _java(self, main_class: str, *arguments: str) -> list[str]:
        return java_command(self._kafka, self.folder, HEAP, main_class, *arguments)


class BrokerCluster:
    """The brokers, and how to reach them."""

    def __init__(self, nodes: Sequence[Node], certificates: Certificates | None = None) -> None:
        self.nodes = tuple(nodes)
        self._certificates = certificates

    @property
    def cluster(self) -> Cluster:
        return Cluster(",".join(f"{HOST}:{node.place.port}" for node in self.nodes))

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a worker: by TLS, if the cluster was started with certificates."""
        if self._certificates is None:
            return {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": self.cluster.bootstrap_servers}
        return tls_environment([node.place.tls_port for node in self.nodes], self._certificates)

    def start(self) -> None:
        """Start every broker, and return once the cluster counts all of them."""
        for node in self.nodes:
            node.launch()
        for node in self.nodes:
            node.wait_until_ready()
        wait_until(self.is_whole, "the cluster is whole")

    def is_whole(self) -> bool:
        """Whether every broker is up, and every partition has all its replicas in step."""
        try:
            with admin_client(self.cluster, 10) as admin:
                if len(admin.describe_cluster()["brokers"]) < len(self.nodes):
                    return False
                topics = admin.describe_topics()
        except UnreachableError:
            return False
        partitions = [p for topic in topics for p in topic["partitions"]]
        return all(len(p["isr_nodes"]) == len(p["replica_nodes"]) for p in partitions)


@contextmanager
def running_cluster(
    brokers: int = 1,
    extra: Mapping[str, str] | None = None,
    folder: Path | None = None,
    *,
    racks: bool = False,
    certificates: Certificates | None = None,
) -> Iterator[BrokerCluster]:
    """Run a cluster during the block, with `extra` settings on each broker.

    With three brokers everything is kept three times, and a write needs two of them. The data lie
    in `folder`, or in one that is removed at the end. With `racks` each broker has its own, which
    `rack_of` names, and consumers may read from replicas. With `certificates` each has a listener
    for TLS beside the other.
    """
    temporary = folder or Path(tempfile.mkdtemp(prefix="newsdesk-torture-"))
    kafka = cached_kafka()
    first = open_data_folder(temporary / "1", kafka.version)
    ports = iter(free_ports(3 * brokers))
    places = [Place(n, next(ports), next(ports), next(ports)) for n in range(1, brokers + 1)]
    nodes = []
    for place in places:
        data = DataFolder(temporary / str(place.node), first.cluster_id)
        more = dict(extra or {}) | (_rack_settings(place) if racks else {})
        settings = _settings(place, places, data) | more
        if certificates is not None:
            settings = tls_listener(settings, place.tls_port, certificates)
        nodes.append(Node(kafka, data, place, settings))
    cluster = BrokerCluster(nodes, certificates)
    try:
        for node in nodes:
            node.format()
        cluster.start()
        yield cluster
    finally:
        for node in nodes:
            node.stop()
        if folder is None:
            shutil.rmtree(temporary, ignore_errors=True)


def _settings(place: Place, places: Sequence[Place], data: DataFolder) -> dict[str, str]:
    copies, enough = (3, 2) if len(places) > 1 else (1, 1)
    options = BrokerOptions(heap=HEAP)
    settings = server_properties(options, place.port, place.controller_port, data.storage)
    settings |= {
        "node.id": place.node,
        "controller.quorum.voters": ",".join(
            f"{p.node}@{HOST}:{p.controller_port}" for p in places
        ),
        "default.replication.factor": copies,
        "min.insync.replicas": enough,
        "offsets.topic.replication.factor": copies,
        "transaction.state.log.replication.factor": copies,
        "transaction.state.log.min.isr": enough,
        "controlled.shutdown.enable": "true",
    }
    return {name: str(value) for name, value in settings.items()}


def rack_of(node: int) -> str:
    """Return the rack of the broker of that number."""
    return f"rack-{node}"


def _rack_settings(place: Place) -> dict[str, str]:
    selector = "org.apache.kafka.common.replica.RackAwareReplicaSelector"
    return {"broker.rack": rack_of(place.node), "replica.selector.class": selector}


def crash_for(node: Node, seconds: float) -> None:
    """Kill the broker, and bring it back after that long."""
    node.kill()
    time.sleep(seconds)
    node.start()
