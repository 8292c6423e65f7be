"""Standard output of the commands for dead letters: whole lines, and a closed pipe ends quietly."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console

_PIPE_WIDTH = 240


@contextmanager
def closed_pipe_ends() -> Iterator[None]:
    """Leave the block quietly where the reader of standard output has gone."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        # Python's own flush at the end would else complain about the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def output_console() -> Console:
    """Return a console as wide as the terminal, or wide enough for a pipe."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return _PipedConsole(width=None if sys.stdout.isatty() else _PIPE_WIDTH)


class _PipedConsole(Console):
    """A console that leaves it to the command what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
