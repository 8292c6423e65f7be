"""The replay as a person meets it: what would be sent, a question, what was sent."""

import sys
from collections import Counter
from collections.abc import Sequence

import typer
from rich.text import Text

from newsdesk.broker.signals import left_by_signal
from newsdesk.client.cluster import Cluster
from newsdesk.commands.dead_letters.filters import Filter
from newsdesk.commands.dead_letters.replay import ReplayReport, check_targets, replay
from newsdesk.commands.dead_letters.replay_message import replay_message
from newsdesk.commands.dead_letters.replayer import ReplayError
from newsdesk.commands.dead_letters.selection import (
    NoSuchLetter,
    Row,
    Selection,
    read_entries,
    require_places,
    select,
)
from newsdesk.commands.dead_letters.table import article_name
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.output import closed_pipe_ends, output_console
from newsdesk.terminal.rendering import counted

INTERRUPTED = 130


def replay_selected(
    cluster: Cluster,
    settings: Settings,
    wanted: Filter,
    limit: int | None,
    *,
    dry_run: bool,
    ask: bool,
) -> None:
    """Replay what fits, after a question where a person sits at a terminal.

    Raises:
        Exit: with another code than 0 where it failed or was interrupted.
    """
    with clear_errors(ReplayError, NoSuchLetter):
        selection = select(cluster, settings.topics, wanted, limit)
        require_places(selection, wanted)
        rows = [row for row in selection.rows if row.letter or wanted.places]
        check_targets(cluster, settings.topics, rows)
        if dry_run:
            _print_messages(cluster, settings, rows)
    if dry_run or not rows:
        typer.echo(_planned("Would replay", rows, selection))
        return
    if ask and sys.stdin.isatty():
        typer.echo(_planned("About to replay", rows, selection))
        typer.confirm("Send them back?", abort=True)
    _replay(cluster, settings, rows, selection)


def _replay(
    cluster: Cluster, settings: Settings, rows: Sequence[Row], selection: Selection
) -> None:
    confirmed = 0
    outcome = "Interrupted"
    report = ReplayReport()

    def on_sent(number: int) -> None:
        nonlocal confirmed
        confirmed += number

    try:
        # A signal unwinds the block, which aborts the open transaction.
        with left_by_signal(), clear_errors(ReplayError):
            report = replay(
                cluster,
                settings.topics,
                f"{settings.topics.replays}.writer",
                [row.place for row in rows],
                on_sent,
            )
            outcome = "Replayed"
    except typer.Exit:
        typer.echo(f"Failed: {_confirmed(confirmed, rows)}", err=True)
        raise
    if outcome == "Interrupted":
        typer.echo(f"Interrupted: {_confirmed(confirmed, rows)}", err=True)
        raise typer.Exit(INTERRUPTED)
    typer.echo(_told(outcome, report.sent, selection.hidden + report.already))


def _confirmed(number: int, rows: Sequence[Row]) -> str:
    return (
        f"{number} of {counted(len(rows), 'dead letter')} are confirmed. Replay again for the rest."
    )


def _print_messages(cluster: Cluster, settings: Settings, rows: Sequence[Row]) -> None:
    names = {row.place: row for row in rows}
    console = output_console()
    with closed_pipe_ends():
        for entry in read_entries(cluster, settings.topics, names):
            message, row = replay_message(entry), names[entry.place]
            line = (
                f"{entry.place} → {message.topic}, partition {message.partition}:"
                f" {row.reason}, {article_name(row) or 'no id'},"
                f" {counted(len(message.value or b''), 'byte')}"
            )
            console.print(Text(line), soft_wrap=True)


def _planned(verb: str, rows: Sequence[Row], selection: Selection) -> str:
    targets = Counter(row.letter.topic for row in rows if row.letter)
    return _told(verb, targets, selection.hidden)


def _told(verb: str, by_topic: Counter[str], already: int) -> str:
    """Return one sentence: how many to which topics, and how many were replayed before."""
    told = f"{verb} {counted(by_topic.total(), 'dead letter')}"
    if by_topic:
        told += ": " + ", ".join(f"{number} to {name}" for name, number in sorted(by_topic.items()))
    if already:
        told += f"; {already} {'was' if already == 1 else 'were'} replayed before"
    return told + "."
