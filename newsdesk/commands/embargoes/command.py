"""`newsdesk embargoes`: show the articles that are held back."""

from typing import Annotated

import typer

from newsdesk.commands.embargoes.dialogue import list_held
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends


def embargoes(
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object per line.")] = False,
    limit: Annotated[
        int | None,
        typer.Option(min=1, help="Only those that end first.", show_default=False),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show the articles that are held back until their embargo ends, the next one first."""
    with clear_errors(), closed_pipe_ends():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        list_held(settings.kafka.cluster(), settings.topics.embargoed, limit, json=json)
