"""`newsdesk worker`: run the stages."""

from typing import Annotated

import typer

from newsdesk.cli_errors import clear_errors
from newsdesk.commands.options import BootstrapServers, load_settings
from newsdesk.logs import configure_logs
from newsdesk.stages import STAGES, StageName


def worker(
    stage: Annotated[
        list[StageName] | None,
        typer.Option(help="Run this stage; may be given twice. Without it, all stages run."),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Run the stages until Ctrl-C or SIGTERM: read, enrich, publish."""
    with clear_errors():
        settings = load_settings(bootstrap_servers)
    configure_logs(settings.log)
    # Imported here so that no other command waits for Faust.
    from agents import ChildFailed
    from newsdesk.worker import run_worker

    with clear_errors(ChildFailed):
        run_worker(settings, list(dict.fromkeys(stage or STAGES)))
