"""`newsdesk worker`: run the stages."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated

import structlog
import typer

from newsdesk.chain import StageName, topics_of
from newsdesk.client.consumer import require_topics
from newsdesk.client.errors import RightsError, TopicError
from newsdesk.logs import configure_logs, log_everything
from newsdesk.settings import Settings, WorkerSettings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.extra import require_worker
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.variables import PREFIX


def worker(
    stage: Annotated[
        list[StageName] | None,
        typer.Option(help="Run this stage; can be repeated. Without it, all stages run."),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Run the stages until Ctrl-C or SIGTERM: read, enrich, publish."""
    require_worker()
    stages = list(dict.fromkeys(stage or StageName))
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        configure_logs(settings.log)
        log_everything()
        quiet_kafka(settings)
        _check_health_port(settings.worker)
        _check_kafka(settings, stages)
        # Imported here so that no other command waits for Faust.
        from newsdesk.commands.worker.run import run_worker

        run_worker(settings, stages)


def _check_health_port(worker: WorkerSettings) -> None:
    """Check before the models are loaded that the health server can listen.

    Raises:
        PortInUseError: if it cannot.
    """
    # Imported here so that the light install can show this command's help.
    from newsdesk.broker.tcp_ports import require_free

    if worker.health_port is not None and ":" not in worker.health_host:
        option = f"{PREFIX}WORKER__HEALTH_PORT="
        require_free(worker.health_port, worker.health_host, option)


def _check_kafka(settings: Settings, stages: Sequence[StageName]) -> None:
    """Check before the models are loaded that Kafka answers, and warn of missing topics.

    Raises:
        UnreachableError: if it does not answer.
    """
    # A worker waits for its rights, with the reason in its readiness.
    try:
        with suppress(RightsError):
            require_topics(settings.kafka.cluster(), topics_of(stages, settings.topics))
    except TopicError as error:
        structlog.get_logger().warning("topics missing", problem=error.problem, advice=error.advice)
