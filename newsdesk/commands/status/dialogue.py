"""The status, shown once or again and again."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias

from rich.console import Console
from rich.live import Live

from newsdesk.chain import chain_groups
from newsdesk.client.status.look import Look
from newsdesk.client.status.report import Status
from newsdesk.client.status.workers import ask_worker
from newsdesk.commands.status.as_json import status_line
from newsdesk.commands.status.problems import problems
from newsdesk.commands.status.view import rendered
from newsdesk.settings import Settings
from newsdesk.terminal.output import output_console, write_bytes


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the status is shown. `interval` is in seconds between two looks."""

    json: bool
    interval: float
    max_lag_seconds: float | None


Show: TypeAlias = Callable[[Status, Sequence[str]], None]


def show_once(settings: Settings, workers: Sequence[str], wanted: Wanted) -> bool:
    """Show the status, after a second look that gives rates; return whether it is fine.

    Raises:
        TopicError: naming the topics that are missing.
        UnreachableError: if Kafka does not answer.
    """
    look = _look(settings)
    status = look()
    if wanted.interval:
        time.sleep(wanted.interval)
        status = look()
    return _show(status, workers, wanted, _printer(json=wanted.json))


def show_forever(settings: Settings, workers: Sequence[str], wanted: Wanted) -> None:
    """Show the status again and again.

    Raises:
        TopicError, UnreachableError: as `show_once`.
    """
    look = _look(settings)
    with _live(json=wanted.json) as show:
        while True:
            _show(look(), workers, wanted, show)
            time.sleep(wanted.interval)


def _look(settings: Settings) -> Look:
    return Look(settings.kafka.cluster(), chain_groups(settings.worker, settings.topics))


def _show(status: Status, workers: Sequence[str], wanted: Wanted, show: Show) -> bool:
    status = replace(status, workers=tuple(map(ask_worker, workers)))
    found = list(problems(status, wanted.max_lag_seconds))
    show(status, found)
    return not found


def _printer(*, json: bool, console: Console | None = None) -> Show:
    if json:
        return lambda status, found: write_bytes(status_line(status, found))
    output = console or output_console()
    return lambda status, found: output.print(rendered(status, found))


@contextmanager
def _live(*, json: bool) -> Iterator[Show]:
    """Yield what shows a status in place of the one before; without a terminal, below it."""
    console = output_console()
    if json or not console.is_terminal:
        yield _printer(json=json, console=console)
        return
    with Live(console=console, auto_refresh=False) as live:
        yield lambda status, found: live.update(rendered(status, found), refresh=True)
