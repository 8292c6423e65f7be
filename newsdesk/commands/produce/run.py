"""Sends articles from files, and reports each that could not be read or sent."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from newsdesk.client.cluster import Cluster
from newsdesk.client.sending import Outgoing, Refused, send_articles
from newsdesk.commands.produce.files import ArticleFile, Unreadable, read_articles
from newsdesk.terminal.output import say, standard_input
from newsdesk.terminal.progress import Counter
from newsdesk.terminal.rendering import counted


class Key(StrEnum):
    """Which part of an article is the message's key."""

    ID = "id"
    NONE = "none"
    SOURCE = "source"


def produce_articles(cluster: Cluster, topic: str, paths: Iterable[str], key: Key) -> bool:
    """Send the articles in `paths`, say how many were sent, and return whether all were.

    Raises:
        UnreachableError: if Kafka does not answer, or stops doing so.
        TopicError: if there is no such topic.
    """
    unreadable: list[Unreadable] = []
    with Counter("articles sent") as sending:

        def outgoing() -> Iterator[Outgoing]:
            for article in read_articles(paths, standard_input()):
                if isinstance(article, Unreadable):
                    unreadable.append(article)
                    sending.note(f"Not read: {article.origin}: {article.reason}")
                else:
                    yield Outgoing(article.origin, _key(article, key), article.value)

        def on_sent(item: Outgoing) -> None:
            sending.advance()

        def on_refused(refused: Refused) -> None:
            sending.note(f"Not sent: {refused.origin}: {refused.reason}")

        report = send_articles(cluster, topic, outgoing(), on_sent, on_refused)
    closing = [f"Sent {counted(report.sent, 'article')} to {topic}"]
    if unreadable:
        closing.append(f"{len(unreadable)} could not be read")
    if report.refused:
        closing.append(f"{len(report.refused)} could not be sent")
    say("; ".join(closing) + ".")
    return len(closing) == 1


def _key(article: ArticleFile, key: Key) -> bytes | None:
    chosen = {Key.ID: article.id, Key.SOURCE: article.source, Key.NONE: None}[key]
    return chosen.encode("utf-8") if chosen is not None else None
