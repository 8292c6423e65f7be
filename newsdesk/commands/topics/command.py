"""`newsdesk topics`: the topics of the chain, and the rights that they need."""

from typing import Annotated

import typer

from newsdesk.chain import StageName, topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topics import create_topics, partition_counts
from newsdesk.commands.topics.acls import acls_of, as_json, command_lines
from newsdesk.commands.topics.grow import grow_topics
from newsdesk.rights import Role
from newsdesk.settings import TopicSettings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends, notice, say, write_json
from newsdesk.terminal.rendering import counted
from newsdesk.variables import PREFIX

TIMEOUT_SECONDS = 15.0

app = typer.Typer(
    help="Create and grow the topics of the chain, and print the rights that each role needs.",
    no_args_is_help=True,
)


@app.callback()
def topics() -> None:
    """Create and grow the topics of the chain, and print the rights that each role needs."""


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


@app.command()
def grow(
    partitions: Annotated[
        int, typer.Option(min=1, help="Partitions that each topic should have then.")
    ],
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Add partitions to all topics of the chain, once every message has its outcome.

    Stop all producers first, and let the workers finish: afterwards a key may have another
    partition. docs/scaling.md has the procedure.
    """
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        outcomes = grow_topics(settings, partitions)
    for outcome in outcomes:
        say(f"{outcome.name}: {outcome.before} → {counted(outcome.after, 'partition')}")


def _principal(role: Role) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(help=f"Principal of the {role}.")
    return option


@app.command()
def acls(
    role: Annotated[
        list[Role] | None,
        typer.Option(help="Print this role's; can be repeated. Without it, those of all roles."),
    ] = None,
    stage: Annotated[
        list[StageName] | None,
        typer.Option(help="Print what a worker of this stage alone needs; can be repeated."),
    ] = None,
    producer: Annotated[str, _principal(Role.PRODUCER)] = "User:newsdesk-producer",
    worker: Annotated[str, _principal(Role.WORKER)] = "User:newsdesk-worker",
    reader: Annotated[str, _principal(Role.READER)] = "User:newsdesk-reader",
    monitor: Annotated[str, _principal(Role.MONITOR)] = "User:newsdesk-monitor",
    replayer: Annotated[str, _principal(Role.REPLAYER)] = "User:newsdesk-replayer",
    editor: Annotated[str, _principal(Role.EDITOR)] = "User:newsdesk-editor",
    admin: Annotated[str, _principal(Role.ADMIN)] = "User:newsdesk-admin",
    grower: Annotated[str, _principal(Role.GROWER)] = "User:newsdesk-admin",
    command_config: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help="File with which `kafka-acls.sh` connects, for its lines.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object per role.")] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Print the ACLs that each role needs, and no others; Kafka is not asked.

    Names of topics, groups and transactional ids are those of the settings. docs/acls.md explains
    the roles.
    """
    principals = dict(
        zip(Role, (producer, worker, reader, monitor, replayer, editor, admin, grower), strict=True)
    )
    with clear_errors(), closed_pipe_ends():
        settings = load_settings(bootstrap_servers)
        wanted = {one: principals[one] for one in Role if not role or one in role}
        for each in acls_of(settings, wanted, stage or ()):
            if json:
                write_json(as_json(each))
                continue
            say(f"# {each.role}")
            for line in command_lines(each, settings.kafka.bootstrap_servers, command_config):
                say(line)


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
        f"grow them with `newsdesk topics grow --partitions {asked}`"
        if asked > found
        else "use new topic names, for Kafka removes no partitions"
    )
    return (
        f"The topics have {counted(found, 'partition')}, and {asked} were asked for:"
        f" set {PREFIX}TOPICS__PARTITIONS={found}, or {what_else}."
    )
