"""The demo for the terminal: the articles, the steps, the result."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, ExitStack, nullcontext
from pathlib import Path

from newsdesk.client.cluster import Cluster
from newsdesk.client.sending import Outgoing
from newsdesk.commands.broker.find_kafka import find_kafka
from newsdesk.commands.demo.progress import DemoError
from newsdesk.commands.demo.run import private_kafka, running_demo
from newsdesk.commands.demo.view import print_result
from newsdesk.commands.produce.article_file import Unreadable, key_of
from newsdesk.commands.produce.files import read_articles
from newsdesk.settings import Settings
from newsdesk.terminal.files import require_folder, writing
from newsdesk.terminal.output import notice, output_console, standard_input
from newsdesk.terminal.progress import steps_shown

CHECKOUT = Path(__file__).parents[3]
_PIPE_WIDTH = 120


def enrich_and_show(
    settings: Settings,
    paths: Sequence[Path],
    output: Path | None,
    private: tuple[Path | None, str | None] | None,
    *,
    desk: bool = False,
) -> bool:
    """Enrich the articles in `paths`, or else the seeds, and return whether each has one outcome.

    Args:
        settings: The worker's; they also say which Kafka to use where `private` is None.
        paths: Files and folders.
        output: Where the enriched events are written, one per line.
        private: An installed Kafka, or a mirror to fetch one from, for a private Kafka.
        desk: Whether the desk is served afterwards, until Ctrl-C.

    Raises:
        NewsdeskError: if an article, Kafka, the worker or `output` cannot be used.
    """
    if output:
        require_folder(output)
    articles = _read(paths or [_seeds()])
    kafka: AbstractContextManager[Cluster]
    if private is None:
        kafka = nullcontext(settings.kafka.cluster())
    else:
        kafka = private_kafka(find_kafka(*private))
    with ExitStack() as running:
        with steps_shown() as steps:
            demo = running.enter_context(running_demo(kafka, steps, settings))
            result = demo.enrich(articles, steps)
        if not desk:
            running.close()
        if output:
            with writing(output):
                output.write_bytes(b"".join(value + b"\n" for value in result.values))
        print_result(output_console(_PIPE_WIDTH), result)
        if desk:
            _serve_desk(demo.settings)
    return not (result.ledger.lost or result.ledger.doubled)


def _serve_desk(settings: Settings) -> None:
    """Serve the desk of the demo until Ctrl-C, on another port if its own is taken."""
    from newsdesk.commands.desk.run import ANY_PORT, PortTaken, serve

    try:
        serve(settings, settings.desk.port, allow_writes=True)
    except PortTaken as taken:
        notice(f"{taken.problem} Any free one is taken instead.", style="dim")
        serve(settings, ANY_PORT, allow_writes=True)


def _seeds() -> Path:
    """Return the folder of articles that a checkout has, and an installed newsdesk has not.

    Raises:
        DemoError: if it is not there.
    """
    if not (CHECKOUT / "pyproject.toml").is_file():
        raise DemoError("Name the articles to enrich, as in: newsdesk demo article.txt")
    return CHECKOUT / "seeds"


def _read(paths: Sequence[Path]) -> list[Outgoing]:
    """Read all articles; report those that cannot be read."""
    articles = []
    for article in read_articles(paths, standard_input()):
        if isinstance(article, Unreadable):
            notice(f"Not read: {article.origin}: {article.reason}", style="yellow")
        else:
            articles.append(Outgoing(article.origin, key_of(article.id), article.value))
    if not articles:
        raise DemoError("There is no article to enrich.")
    return articles
