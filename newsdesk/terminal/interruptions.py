"""Commands that a signal may interrupt: their clean-up runs, and they say how far they came."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from newsdesk.broker.signals import until_signal
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.output import say

INTERRUPTED = 130
"""128 + SIGINT, as shells report it."""


@contextmanager
def interruptible(
    unfinished: Callable[[], str] | None = None, *, after_error: bool = True
) -> Iterator[None]:
    """Run a block that SIGINT or SIGTERM leaves in order; the exit code is then 130.

    Errors within it are printed as by `clear_errors`. Where it fails or is interrupted,
    `unfinished` returns what had been done by then, which is printed after "Failed: " or
    "Interrupted: "; without `after_error`, only where it is interrupted. For the main thread only.
    """
    finished = False
    try:
        # A signal unwinds the block, so that everything opened in it is closed or aborted.
        with until_signal(), clear_errors():
            yield
            finished = True
    except typer.Exit:
        if after_error:
            _say("Failed", unfinished)
        raise
    if not finished:
        _say("Interrupted", unfinished)
        raise typer.Exit(INTERRUPTED)


def _say(outcome: str, unfinished: Callable[[], str] | None) -> None:
    if unfinished:
        say(f"{outcome}: {unfinished()}", err=True)
