"""`newsdesk broker`: a real Apache Kafka on this machine, without Docker or an installed Java."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from newsdesk.broker.distribution import Distribution, cached_kafka, installed_kafka
from newsdesk.broker.instance import (
    DEFAULT_PORT,
    default_data_dir,
    ready_instance,
    run_instance,
    start_instance,
    stop_instance,
)
from newsdesk.broker.instance_state import Instance, find_instance
from newsdesk.broker.properties import BrokerOptions
from newsdesk.client.errors import UnreachableError
from newsdesk.client.topics import topic_count
from newsdesk.settings import MAVEN_REPOSITORY_VARIABLE
from newsdesk.terminal.errors import clear_errors

NOT_RUNNING = 3

app = typer.Typer(no_args_is_help=True)

Port = Annotated[int, typer.Option(min=1, max=65535, help="Port for clients, on 127.0.0.1 only.")]
DataDir = Annotated[
    Path | None,
    typer.Option(
        help="Folder of its messages and logs; without it one in the user's state folder.",
        show_default=False,
        file_okay=False,
    ),
]
KafkaHome = Annotated[
    Path | None,
    typer.Option(envvar="KAFKA_HOME", help="An installed Kafka to use instead of fetching one."),
]
MavenRepository = Annotated[
    str | None,
    typer.Option(
        envvar=MAVEN_REPOSITORY_VARIABLE, help="URL of a mirror of Maven Central to fetch from."
    ),
]


@app.callback()
def broker() -> None:
    """Run a real Apache Kafka on this machine, without Docker or an installed Java."""
    # kafka-python logs an error whenever nobody answers; the commands say so themselves.
    logging.getLogger("kafka").setLevel(logging.CRITICAL)


@app.command()
def start(
    port: Port = DEFAULT_PORT,
    data_dir: DataDir = None,
    kafka_home: KafkaHome = None,
    maven_repository: MavenRepository = None,
) -> None:
    """Start Kafka in the background; the first time, its 46 jars (45 MB) are fetched."""
    folder = _absolute(data_dir)
    with clear_errors():
        running = ready_instance(folder)
        if running is not None:
            _say("Already running", running)
            return
        kafka = find_kafka(kafka_home, maven_repository)
        _say("Kafka is ready", start_instance(BrokerOptions(folder, port), kafka))


@app.command()
def run(
    port: Port = DEFAULT_PORT,
    data_dir: DataDir = None,
    kafka_home: KafkaHome = None,
    maven_repository: MavenRepository = None,
) -> None:
    """Run Kafka in the foreground until Ctrl-C or SIGTERM."""
    with clear_errors():
        kafka = find_kafka(kafka_home, maven_repository)
        run_instance(
            BrokerOptions(_absolute(data_dir), port),
            kafka,
            on_ready=lambda instance: _say("Kafka is ready", instance),
        )
    typer.echo("Kafka has stopped.")


@app.command()
def stop(data_dir: DataDir = None) -> None:
    """Stop the Kafka that was started here; its messages are kept."""
    folder = _absolute(data_dir)
    with clear_errors():
        stopped = stop_instance(folder)
    if stopped is None:
        typer.echo(f"No Kafka is running on {folder}.")
    else:
        typer.echo(f"Stopped Kafka at {stopped.cluster.bootstrap_servers}.")


@app.command()
def status(data_dir: DataDir = None) -> None:
    """Say whether Kafka runs; the exit code is 0 if it answers, 3 if it does not."""
    folder = _absolute(data_dir)
    with clear_errors():
        running = find_instance(folder)
    if running is None:
        typer.echo(f"No Kafka is running on {folder}.")
        raise typer.Exit(NOT_RUNNING)
    topics = _topics(running)
    _say("Running" if topics is not None else "Not answering yet, or no longer,", running)
    typer.echo(f"  uptime   {timedelta(seconds=round(running.uptime_s))}")
    typer.echo(f"  topics   {'unknown' if topics is None else topics}")
    typer.echo(f"  version  Apache Kafka {running.kafka_version}")
    if topics is None:
        typer.echo(f"  log      {running.data_dir / 'logs' / 'kafka.log'}")
        raise typer.Exit(NOT_RUNNING)


def find_kafka(kafka_home: Path | None, maven_repository: str | None) -> Distribution:
    """Return an installed Kafka, or newsdesk's own, fetched if need be before the person's eyes.

    Raises:
        DistributionError: there is none, and none can be fetched.
    """
    if kafka_home is not None:
        return installed_kafka(kafka_home)
    with _download_shown() as show:
        return cached_kafka(repository=maven_repository, progress=show)


@contextmanager
def _download_shown() -> Iterator[Callable[[int, int, str], None]]:
    """Yield what is told about each jar: on a terminal it draws a bar, elsewhere it says a line."""
    console = Console(stderr=True)
    columns = (
        TextColumn("Fetching Kafka"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.description}"),
    )
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_interactive)
    task = bar.add_task("")

    def show(done: int, total: int, name: str) -> None:
        bar.update(task, completed=done, total=total, description=name)
        if not name:
            bar.start()
        if not name and not console.is_interactive:
            console.print(f"Fetching Kafka: {total - done} of {total} jars.", highlight=False)

    try:
        yield show
    finally:
        bar.stop()


def _absolute(data_dir: Path | None) -> Path:
    return (data_dir or default_data_dir()).absolute()


def _say(headline: str, instance: Instance) -> None:
    typer.echo(f"{headline} at {instance.cluster.bootstrap_servers}")
    typer.echo(f"  process  {instance.pid}")
    typer.echo(f"  data     {instance.data_dir}")


def _topics(instance: Instance) -> int | None:
    """Return the number of topics, or None if Kafka does not answer."""
    try:
        return topic_count(instance.cluster)
    except UnreachableError:
        return None
