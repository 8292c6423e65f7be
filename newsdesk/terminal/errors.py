"""Errors that the user can fix are printed in a line or two; all others keep their traceback."""

import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from newsdesk.controls import escaped
from newsdesk.json_lines import asks_for_json, json_line
from newsdesk.redaction import redact
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.terminal.rendering import line_of, safe

FAILED = 1


class StreamError(NewsdeskError):
    """Raised when standard output cannot be written."""

    def __init__(self, error: OSError) -> None:
        reason = (error.strerror or str(error)).lower()
        super().__init__(
            f"Standard output cannot be written: {reason}.", "Send it to another file or pipe."
        )


class ClosedInput(NewsdeskError):
    """Raised when standard input is needed and closed."""


@contextmanager
def clear_errors() -> Iterator[None]:
    """Print an error of newsdesk that leaves the block, and exit with code 1."""
    try:
        yield
    except NewsdeskError as error:
        print_error(error)
        raise typer.Exit(FAILED) from error


def print_error(error: NewsdeskError) -> None:
    """Print the problem in red, and the advice below it, to standard error.

    Either may hold untrusted text, and the problem's line breaks count only where newsdesk made
    them. Where the log is JSON, and nobody sits at a terminal, it is a line of the log.
    """
    if _is_logged():
        _log(problem=error.problem, advice=error.advice)
        return
    console = Console(stderr=True)
    problem = _lines(error.problem) if error.is_laid_out else safe(error.problem)
    console.print(Text(redact(f"Error: {problem}"), style="red"), soft_wrap=True)
    if error.advice:
        console.print(Text(redact(_lines(error.advice))), soft_wrap=True)


def print_unforeseen(error: Exception) -> None:
    """Print an error that no command has caught: ours in words, another with its traceback."""
    if isinstance(error, NewsdeskError):
        print_error(error)
    else:
        print_traceback(error)


def print_traceback(error: BaseException) -> None:
    """Print an error that nobody foresaw, to standard error, without secrets and controls."""
    text = redact("".join(traceback.format_exception(error)))
    if _is_logged():
        _log(problem=str(error) or type(error).__name__, exception=text)
        return
    for line in text.rstrip("\n").split("\n"):
        typer.echo(escaped(line), err=True)


def _is_logged() -> bool:
    return asks_for_json(os.environ) and not sys.stderr.isatty()


def _log(**fields: str) -> None:
    typer.echo(json_line("failed", "error", **fields), err=True)


def _lines(text: str) -> str:
    return "\n".join(map(line_of, text.split("\n")))
