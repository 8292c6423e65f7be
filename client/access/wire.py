"""One connection to a broker that sends a request at a time, with kafka-python's protocol."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any

from kafka.errors import KafkaConnectionError
from kafka.protocol.parser import KafkaProtocol

_MAX_ANSWER_BYTES = 16 * 1024 * 1024


@contextmanager
def connected(host: str, port: int, deadline: float) -> Iterator[socket.socket]:
    """Yield a TCP connection whose operations end at `deadline`, a time of `monotonic()`.

    Raises:
        OSError: if there is none.
    """
    with socket.create_connection((host, port), seconds_until(deadline)) as sock:
        yield sock


def seconds_until(deadline: float) -> float:
    """Return the seconds that are left, and no fewer than a tenth of one."""
    return max(deadline - monotonic(), 0.1)


class Wire:
    """Sends requests on a socket, and returns the answer to each."""

    def __init__(self, sock: socket.socket, deadline: float) -> None:
        self._sock = sock
        self._deadline = deadline
        self._protocol = KafkaProtocol(receive_message_max_bytes=_MAX_ANSWER_BYTES)

    def ask(self, request: Any) -> Any:
        """Return the answer.

        Raises:
            KafkaError: if the broker closes the connection, or what it sends is no answer.
            OSError: if the connection breaks, or there is no answer in time.
        """
        self._protocol.send_request(request)
        self._sock.settimeout(seconds_until(self._deadline))
        self._sock.sendall(self._protocol.send_bytes())
        while True:
            self._sock.settimeout(seconds_until(self._deadline))
            if not (data := self._sock.recv(65536)):
                raise KafkaConnectionError("the broker has closed the connection")
            for _, answer in self._protocol.receive_bytes(data):
                return answer
            if monotonic() > self._deadline:
                raise TimeoutError
