"""Standard output and standard error: whole lines, JSON, and a closed pipe that ends quietly."""

import io
import sys
from base64 import b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import orjson
import typer
from rich.console import Console
from rich.text import Text

from newsdesk.controls import json_in_a_line
from newsdesk.redaction import redact
from newsdesk.terminal.errors import ClosedInput
from newsdesk.terminal.rendering import line_of, safe
from newsdesk.terminal.streams import drop_the_rest, ends_with_reader, is_closed

_PIPE_WIDTH = 240


@contextmanager
def closed_pipe_ends() -> Iterator[None]:
    """Leave the block quietly when the reader of standard output has closed the pipe."""
    try:
        with ends_with_reader():
            yield
            sys.stdout.flush()
    except BrokenPipeError:
        # Python's own flush at exit would otherwise complain about the pipe.
        drop_the_rest(sys.stdout.fileno())


def output_console(pipe_width: int = _PIPE_WIDTH) -> Console:
    """Return a console as wide as the terminal; `pipe_width` characters wide without one."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    return _PipedConsole(width=None if sys.stdout.isatty() else pipe_width)


def say(line: str, *, err: bool = False) -> None:
    """Print a line to standard output, or to standard error; it may hold untrusted text."""
    typer.echo(redact(line_of(line)), err=err)


def notice(line: str, style: str = "") -> None:
    """Print a line to standard error; it may hold untrusted text."""
    Console(stderr=True).print(Text(redact(safe(line)), style=style), soft_wrap=True)


def json_line(fields: Any) -> bytes:
    """Return `fields` as one line of JSON with its line end, which a terminal does not obey."""
    return json_in_a_line(orjson.dumps(fields))


def json_text(value: bytes | None) -> str | dict[str, str] | None:
    """Return bytes as JSON can have them: a string, or `{"base64": …}` if they are not UTF-8."""
    if value is None:
        return None
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": b64encode(value).decode("ascii")}


def write_json(fields: Any) -> None:
    """Write `fields` to standard output, as one line of JSON."""
    write_bytes(json_line(fields))


def write_bytes(data: bytes) -> None:
    """Write `data` to standard output as it is, at once."""
    write_lines([data])


def write_lines(lines: Iterable[bytes]) -> None:
    """Write `lines`, which have their line ends, to standard output."""
    output = standard_output()
    output.writelines(lines)
    output.flush()


def standard_output() -> BinaryIO:
    """Return standard output, for bytes."""
    return typer.get_binary_stream("stdout")


def standard_input() -> BinaryIO:
    """Return standard input, for bytes.

    Raises:
        ClosedInput: if the caller has closed it.
    """
    if is_closed("stdin"):
        raise ClosedInput("Standard input is closed.", "Give it a file or a pipe, or name files.")
    return typer.get_binary_stream("stdin")


class _PipedConsole(Console):
    """A console that leaves it to `closed_pipe_ends` what a closed pipe means."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError
