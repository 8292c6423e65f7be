"""`newsdesk dead-letters`: inspect dead letters and replay them."""

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.chain import letter_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.dead_letters.selection import require_places, select
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.missing_rights import require_rights
from newsdesk.commands.dead_letters import dialogue
from newsdesk.commands.dead_letters.options import (
    All,
    AsJson,
    DryRun,
    Everything,
    Force,
    Limit,
    Places,
    Raw,
    Reasons,
    Since,
    Stage,
    Until,
    Yes,
    make_filter,
)
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends
from newsdesk.terminal.questions import NO_TERMINAL, can_ask

app = typer.Typer(help="Inspect dead letters and replay them.", no_args_is_help=True)


@app.command("list")
def list_letters(
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    everything: All = False,
    json: AsJson = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """List dead letters, newest last, and count them by reason."""
    filter_ = make_filter(None, reason, stage, since, until)
    with clear_errors(), closed_pipe_ends():
        topics, cluster = _reach(bootstrap_servers)
        selection = select(cluster, topics, filter_, limit, with_replayed=everything)
        dialogue.list_selected(selection, json=json)


@app.command()
def show(
    places: Places = None,
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    raw: Raw = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show everything about dead letters: headers, key and value."""
    filter_ = make_filter(places, reason, stage, since, until)
    if filter_.admits_all and limit is None:
        raise typer.BadParameter("Choose dead letters by PARTITION:OFFSET or by options.")
    with clear_errors(), closed_pipe_ends():
        topics, cluster = _reach(bootstrap_servers)
        selection = select(cluster, topics, filter_, limit, with_replayed=True)
        require_places(selection, filter_)
        if raw and len(selection.heads) != 1:
            raise typer.BadParameter(f"--raw is for one dead letter, not {len(selection.heads)}.")
        dialogue.show_selected(cluster, topics, selection, raw=raw)


@app.command()
def export(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="File to write; - for standard output.")
    ],
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    everything: All = False,
    force: Force = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Write dead letters to a file in full, one JSON object per line."""
    filter_ = make_filter(None, reason, stage, since, until)
    with clear_errors(), closed_pipe_ends():
        dialogue.require_target(file, force=force)
        topics, cluster = _reach(bootstrap_servers)
        selection = select(cluster, topics, filter_, limit, with_replayed=everything)
        dialogue.export_selected(cluster, topics, selection, file, force=force)


@app.command()
def replay(
    places: Places = None,
    reason: Reasons = None,
    stage: Stage = None,
    since: Since = None,
    until: Until = None,
    limit: Limit = None,
    everything: Everything = False,
    dry_run: DryRun = False,
    yes: Yes = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Send dead letters back to the topics that they came from, each once."""
    filter_ = make_filter(places, reason, stage, since, until)
    if not (yes or dry_run or can_ask()):
        raise typer.BadParameter(NO_TERMINAL)
    chosen = not filter_.admits_all or limit is not None
    if chosen == everything:
        raise typer.BadParameter(
            "Choose dead letters by PARTITION:OFFSET, by options, or with --everything."
        )
    with clear_errors():
        settings = _settings(bootstrap_servers)
        cluster = settings.kafka.cluster()
    dialogue.replay_selected(cluster, settings, filter_, limit, dry_run=dry_run, ask=not yes)


def _settings(bootstrap_servers: str | None) -> Settings:
    settings = load_settings(bootstrap_servers)
    quiet_kafka(settings)
    return settings


def _reach(bootstrap_servers: str | None) -> tuple[LetterTopics, Cluster]:
    settings = _settings(bootstrap_servers)
    cluster = settings.kafka.cluster()
    require_rights(cluster, rights_of([Task.LIST], settings))
    topics = letter_topics(settings.topics)
    require_topics(cluster, [topics.dead_letter, topics.replays])
    return topics, cluster
