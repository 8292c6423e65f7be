import socket
from contextlib import closing

import psutil

from broker.errors import PortInUseError

HOST = "127.0.0.1"


def free_port(first: int = 0) -> int:
    """A TCP port that nothing listens on: ``first`` or the next free one; any if ``first`` is 0."""
    for port in range(first, 65536):
        with closing(_socket()) as probe:
            try:
                probe.bind((HOST, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise PortInUseError(f"No TCP port from {first} on is free.")


def require_free(port: int) -> None:
    """Raises PortInUseError naming who listens on the port and a port that is free."""
    with closing(_socket()) as probe:
        try:
            probe.bind((HOST, port))
        except PermissionError as error:
            raise PortInUseError(f"Port {port} is not for ordinary users: {error}.") from error
        except OSError as error:
            raise PortInUseError(
                f"Port {port} is in use by {_holder(port)}."
                f" Stop it, or take a free port: --port {free_port(min(port + 100, 65000))}"
            ) from error


def accepts_connections(port: int) -> bool:
    """Whether something accepts TCP connections on the port."""
    with closing(_socket()) as probe:
        probe.settimeout(1.0)
        return probe.connect_ex((HOST, port)) == 0


def _socket() -> socket.socket:
    probe = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    # Kafka sets this too: a port whose old connections linger in TIME_WAIT is free.
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return probe


def _holder(port: int) -> str:
    try:
        connections = psutil.net_connections(kind="tcp")
        for connection in connections:
            address = connection.laddr
            listens = connection.status == psutil.CONN_LISTEN and address and address.port == port
            if listens and connection.pid is not None:
                return f"{psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        pass
    return "another process, which the system does not let newsdesk see"
