"""`newsdesk topics`: the topics of the chain."""

from typing import Annotated

import typer

from newsdesk.chain import topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import create_topics, partition_counts
from newsdesk.settings import TopicSettings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import notice, say
from newsdesk.terminal.rendering import counted
from newsdesk.variables import PREFIX

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
        cluster, asked = settings.kafka.cluster(), settings.topics
        given = as_they_are(cluster, asked)
        outcomes = create_topics(cluster, topic_specs(given), timeout_s=TIMEOUT_SECONDS)
    for outcome in outcomes:
        say(f"{outcome.name}: {outcome.state}, {counted(outcome.partitions, 'partition')}")
    if given.partitions != asked.partitions:
        notice(other_number(given.partitions, asked.partitions), style="yellow")


def as_they_are(cluster: Cluster, topics: TopicSettings) -> TopicSettings:
    """Return the settings with the number of partitions that the existing topics have.

    Where they have different numbers, the settings are returned as they are.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    names = [spec.name for spec in topic_specs(topics) if spec.name != topics.replays]
    numbers = {*partition_counts(cluster, names, timeout_s=TIMEOUT_SECONDS).values()}
    return topics.model_copy(update={"partitions": numbers.pop()}) if len(numbers) == 1 else topics


def other_number(found: int, asked: int) -> str:
    """Return a sentence on topics that have another number of partitions than was asked for."""
    what_else = (
        f"give all of them {asked} with Kafka's kafka-topics.sh --alter while no worker runs"
        if asked > found
        else "use new topic names, for Kafka removes no partitions"
    )
    return (
        f"The topics have {counted(found, 'partition')}, and {asked} were asked for:"
        f" set {PREFIX}TOPICS__PARTITIONS={found}, or {what_else}."
    )
