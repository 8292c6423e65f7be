"""The standard streams: always open, and without a traceback where they cannot be written.

Imported by every command: it imports nothing that takes time.
"""

import io
import os
import select
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_NAMES = ("stdin", "stdout", "stderr")
_was_closed: set[str] = set()
_until_closed = 0


def prepare_streams() -> None:
    """Open those that the caller has closed on nothing, and watch over what is written.

    A pipe whose reader has gone takes the rest of the output silently, except within
    `ends_with_reader`. Any other error of standard output is a StreamError, once. What cannot be
    written to standard error cannot be reported.
    """
    for number, name in enumerate(_NAMES):
        if getattr(sys, name) is None:
            _was_closed.add(name)
            _open_on_nothing(number, name)
    sys.stdout = _watched(sys.stdout, _Output, "replace")
    sys.stderr = _watched(sys.stderr, _Stream, "backslashreplace")


def is_closed(name: str) -> bool:
    """Whether the caller has closed the stream of this name, such as `stdin`."""
    return name in _was_closed


@contextmanager
def ends_with_reader() -> Iterator[None]:
    """Let a BrokenPipeError leave the block where the reader of standard output has gone."""
    global _until_closed
    _until_closed += 1
    try:
        yield
    finally:
        _until_closed -= 1


def _open_on_nothing(number: int, name: str) -> None:
    # Otherwise the next file or socket would get the number, and be written to.
    try:
        os.fstat(number)
    except OSError:
        opened = os.open(os.devnull, os.O_RDWR)
        if opened != number:
            os.dup2(opened, number)
            os.close(opened)
        os.set_inheritable(number, True)
    mode = "r" if name == "stdin" else "w"
    setattr(sys, name, open(number, mode, encoding="utf-8", closefd=False))  # noqa: SIM115


def _watched(stream: Any, kind: "type[_Stream]", errors: str) -> Any:
    try:
        stream.flush()
        number = stream.fileno()
    except (OSError, ValueError, AttributeError):
        return stream
    buffer = kind(io.FileIO(number, "wb", closefd=False))
    line_buffering = stream.line_buffering or stream.write_through
    return io.TextIOWrapper(buffer, stream.encoding, errors, line_buffering=line_buffering)


def drop_the_rest(number: int) -> None:
    """Let what is still written go nowhere; Python's own flush at exit would complain."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, number)
    os.close(nowhere)


class _Stream(io.BufferedWriter):
    """A stream whose rest goes nowhere once it cannot be written.

    The file below it is Python's own: what Ctrl-C interrupts there is never written twice.
    """

    def write(self, data: Any) -> int:
        rest = memoryview(data).cast("B")
        while rest:
            rest = rest[self._tried(super().write, rest) :]
        return len(data)

    def flush(self) -> None:
        self._tried(super().flush)

    def _tried(self, work: Callable[..., int | None], *arguments: Any) -> int:
        """Do `work` until it is done; return how many bytes of its argument were taken."""
        while True:
            try:
                return work(*arguments) or 0
            except BlockingIOError as error:
                select.select([], [self], [])  # another program made the pipe non-blocking
                if arguments:
                    return error.characters_written
            except OSError as error:
                drop_the_rest(self.fileno())
                self._failed(error)

    def _failed(self, error: OSError) -> None:
        """Report `error`; of standard error that is not possible."""


class _Output(_Stream):
    def _failed(self, error: OSError) -> None:
        if not isinstance(error, BrokenPipeError):
            # Imported here because it takes time, and is seldom needed.
            from newsdesk.terminal.errors import StreamError

            raise StreamError(error) from error
        if _until_closed:
            raise error
