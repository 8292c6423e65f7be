"""`newsdesk demo`: the main job on a few articles, with nothing set up before."""

from pathlib import Path
from typing import Annotated

import typer

from newsdesk.commands.broker.options import KafkaHome, MavenRepository
from newsdesk.terminal.errors import FAILED
from newsdesk.terminal.extra import require_worker
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.options import load_settings, quiet_kafka


def demo(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…",
            show_default=False,
            help="Files or folders; without any, seeds/ of a checkout.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write the enriched events here, one per line.", show_default=False),
    ] = None,
    bootstrap_servers: Annotated[
        str | None,
        typer.Option(
            help="A Kafka to use instead of a private one; the demo has its own topics there.",
            show_default=False,
        ),
    ] = None,
    desk: Annotated[
        bool,
        typer.Option("--desk", help="Then serve the page of `newsdesk desk`, until Ctrl-C."),
    ] = False,
    kafka_home: KafkaHome = None,
    maven_repository: MavenRepository = None,
) -> None:
    """Start a private Kafka and a worker, enrich articles, show the result, and stop everything."""
    require_worker()
    # Imported here so that no other command waits for what starts a Kafka.
    from newsdesk.commands.demo.dialogue import enrich_and_show

    with interruptible():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        kafka_options = None if bootstrap_servers else (kafka_home, maven_repository)
        each_has_one_outcome = enrich_and_show(
            settings, paths or [], output, kafka_options, desk=desk
        )
    if not each_has_one_outcome:
        raise typer.Exit(FAILED)
