"""`newsdesk watch`: show enriched articles as they arrive."""

from typing import Annotated

import typer

from newsdesk.broker.signals import until_signal
from newsdesk.chain import LAST
from newsdesk.commands.watch.run import cards, lines, show_events, watching
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends, notice
from newsdesk.terminal.rendering import counted

TOO_FEW = 2


def watch(
    json: Annotated[
        bool, typer.Option("--json", help="Write each event as it is, one per line.")
    ] = False,
    from_beginning: Annotated[
        bool,
        typer.Option(
            "--from-beginning", help="Start from the oldest event instead of only new ones."
        ),
    ] = False,
    count: Annotated[
        int | None, typer.Option(min=1, help="Stop after this many events.", show_default=False)
    ] = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            min=0,
            help="Stop after this many seconds; the exit code is 2 if --count was not reached.",
            show_default=False,
        ),
    ] = None,
    topic: Annotated[
        str | None,
        typer.Option(
            help="Topic to read; without it NEWSDESK_TOPICS__ENRICHED, or articles.enriched.",
            show_default=False,
        ),
    ] = None,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show enriched articles as they arrive, until Ctrl-C or SIGTERM."""
    shown = count or 0
    interrupted = True
    with until_signal():
        with clear_errors(), closed_pipe_ends():
            settings = load_settings(bootstrap_servers)
            quiet_kafka(settings)
            topic = topic or LAST.writes(settings.topics)
            cluster = settings.kafka.cluster()
            with watching(cluster, topic, from_beginning=from_beginning) as reader:
                shown = show_events(reader, lines() if json else cards(), count, timeout)
        interrupted = False
    if not interrupted and count is not None and shown < count:
        notice(f"Only {shown} of {counted(count, 'event')} came within {timeout:g} s.", "red")
        raise typer.Exit(TOO_FEW)
