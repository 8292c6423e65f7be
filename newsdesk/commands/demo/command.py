"""`newsdesk demo`: the main job on a few articles, with nothing set up before."""

import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from newsdesk.broker.signals import left_by_signal
from newsdesk.client.cluster import Cluster
from newsdesk.client.sending import Outgoing
from newsdesk.commands.broker.command import KafkaHome, MavenRepository, find_kafka
from newsdesk.commands.demo.report import print_result
from newsdesk.commands.demo.run import DemoError, private_kafka, run_demo
from newsdesk.commands.demo.worker_process import WorkerEnded
from newsdesk.commands.produce.files import Unreadable, read_articles
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.extra import require_worker
from newsdesk.terminal.options import load_settings, quiet_kafka
from newsdesk.terminal.rendering import safe

CHECKOUT = Path(__file__).parents[3]
INTERRUPTED = 130


def demo(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="PATH…",
            show_default=False,
            help="Files or folders; without any, seeds/ of a checkout.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(help="Write the enriched events here, one a line.", show_default=False),
    ] = None,
    bootstrap_servers: Annotated[
        str | None,
        typer.Option(
            help="A Kafka to use instead of a private one; the demo has topics of its own there.",
            show_default=False,
        ),
    ] = None,
    kafka_home: KafkaHome = None,
    maven_repository: MavenRepository = None,
) -> None:
    """Start a private Kafka and a worker, enrich articles, show the result, stop everything."""
    require_worker()
    ended = INTERRUPTED
    # A signal unwinds the block, which stops all that was started within it.
    with left_by_signal(), clear_errors(DemoError, WorkerEnded):
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        articles = _read(paths or [_seeds()])
        kafka: AbstractContextManager[Cluster]
        if bootstrap_servers:
            kafka = nullcontext(settings.kafka.cluster())
        else:
            kafka = private_kafka(find_kafka(kafka_home, maven_repository))
        with _screen() as screen:
            result = run_demo(articles, kafka, screen, settings)
        if output:
            output.write_bytes(b"".join(value + b"\n" for value in result.values))
        print_result(Console(width=None if os.isatty(1) else 120), result)
        ledger = result.ledger
        ended = FAILED if ledger.lost or ledger.doubled else 0
    raise typer.Exit(ended)


def _seeds() -> Path:
    """Return the folder of articles that a checkout has, and an installed newsdesk has not.

    Raises:
        DemoError: if it is not there.
    """
    if not (CHECKOUT / "pyproject.toml").is_file():
        raise DemoError("Name the articles to enrich, as in: newsdesk demo article.txt")
    return CHECKOUT / "seeds"


def _read(paths: list[Path]) -> list[Outgoing]:
    """Read all articles; of those that cannot be read, tell which."""
    articles = []
    for article in read_articles(paths, typer.get_binary_stream("stdin")):
        if isinstance(article, Unreadable):
            line = f"Not read: {safe(article.origin)}: {safe(article.reason)}"
            Console(stderr=True).print(Text(line, style="yellow"), soft_wrap=True)
        else:
            key = article.id.encode("utf-8") if article.id else None
            articles.append(Outgoing(article.origin, key, article.value))
    if not articles:
        raise DemoError("There is no article to enrich.")
    return articles


class _Screen:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("", total=None)
        self._step = ""

    def step(self, what: str) -> None:
        if what == self._step:
            return
        self._step = what
        self._progress.update(self._task, description=what)
        if not self._progress.console.is_terminal:
            self._progress.console.print(f"{what} …")

    def outcomes(self, found: int, expected: int) -> None:
        self._progress.update(self._task, completed=found, total=expected)


@contextmanager
def _screen() -> Iterator[_Screen]:
    console = Console(stderr=True)
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.completed:.0f} articles"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as progress:
        yield _Screen(progress)
