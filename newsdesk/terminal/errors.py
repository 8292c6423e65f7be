"""Errors that a person can mend are told in a line; all others keep their traceback."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.text import Text

from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import SettingsError

FAILED = 1


@contextmanager
def clear_errors(*kinds: type[Exception]) -> Iterator[None]:
    """Turn errors of `kinds`, and those of settings and the broker, into a line and exit code 1."""
    told: tuple[type[Exception], ...] = (SettingsError, NewsdeskError, *kinds)
    try:
        yield
    except told as error:
        Console(stderr=True).print(Text(f"Error: {error}", style="red"), soft_wrap=True)
        raise typer.Exit(FAILED) from error
