"""`newsdesk status`: what the chain is doing now."""

from typing import Annotated

import typer

from newsdesk.client.missing_rights import require_rights
from newsdesk.client.status.worker_addresses import addresses
from newsdesk.commands.status.dialogue import Wanted, show_forever, show_once
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends

LAGGING = 2


def status(
    watch: Annotated[
        bool, typer.Option("--watch", help="Look again and again, until Ctrl-C.")
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object; with --watch, one per line.")
    ] = False,
    interval: Annotated[
        float,
        typer.Option(min=0, help="Seconds between two looks; 0: one look, which gives no rates."),
    ] = 2.0,
    max_lag_seconds: Annotated[
        float | None,
        typer.Option(
            min=0,
            help="The exit code is 2 if a message has waited longer than this.",
            show_default=False,
        ),
    ] = None,
    worker: Annotated[
        list[str] | None,
        typer.Option(
            help="Address of a worker's health port, host:port; can be repeated. Without it,"
            " NEWSDESK_WORKER__HEALTH_PORT on this machine, if that is set.",
            show_default=False,
        ),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show the stages' members, lag and rates, dead letters, and what blocks workers.

    The exit code is 2 if a message has waited longer than --max-lag-seconds, or messages wait for a
    stage without members; and 1 if Kafka does not answer.
    """
    wanted = Wanted(json, max(interval, 1.0) if watch else interval, max_lag_seconds)
    is_fine = True
    try:
        with clear_errors(), closed_pipe_ends():
            settings = load_settings(bootstrap_servers)
            workers = addresses(
                worker or [], settings.worker.health_host, settings.worker.health_port
            )
            quiet_kafka(settings)
            require_rights(settings.kafka.cluster(), rights_of([Task.STATUS], settings))
            if watch:
                show_forever(settings, workers, wanted)
            is_fine = show_once(settings, workers, wanted)
    except KeyboardInterrupt:
        return
    if not is_fine:
        raise typer.Exit(LAGGING)
