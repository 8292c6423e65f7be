"""`newsdesk`, run as a user runs it."""

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path

from newsdesk.client.cluster import Cluster
from tests.support.warm_newsdesk import STREAMS

_SETTINGS = "NEWSDESK_"
_SECONDS = 240


def newsdesk(
    *arguments: str,
    kafka: Cluster | None = None,
    stdin: bytes = b"",
    environment: Mapping[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command to its end.

    It is forked from a process that has imported it, unless more than settings differ: much of the
    environment counts when Python starts.
    """
    given = environment_for(kafka, environment)
    if all(name.startswith(_SETTINGS) for name in environment or ()):
        with _one_at_a_time:
            return _warm().run(arguments, stdin, given)
    return subprocess.run(
        [sys.executable, "-m", "newsdesk", *arguments],
        input=stdin,
        capture_output=True,
        env=given,
        timeout=_SECONDS,
        check=False,
    )


def environment_for(
    kafka: Cluster | None, environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    address = {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers} if kafka else {}
    return {**os.environ, **address, **(environment or {})}


class _WarmNewsdesk:
    """The server of tests/support/warm_newsdesk.py."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.warm_newsdesk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self, arguments: tuple[str, ...], stdin: bytes, environment: dict[str, str]
    ) -> "subprocess.CompletedProcess[bytes]":
        assert self._server.stdin
        assert self._server.stdout
        with tempfile.TemporaryDirectory(prefix="newsdesk-command-") as folder:
            streams = [Path(folder) / name for name in STREAMS]
            streams[0].write_bytes(stdin)
            request = {
                "arguments": arguments,
                "environment": environment,
                "folder": os.getcwd(),
                "streams": folder,
            }
            self._server.stdin.write(json.dumps(request) + "\n")
            self._server.stdin.flush()
            code = int(self._server.stdout.readline())
            _, output, errors = (stream.read_bytes() for stream in streams)
        return subprocess.CompletedProcess(["newsdesk", *arguments], code, output, errors)

    def close(self) -> None:
        """End the server; it has no command left."""
        self._server.communicate()


_one_at_a_time = threading.Lock()


@functools.cache
def _warm() -> _WarmNewsdesk:
    warm = _WarmNewsdesk()
    atexit.register(warm.close)
    return warm
