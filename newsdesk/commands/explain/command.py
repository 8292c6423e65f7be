"""`newsdesk explain`: why an article has its topics."""

from typing import Annotated

import typer

from newsdesk.commands.explain.dialogue import explain_articles
from newsdesk.logs import configure_logs
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.output import closed_pipe_ends


def explain(
    articles: Annotated[
        list[str],
        typer.Argument(
            metavar="FILE|-|ID…",
            show_default=False,
            help="Files as `newsdesk produce` reads them, - for standard input, or ids of articles"
            " whose events are in Kafka.",
        ),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Write one JSON object per article, with all votes.")
    ] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show why articles have their topics, by the votes of their sentences.

    The runner-up and the thresholds are shown, too. The models of these settings read the articles
    again.
    """
    with clear_errors(), closed_pipe_ends():
        settings = load_settings(bootstrap_servers)
        configure_logs(settings.log)
        quiet_kafka(settings)
        if not explain_articles(settings, articles, json=json):
            raise typer.Exit(FAILED)
