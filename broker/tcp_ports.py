"""TCP ports of this machine: which are free, and which process uses one that is not."""

import socket
from contextlib import ExitStack, closing

import psutil

from newsdesk.broker.errors import PortInUseError

HOST = "127.0.0.1"


def free_port(first: int = 0) -> int:
    """Return a TCP port that nothing listens on: ``first`` or the next free one; any if it is 0.

    Raises:
        PortInUseError: none is free.
    """
    for port in range(first, 65536):
        with closing(_socket()) as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PortInUseError(f"No TCP port from {first} on is free.")


def free_ports(count: int) -> list[int]:
    """Return so many TCP ports on which nothing listens, each another one."""
    with ExitStack() as held:
        # Sockets that share addresses, as `_socket` makes them, could share a port too.
        probes = [held.enter_context(closing(socket.socket())) for _ in range(count)]
        for probe in probes:
            probe.bind((HOST, 0))
        return [int(probe.getsockname()[1]) for probe in probes]


def require_free(port: int, host: str = HOST, option: str = "--port ") -> None:
    """Check that nothing listens on the port; `option` sets another one, in front of its number.

    Raises:
        PortInUseError: naming the process that listens on it, and a free port.
    """
    with closing(_socket()) as probe:
        try:
            probe.bind((host, port))
        except PermissionError as error:
            raise PortInUseError(
                f"Port {port} requires root privileges: {error}.",
                f"Take a port over 1023: {option}N",
            ) from error
        except OSError as error:
            raise PortInUseError(
                f"Port {port} is in use by {_holder(port)}.",
                f"Stop it, or take a free port: {option}{free_port(min(port + 100, 65000))}",
            ) from error


def accepts_connections(port: int) -> bool:
    """Return whether something accepts TCP connections on the port."""
    with closing(_socket()) as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((HOST, port)) == 0


def _socket() -> socket.socket:
    probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Kafka sets this too: a port with old connections in TIME_WAIT is free.
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return probe


def _holder(port: int) -> str:
    try:
        connections = psutil.net_connections(kind="tcp")
        for connection in connections:
            address = connection.laddr
            listens = connection.status == psutil.CONN_LISTEN and address and address.port == port
            if listens and connection.pid is not None:
                return _described(psutil.Process(connection.pid))
    except psutil.Error:
        pass
    return "another process, which newsdesk has no permission to see"


def _described(process: psutil.Process) -> str:
    command = process.cmdline()
    # Kafka's only argument is its settings file, which identifies it.
    kafka = f", a Kafka with {command[-1]}" if "kafka.Kafka" in command[:-1] else ""
    return f"{process.name()} (process {process.pid}{kafka})"
