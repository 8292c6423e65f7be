"""`newsdesk produce`: send articles to be enriched."""

from typing import Annotated

import typer

from newsdesk.commands.produce.dialogue import show_articles
from newsdesk.commands.produce.run import Key, produce_articles
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka


def produce(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…|-",
            show_default=False,
            help="Files, folders with everything below them, or - for standard input: text, HTML,"
            " JSON, JSON Lines, RSS, Atom, CSV with a header, WARC, e-mail, mbox; also as .gz,"
            " .bz2, .xz or .zst.",
        ),
    ],
    topic: Annotated[
        str | None,
        typer.Option(
            help="Topic to send to; without it NEWSDESK_TOPICS__ARTICLES, or articles.",
            show_default=False,
        ),
    ] = None,
    key: Annotated[
        Key, typer.Option(help="Key of the messages: articles with the same key keep their order.")
    ] = Key.ID,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run", help="Show what would be sent, and send nothing; needs no Kafka."
        ),
    ] = False,
    json: Annotated[
        bool,
        typer.Option("--json", help="With --dry-run: write one JSON object per article."),
    ] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Send articles to be enriched, and wait until Kafka has confirmed each."""
    if json and not dry_run:
        raise typer.BadParameter("--json belongs to --dry-run.")
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        topic = topic or settings.topics.articles
        if dry_run:
            is_complete = show_articles(topic, paths, key, json=json)
        else:
            is_complete = produce_articles(settings.kafka.cluster(), topic, paths, key)
        if not is_complete:
            raise typer.Exit(FAILED)
