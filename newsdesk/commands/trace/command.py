"""`newsdesk trace`: where an article has been, and where it is now."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from newsdesk.commands.trace.dialogue import show_trace
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, moment_of, quiet_kafka

_DAYS = 7


def trace(
    article: Annotated[
        str,
        typer.Argument(
            metavar="ID|URL|TITLE",
            show_default=False,
            help="The article's id, its address, or its exact title.",
        ),
    ],
    since: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            show_default=False,
            help="Look through what was written from this time on (ISO 8601; UTC unless it has an"
            " offset); without it, the last 7 days.",
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Show where an article has been, and where it is now.

    Its messages in all topics are shown in order of time. The exit code is 1 if there are none.
    """
    query, moment = article.strip(), _moment(since)
    if not query:
        raise typer.BadParameter("Name an article by its id, its address or its title.")
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
    if not show_trace(settings, query, moment, json=json):
        raise typer.Exit(FAILED)


def _moment(since: str | None) -> datetime:
    if since is None:
        return datetime.now(UTC) - timedelta(days=_DAYS)
    try:
        moment = moment_of(since)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    if moment.timestamp() < 0:
        raise typer.BadParameter(f"{since!r} is before 1970")
    return moment
