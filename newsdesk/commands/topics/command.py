"""`newsdesk topics`: the topics of the chain."""

from typing import Annotated

import typer

from newsdesk.chain import topic_specs
from newsdesk.client.topics import create_topics
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import say
from newsdesk.terminal.rendering import counted

TIMEOUT_SECONDS = 15.0

app = typer.Typer(help="Create the topics of the chain.", no_args_is_help=True)


@app.callback()
def topics() -> None:
    """Create the topics of the chain."""


@app.command()
def create(
    bootstrap_servers: BootstrapServers = None,
    partitions: Annotated[
        int | None,
        typer.Option(
            min=1,
            help="Partitions of each topic; without it NEWSDESK_TOPICS__PARTITIONS, or 4.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Create the missing topics; existing ones are left as they are."""
    with clear_errors():
        settings = load_settings(bootstrap_servers, topics={"partitions": partitions})
        quiet_kafka(settings)
        outcomes = create_topics(
            settings.kafka.cluster(),
            topic_specs(settings.topics),
            timeout_s=TIMEOUT_SECONDS,
        )
    for outcome in outcomes:
        say(f"{outcome.name}: {outcome.state}, {counted(outcome.partitions, 'partition')}")
