"""`newsdesk`, run as a user runs it."""

import atexit
import functools
import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from newsdesk.client.cluster import Cluster
from tests.support.warm_newsdesk import STREAMS

_SETTINGS = "NEWSDESK_"
_SECONDS = 240


def newsdesk(
    *arguments: str,
    kafka: Cluster | None = None,
    stdin: bytes = b"",
    typed: bytes | None = None,
    environment: Mapping[str, str] | None = None,
) -> "subprocess.CompletedProcess[bytes]":
    """Run the command to its end, with `stdin`, or at a terminal where a person types `typed`.

    It is forked from a process that has imported it, unless more than settings differ: much of the
    environment counts when Python starts.
    """
    given = environment_for(kafka, environment)
    with tempfile.TemporaryDirectory(prefix="newsdesk-command-") as folder, ExitStack() as stack:
        streams = [Path(folder) / name for name in STREAMS]
        if typed is None:
            streams[0].write_bytes(stdin)
        else:
            streams[0].symlink_to(stack.enter_context(_terminal(typed)))
        if all(name.startswith(_SETTINGS) for name in environment or ()):
            with _one_at_a_time:
                code = _warm().run(arguments, given, folder)
        else:
            code = _run(arguments, given, streams)
        output, errors = (stream.read_bytes() for stream in streams[1:])
    return subprocess.CompletedProcess(["newsdesk", *arguments], code, output, errors)


def environment_for(
    kafka: Cluster | None, environment: Mapping[str, str] | None = None
) -> dict[str, str]:
    address = {"NEWSDESK_KAFKA__BOOTSTRAP_SERVERS": kafka.bootstrap_servers} if kafka else {}
    return {**os.environ, **address, **(environment or {})}


@contextmanager
def _terminal(typed: bytes) -> Iterator[str]:
    """Yield the path of a terminal at which that was typed."""
    person, line = os.openpty()
    try:
        os.write(person, typed)
        yield os.ttyname(line)
    finally:
        os.close(person)
        os.close(line)


def _run(arguments: tuple[str, ...], environment: dict[str, str], streams: list[Path]) -> int:
    command = [sys.executable, "-m", "newsdesk", *arguments]
    given, output, errors = streams
    with given.open("rb") as stdin, output.open("wb") as stdout, errors.open("wb") as stderr:
        return subprocess.run(
            command,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            env=environment,
            timeout=_SECONDS,
            check=False,
        ).returncode


class _WarmNewsdesk:
    """The server of tests/support/warm_newsdesk.py."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.support.warm_newsdesk"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, arguments: tuple[str, ...], environment: dict[str, str], streams: str) -> int:
        """Run a command on the streams of that folder, and return its exit code."""
        assert self._server.stdin
        assert self._server.stdout
        request = {
            "arguments": arguments,
            "environment": environment,
            "folder": os.getcwd(),
            "streams": streams,
        }
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return int(self._server.stdout.readline())

    def close(self) -> None:
        """End the server; it has no command left."""
        self._server.communicate()


_one_at_a_time = threading.Lock()


@functools.cache
def _warm() -> _WarmNewsdesk:
    warm = _WarmNewsdesk()
    atexit.register(warm.close)
    return warm
