"""TCP connections of kafka-python that are closed when they fail.

kafka-python leaves the socket of an attempt that failed to the garbage collector. It picks the
class that connects by the scheme of ``proxy_url``; ``DIRECT`` picks the one here.
"""

import socket
from collections.abc import Callable
from typing import Any

from kafka.net.compat import KafkaNetClient
from kafka.net.inet import KafkaNetSocket

_SCHEME = "newsdesk-direct"
DIRECT = f"{_SCHEME}://"
"""The ``proxy_url`` of a connection without a proxy."""


class _ClosedOnFailure(KafkaNetSocket):  # type: ignore[misc]
    SCHEMES = (_SCHEME,)

    async def sock_connect(
        self, net: Any, sock: socket.socket, sockaddr: tuple[Any, ...], timeout_at: float | None
    ) -> socket.socket:
        try:
            connected: socket.socket = await super().sock_connect(net, sock, sockaddr, timeout_at)
        except BaseException:
            sock.close()
            raise
        return connected


def connected(make: Callable[..., Any], **config: Any) -> Any:
    """Return a client of kafka-python, made with `config`, that closes all if it cannot be made.

    Its constructor starts a thread and opens sockets, and leaves them open when it fails.
    """
    clients = []

    def client(*arguments: Any, **given: Any) -> Any:
        clients.append(KafkaNetClient(*arguments, **{**given, "proxy_url": DIRECT}))
        return clients[-1]

    try:
        return make(**config, kafka_client=client)
    except BaseException:
        for each in clients:
            each.close()
        raise
