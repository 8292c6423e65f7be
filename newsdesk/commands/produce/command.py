"""`newsdesk produce`: send articles to be enriched."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from newsdesk.client.sending import Outgoing, Refused, send_articles
from newsdesk.commands.produce.files import ArticleFile, Unreadable, read_articles
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.rendering import counted, safe


class Key(StrEnum):
    """What the messages' key is."""

    ID = "id"
    NONE = "none"
    SOURCE = "source"


def produce(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH…|-",
            show_default=False,
            help="Files, folders with all below them (.txt, .html, .json, .jsonl),"
            " or - for standard input with a JSON object a line.",
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
        Key, typer.Option(help="Key of the messages: articles of one key keep their order.")
    ] = Key.ID,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Send articles to be enriched, and wait until Kafka has confirmed each."""
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        topic = topic or settings.topics.articles
        with _Screen() as screen:
            articles = read_articles(paths, typer.get_binary_stream("stdin"))
            report = send_articles(
                settings.kafka.cluster(),
                topic,
                _outgoing(articles, key, screen),
                on_sent=screen.sent,
                on_refused=screen.refused,
            )
    closing = [f"Sent {counted(report.sent, 'article')} to {topic}"]
    if screen.unreadable_count:
        closing.append(f"{screen.unreadable_count} could not be read")
    if report.refused:
        closing.append(f"{len(report.refused)} could not be sent")
    typer.echo("; ".join(closing) + ".")
    if len(closing) > 1:
        raise typer.Exit(FAILED)


class _Screen:
    """The count of what was sent, and above it a line for each article that was not."""

    def __init__(self) -> None:
        self.unreadable_count = 0
        console = Console(stderr=True)
        columns = (
            SpinnerColumn(),
            TextColumn("Sent {task.completed:,.0f} articles"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(
            *columns, console=console, transient=True, disable=not console.is_terminal
        )
        self._task = self._progress.add_task("", total=None)

    def __enter__(self) -> "_Screen":
        self._progress.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._progress.stop()

    def sent(self, item: Outgoing) -> None:
        self._progress.advance(self._task)

    def refused(self, refused: Refused) -> None:
        self._tell("Not sent", refused.origin, refused.reason)

    def unreadable(self, unreadable: Unreadable) -> None:
        self.unreadable_count += 1
        self._tell("Not read", unreadable.origin, unreadable.reason)

    def _tell(self, what: str, origin: str, reason: str) -> None:
        line = Text(f"{what}: {safe(origin)}: {safe(reason)}", style="yellow")
        self._progress.console.print(line, soft_wrap=True)


def _outgoing(
    articles: Iterable[ArticleFile | Unreadable], key: Key, screen: _Screen
) -> Iterator[Outgoing]:
    for article in articles:
        if isinstance(article, Unreadable):
            screen.unreadable(article)
        else:
            yield Outgoing(article.origin, _key(article, key), article.value)


def _key(article: ArticleFile, key: Key) -> bytes | None:
    chosen = {Key.ID: article.id, Key.SOURCE: article.source, Key.NONE: None}[key]
    return chosen.encode("utf-8") if chosen is not None else None
