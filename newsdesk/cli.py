"""The command line: a command's module is imported when the command is called."""

import sys
from typing import Annotated

import typer

from newsdesk.commands.group import LazyGroup

_SYSTEMS = {"linux", "darwin"}

app = typer.Typer(
    cls=LazyGroup, name="newsdesk", no_args_is_help=True, pretty_exceptions_enable=False
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # slow to import, and seldom needed

        typer.echo(f"newsdesk {version('newsdesk')}")
        raise typer.Exit


@app.callback()
def newsdesk(
    _: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    """Reads news articles from Kafka, classifies and summarizes them, and publishes the result."""


def main() -> None:
    """Run the command line."""
    if refusal := refuse_system(sys.platform):
        sys.exit(refusal)
    try:
        app()
    except Exception as error:  # noqa: BLE001 - Python would print it, with secrets and controls
        # Imported here because it takes time, and is seldom needed.
        from newsdesk.terminal.errors import FAILED, print_traceback

        print_traceback(error)
        sys.exit(FAILED)


def refuse_system(system: str) -> str | None:
    """Return why newsdesk does not run on `system`, a value of `sys.platform`; None if it does."""
    if system in _SYSTEMS:
        return None
    return f"newsdesk runs on Linux and macOS, not on {system}. On Windows, run it in WSL."
