"""Errors that the user can fix are printed in a line or two; all others keep their traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from newsdesk.schemas.errors import NewsdeskError

FAILED = 1


@contextmanager
def clear_errors() -> Iterator[None]:
    """Print an error of newsdesk that leaves the block, and exit with code 1."""
    try:
        yield
    except NewsdeskError as error:
        print_error(error)
        raise typer.Exit(FAILED) from error


def print_error(error: NewsdeskError) -> None:
    """Print the problem in red, and the advice below it, to standard error."""
    console = Console(stderr=True)
    console.print(Text(f"Error: {error.problem}", style="red"), soft_wrap=True)
    if error.advice:
        console.print(Text(error.advice), soft_wrap=True)
