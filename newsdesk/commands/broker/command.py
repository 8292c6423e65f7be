"""`newsdesk broker`: a real Apache Kafka on this machine, without Docker or an installed Java."""

import logging
from datetime import timedelta
from pathlib import Path

import typer

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
from newsdesk.broker.signals import until_signal
from newsdesk.client.errors import UnreachableError
from newsdesk.client.topics import topic_count
from newsdesk.commands.broker.find_kafka import find_kafka
from newsdesk.commands.broker.options import DataDir, KafkaHome, MavenRepository, Port
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.output import say

NOT_RUNNING = 3

app = typer.Typer(no_args_is_help=True)


@app.callback()
def broker() -> None:
    """Run a real Apache Kafka on this machine, without Docker or an installed Java."""
    # kafka-python logs an error when Kafka does not answer; the commands report that themselves.
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
    with interruptible():
        running = ready_instance(folder)
        if running is not None:
            _say_where("Already running", running)
            return
        kafka = find_kafka(kafka_home, maven_repository)
        _say_where("Kafka is ready", start_instance(BrokerOptions(folder, port), kafka))


@app.command()
def run(
    port: Port = DEFAULT_PORT,
    data_dir: DataDir = None,
    kafka_home: KafkaHome = None,
    maven_repository: MavenRepository = None,
) -> None:
    """Run Kafka in the foreground until Ctrl-C or SIGTERM."""
    # Also while Kafka is fetched.
    with until_signal(), clear_errors():
        kafka = find_kafka(kafka_home, maven_repository)
        run_instance(
            BrokerOptions(_absolute(data_dir), port),
            kafka,
            on_ready=lambda instance: _say_where("Kafka is ready", instance),
        )
    say("Kafka has stopped.")


@app.command()
def stop(data_dir: DataDir = None) -> None:
    """Stop the Kafka that was started here; its messages are kept."""
    folder = _absolute(data_dir)
    with clear_errors():
        stopped = stop_instance(folder)
    if stopped is None:
        say(f"No Kafka is running on {folder}.")
    else:
        say(f"Stopped Kafka at {stopped.cluster.bootstrap_servers}.")


@app.command()
def status(data_dir: DataDir = None) -> None:
    """Report whether Kafka runs; the exit code is 0 if it answers, 3 if it does not."""
    folder = _absolute(data_dir)
    with clear_errors():
        running = find_instance(folder)
    if running is None:
        say(f"No Kafka is running on {folder}.")
        raise typer.Exit(NOT_RUNNING)
    topics = _topics(running)
    _say_where("Running" if topics is not None else "Not answering yet, or no longer,", running)
    say(f"  uptime   {timedelta(seconds=round(running.uptime_s))}")
    say(f"  topics   {'unknown' if topics is None else topics}")
    say(f"  version  Apache Kafka {running.kafka_version}")
    if topics is None:
        say(f"  log      {running.data_dir / 'logs' / 'kafka.log'}")
        raise typer.Exit(NOT_RUNNING)


def _absolute(data_dir: Path | None) -> Path:
    return (data_dir or default_data_dir()).absolute()


def _say_where(headline: str, instance: Instance) -> None:
    say(f"{headline} at {instance.cluster.bootstrap_servers}")
    say(f"  process  {instance.pid}")
    say(f"  data     {instance.data_dir}")


def _topics(instance: Instance) -> int | None:
    """Return the number of topics, or None if Kafka does not answer."""
    try:
        return topic_count(instance.cluster)
    except UnreachableError:
        return None
