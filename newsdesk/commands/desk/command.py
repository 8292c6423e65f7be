"""`newsdesk desk`: a page that shows the stream and the dead letters."""

from typing import Annotated

import typer

from newsdesk.logs import configure_logs
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka


def desk(
    port: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=65535,
            help="Port to listen on; without it NEWSDESK_DESK__PORT, or 8800. 0: any free one.",
            show_default=False,
        ),
    ] = None,
    allow_writes: Annotated[
        bool, typer.Option("--allow-writes", help="Let the page send articles and dead letters.")
    ] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Serve a page with the stream and the dead letters, until Ctrl-C or SIGTERM."""
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        configure_logs(settings.log)
        quiet_kafka(settings)
        # Imported here so that no other command waits for a server.
        from newsdesk.commands.desk.run import serve

        serve(settings, settings.desk.port if port is None else port, allow_writes=allow_writes)
