"""`newsdesk dead-letters`: look at what was given up, and send it back."""

from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from newsdesk.client.cluster import Cluster
from newsdesk.commands.dead_letters.as_json import export_line, list_line
from newsdesk.commands.dead_letters.card import print_entry
from newsdesk.commands.dead_letters.options import (
    All,
    Limit,
    Places,
    Reasons,
    Since,
    Stage,
    Until,
    make_filter,
)
from newsdesk.commands.dead_letters.replay_dialogue import replay_selected
from newsdesk.commands.dead_letters.selection import (
    NoSuchLetter,
    read_entries,
    require_places,
    select,
)
from newsdesk.commands.dead_letters.table import closing_lines, print_table
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends, output_console
from newsdesk.terminal.rendering import counted, safe

STANDARD_OUTPUT = Path("-")

app = typer.Typer(help="What was given up: look at it, and send it back.", no_args_is_help=True)


@app.command("list")
def list_letters(
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    everything: All = False,
    json: Annotated[bool, typer.Option("--json", help="Write a JSON object a line.")] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """List dead letters, newest last, and count them by reason."""
    wanted = make_filter(None, reason, stage, since, until)
    with clear_errors():
        settings, cluster = _reach(bootstrap_servers)
        selection = select(cluster, settings.topics, wanted, limit, with_replayed=everything)
    with closed_pipe_ends():
        if json:
            output = typer.get_binary_stream("stdout")
            output.writelines(map(list_line, selection.rows))
            output.flush()
        else:
            print_table(output_console(), selection)
        for line in closing_lines(selection):
            typer.echo(line, err=json)


@app.command()
def show(
    places: Places = None,
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="Write the bytes of the one value, and nothing else.")
    ] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show all about dead letters: headers, key and value."""
    wanted = make_filter(places, reason, stage, since, until)
    if wanted.admits_all and limit is None:
        raise typer.BadParameter("Say which: PARTITION:OFFSET, or options that choose.")
    with clear_errors(NoSuchLetter):
        settings, cluster = _reach(bootstrap_servers)
        selection = select(cluster, settings.topics, wanted, limit, with_replayed=True)
        require_places(selection, wanted)
        if raw and len(selection.rows) != 1:
            raise typer.BadParameter(f"--raw is for one dead letter, not {len(selection.rows)}.")
        rows = {row.place: row for row in selection.rows}
        with closed_pipe_ends():
            for entry in read_entries(cluster, settings.topics, rows):
                if raw:
                    output = typer.get_binary_stream("stdout")
                    output.write(entry.message.value or b"")
                    output.flush()
                else:
                    print_entry(output_console(), entry, rows[entry.place])


@app.command()
def export(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to; - for standard output.")],
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    everything: All = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Write dead letters to a file, a JSON object a line, with all that they hold."""
    wanted = make_filter(None, reason, stage, since, until)
    written = 0
    with clear_errors(OSError), closed_pipe_ends():
        settings, cluster = _reach(bootstrap_servers)
        selection = select(cluster, settings.topics, wanted, limit, with_replayed=everything)
        rows = {row.place: row for row in selection.rows}
        to_stdout = file == STANDARD_OUTPUT
        stdout = typer.get_binary_stream("stdout")
        with nullcontext(stdout) if to_stdout else file.open("wb") as lines:
            for entry in read_entries(cluster, settings.topics, rows):
                lines.write(export_line(entry, rows[entry.place]))
                written += 1
        name = "standard output" if to_stdout else safe(str(file))
        line = f"Wrote {counted(written, 'dead letter')} to {name}."
        Console(stderr=True).print(Text(line), soft_wrap=True)


@app.command()
def replay(
    places: Places = None,
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="All that were not replayed yet.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be sent, and send nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Send dead letters back to the topics that they came from, each once."""
    wanted = make_filter(places, reason, stage, since, until)
    chosen = not wanted.admits_all or limit is not None
    if chosen == everything:
        raise typer.BadParameter(
            "Say which: PARTITION:OFFSET, options that choose, or --everything."
        )
    with clear_errors():
        settings, cluster = _reach(bootstrap_servers)
    replay_selected(cluster, settings, wanted, limit, dry_run=dry_run, ask=not yes)


def _reach(bootstrap_servers: str | None) -> tuple[Settings, Cluster]:
    settings = load_settings(bootstrap_servers)
    quiet_kafka(settings)
    return settings, settings.kafka.cluster()
