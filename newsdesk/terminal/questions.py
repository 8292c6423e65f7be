"""Questions to the person at the terminal."""

import sys

import typer

from newsdesk.terminal.rendering import safe

NO_TERMINAL = "No terminal to confirm on: add --yes or --dry-run."


def can_ask() -> bool:
    """Return whether standard input is a terminal."""
    return sys.stdin.isatty()


def confirmed(question: str) -> bool:
    """Ask on standard error, and return whether the answer is yes; `question` may be untrusted."""
    return typer.confirm(safe(question), err=True)


def require_yes(question: str) -> None:
    """Ask on standard error.

    Raises:
        Abort: if the answer is no.
    """
    typer.confirm(question, abort=True, err=True)
