"""The command line: a command's module is imported when the command is called."""

import sys
from collections.abc import Callable
from typing import Annotated

import typer

from newsdesk.commands.group import LazyGroup
from newsdesk.terminal.streams import prepare_streams

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""

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
    prepare_streams()
    code = _run(app)
    # What is still buffered may fail, too.
    sys.exit(_run(sys.stdout.flush) or code)


def _run(work: Callable[[], object]) -> str | int | None:
    """Return the exit code of `work`; an error is printed."""
    try:
        work()
    except SystemExit as end:
        return end.code
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - Python would print it, with secrets and controls
        # Imported here because it takes time, and is seldom needed.
        from newsdesk.terminal.errors import FAILED, print_unforeseen

        print_unforeseen(error)
        return FAILED
    return None


def refuse_system(system: str) -> str | None:
    """Return why newsdesk does not run on `system`, a value of `sys.platform`; None if it does."""
    if system in _SYSTEMS:
        return None
    return f"newsdesk runs on Linux and macOS, not on {system}. On Windows, run it in WSL."
