"""Sends articles from files, and reports each that could not be read or sent."""

from collections.abc import Iterator, Sequence
from enum import StrEnum
from io import BytesIO

from newsdesk.client.cluster import Cluster
from newsdesk.client.sending import Outgoing, Refused, send_articles
from newsdesk.commands.produce.article_file import ArticleFile, Unreadable, key_of
from newsdesk.commands.produce.files import STANDARD_INPUT, read_articles
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.output import say, standard_input
from newsdesk.terminal.progress import Counter
from newsdesk.terminal.rendering import counted


class Key(StrEnum):
    """Which part of an article is the message's key."""

    ID = "id"
    NONE = "none"
    SOURCE = "source"


def produce_articles(cluster: Cluster, topic: str, paths: Sequence[str], key: Key) -> bool:
    """Send the articles in `paths`, say how many were sent, and return whether all were.

    Raises:
        Exit: with 1 if Kafka or the topic cannot be used, 130 if it was interrupted.
    """
    unreadable = 0
    sending = Counter("articles sent")

    def outgoing() -> Iterator[Outgoing]:
        nonlocal unreadable
        for article in articles_in(paths):
            if isinstance(article, Unreadable):
                unreadable += 1
                sending.note(not_read(article))
            else:
                yield Outgoing(article.origin, message_key(article, key), article.value)

    def on_sent(item: Outgoing) -> None:
        sending.advance()

    def on_refused(refused: Refused) -> None:
        sending.note(f"Not sent: {refused.origin}: {refused.reason}")

    def unfinished() -> str:
        return f"{counted(sending.count, 'article')} confirmed."

    with interruptible(unfinished, after_error=False), sending:
        report = send_articles(cluster, topic, outgoing(), on_sent, on_refused)
    closing = [f"Sent {counted(report.sent, 'article')} to {topic}"]
    if unreadable:
        closing.append(f"{unreadable} could not be read")
    if report.refused:
        closing.append(f"{len(report.refused)} could not be sent")
    say("; ".join(closing) + ".")
    return len(closing) == 1


def articles_in(paths: Sequence[str]) -> Iterator[ArticleFile | Unreadable]:
    """Read `paths`; standard input only where it is one of them.

    Raises:
        ClosedInput: if standard input is wanted, and closed.
    """
    stdin = standard_input() if STANDARD_INPUT in paths else BytesIO()
    yield from read_articles(paths, stdin)


def message_key(article: ArticleFile, key: Key) -> bytes | None:
    """Return the key of an article's message."""
    return key_of({Key.ID: article.id, Key.SOURCE: article.source, Key.NONE: None}[key])


def not_read(article: Unreadable) -> str:
    """Return the line that names what could not be read."""
    return f"Not read: {article.origin}: {article.reason}"
