"""Messages of `newsdesk` commands at an address where no Kafka is."""

import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

from newsdesk.broker.tcp_ports import free_port

_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("topics", "create"),
    ("watch",),
    ("produce", "seeds/bus-drivers-strike.json"),
)


@dataclass(frozen=True)
class WithoutKafka:
    """Commands that run at `address`."""

    address: str
    _runs: Mapping[str, "Future[subprocess.CompletedProcess[bytes]]"]

    def done(self, command: str) -> "subprocess.CompletedProcess[bytes]":
        """Wait for the command's end."""
        return self._runs[command].result()


@contextmanager
def commands_without_kafka() -> Iterator[WithoutKafka]:
    """Run all commands beside each other: each waits some seconds for an answer."""
    address = f"127.0.0.1:{free_port()}"

    def run(command: tuple[str, ...]) -> "subprocess.CompletedProcess[bytes]":
        call = [sys.executable, "-m", "newsdesk", *command, "--bootstrap-servers", address]
        return subprocess.run(call, capture_output=True, timeout=240, check=False)

    with ThreadPoolExecutor(len(_COMMANDS)) as pool:
        yield WithoutKafka(address, {c[0]: pool.submit(run, c) for c in _COMMANDS})
