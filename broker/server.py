"""One Kafka server as a child process: format, launch, wait until it answers, stop."""

import shutil
import subprocess
import time
from dataclasses import dataclass

import psutil

from newsdesk.broker.data_folder import DataFolder
from newsdesk.broker.distribution import Distribution
from newsdesk.broker.errors import PortInUseError, StartError
from newsdesk.broker.java import java_command, java_environment, launch_guarded, launch_independent
from newsdesk.broker.private import UMASK
from newsdesk.broker.process import stop_group
from newsdesk.broker.properties import BrokerOptions, server_properties, write_properties
from newsdesk.broker.signals import start_process
from newsdesk.broker.tcp_ports import HOST, accepts_connections, free_ports, require_free
from newsdesk.client.admin import cluster_id
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import UnreachableError

_FORMAT_TIMEOUT_S = 60
_START_TIMEOUT_S = 90
_BIND_FAILURE = "Address already in use"
"""Java logs this when it cannot listen on a port."""


@dataclass(frozen=True)
class RunningBroker:
    """A Kafka server that this process launched; ``process`` is Java, or the guard that runs it."""

    process: "subprocess.Popen[bytes]"
    port: int
    folder: DataFolder

    @property
    def cluster(self) -> Cluster:
        """Return how clients on this machine reach it."""
        return Cluster(f"{HOST}:{self.port}")

    def wait_until_ready(self, timeout_s: float = _START_TIMEOUT_S) -> None:
        """Return when this cluster, and no other, answers a metadata request.

        Raises:
            StartError: Java ended, or Kafka does not answer in time.
            PortInUseError: another Kafka answers at the port.
        """
        deadline = time.monotonic() + timeout_s
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                log = self.log_tail()
                port_taken = _BIND_FAILURE in log
                raise StartError("Kafka ended while it started.", log, port_taken=port_taken)
            if self._answers():
                return
            time.sleep(0.05)
        raise StartError(f"Kafka does not answer after {timeout_s:.0f} s.", self.log_tail())

    def stop(self) -> None:
        """Stop it, by force if that takes too long; return when it has ended."""
        if self.process.poll() is None:
            stop_group(psutil.Process(self.process.pid))
            self.process.wait()
        if self.process.stdin is not None:
            self.process.stdin.close()

    def log_tail(self, lines: int = 15) -> str:
        """Return where the log is, and the last lines that Kafka and Java wrote."""
        tail: list[str] = []
        for file in (self.folder.kafka_log, self.folder.java_log):
            if file.exists():
                tail += file.read_text(encoding="utf-8", errors="replace").splitlines()[-lines:]
        return f"The end of its log ({self.folder.kafka_log}):\n" + "\n".join(tail[-lines:])

    def _answers(self) -> bool:
        if not accepts_connections(self.port):
            return False
        try:
            answering = cluster_id(self.cluster, timeout_s=5)
        except UnreachableError:
            return False
        if answering != self.folder.cluster_id:
            raise PortInUseError(f"Another Kafka, {answering}, answers at port {self.port}.")
        return True


def launch_broker(
    options: BrokerOptions, kafka: Distribution, folder: DataFolder, *, guarded: bool
) -> RunningBroker:
    """Start Kafka on the folder without waiting for it; if guarded, it ends with this process.

    Raises:
        PortInUseError: the wanted port is taken.
        StartError: the storage cannot be formatted, or Java cannot be run.
    """
    first, second = free_ports(2)
    port = options.port or first
    controller_port = second if port != second else first
    require_free(port)
    try:
        if not folder.is_formatted:
            _format(options, kafka, folder)
        settings = server_properties(options, port, controller_port, folder.storage)
        write_properties(folder.properties, settings)
        command = java_command(kafka, folder, options.heap, "kafka.Kafka", str(folder.properties))
        if guarded:
            process = launch_guarded(command, folder, temporary=options.data_dir is None)
        else:
            process = launch_independent(command, folder)
    except OSError as error:
        raise StartError(f"Kafka cannot be started: {error}.") from error
    return RunningBroker(process, port, folder)


def _format(options: BrokerOptions, kafka: Distribution, folder: DataFolder) -> None:
    """Format Kafka's storage; it is renamed to its final name when it is complete."""
    shutil.rmtree(folder.half_formatted, ignore_errors=True)
    port, controller_port = free_ports(2)
    settings = server_properties(options, port, controller_port, folder.half_formatted)
    write_properties(folder.properties, settings)
    command = java_command(
        kafka,
        folder,
        options.heap,
        "kafka.tools.StorageTool",
        "format",
        f"--cluster-id={folder.cluster_id}",
        f"--config={folder.properties}",
    )
    with start_process(
        command,
        env=java_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        umask=UMASK,
    ) as tool:
        try:
            output, _ = tool.communicate(timeout=_FORMAT_TIMEOUT_S)
        except subprocess.TimeoutExpired as error:
            said = f"Formatting Kafka's storage took over {_FORMAT_TIMEOUT_S} s."
            raise StartError(said) from error
        finally:
            tool.kill()
    if tool.returncode != 0:
        said = f"Kafka's storage could not be formatted in {folder.path}."
        raise StartError(said, output.decode(errors="replace").strip())
    folder.half_formatted.rename(folder.storage)
