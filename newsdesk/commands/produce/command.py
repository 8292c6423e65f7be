"""`newsdesk produce`: send articles to be enriched."""

from typing import Annotated

import typer

from newsdesk.commands.produce.run import Key, produce_articles
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka


def produce(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…|-",
            show_default=False,
            help="Files, folders with everything below them (.txt, .html, .json, .jsonl),"
            " or - for standard input with one JSON object per line.",
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
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Send articles to be enriched, and wait until Kafka has confirmed each."""
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        topic = topic or settings.topics.articles
        if not produce_articles(settings.kafka.cluster(), topic, paths, key):
            raise typer.Exit(FAILED)
