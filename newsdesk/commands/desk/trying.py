"""Sends what is pasted or dropped on the desk's page, read as `newsdesk produce` reads files."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path, PurePosixPath
from uuid import uuid4

from newsdesk.chain import FIRST
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import ClientError
from newsdesk.client.sending import Outgoing, send_articles
from newsdesk.commands.desk.pasted import PASTED, pasted_problem
from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from newsdesk.commands.produce.file_ids import FileIds, ending_of
from newsdesk.commands.produce.formats import format_of
from newsdesk.commands.produce.reading import read_stream
from newsdesk.commands.produce.run import Key, message_key, not_read
from newsdesk.commands.produce.streams import HEAD, UnusableInput
from newsdesk.desk.web.trying import TrialRefused, Tried, TriedArticle
from newsdesk.settings import Settings

MOST_ARTICLES = 10_000
MOST_BYTES = 64 * 1024 * 1024
"""Bytes of all articles of a trial: a compressed file may inflate to any number."""


class TrialSender:
    """Reads the articles of a trial, and sends them to the topic of articles."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __call__(self, name: str, content: bytes) -> Tried:
        """Send the articles in a file of that name, or in what was pasted, which has none.

        Raises:
            TrialRefused: if there is none, or too much; nothing was sent then.
            RightsError: if the desk's user may not send articles.
            UnreachableError: if Kafka does not answer.
            TopicError: if there is no topic of articles.
        """
        found = articles_of(name, content)
        read = [article for article in found if isinstance(article, ArticleFile)]
        said = not_read if _file_of(name) else pasted_problem
        problems = [said(each) for each in found if isinstance(each, Unreadable)]
        if not read:
            why = problems[0] if problems else "There is no article in it"
            raise TrialRefused(f"{why.rstrip('.')}. Nothing was sent.")
        outgoing = [_outgoing(article) for article in read]
        cluster, topic = self._settings.kafka.cluster(), FIRST.reads(self._settings.topics)
        return _sent(cluster, topic, outgoing, problems)


def _sent(
    cluster: Cluster, topic: str, outgoing: Sequence[Outgoing], problems: Sequence[str]
) -> Tried:
    """Send the messages; where Kafka fails in between, those before are sent."""
    sent: list[Outgoing] = []
    refused: list[str] = []
    try:
        send_articles(
            cluster,
            topic,
            outgoing,
            sent.append,
            lambda each: refused.append(f"Not sent: {each.origin}: {each.reason}"),
        )
    except ClientError as error:
        if not sent:
            raise
        refused.append(error.sentences)
    if not sent:
        raise TrialRefused(f"{refused[0].rstrip('.')}.")
    articles = [TriedArticle(item.origin, _name(item)) for item in sent]
    return Tried(articles, (*problems, *refused))


def articles_of(name: str, content: bytes) -> list[ArticleFile | Unreadable]:
    """Return the articles in a file of that name, or in what was pasted, which has none.

    Raises:
        TrialRefused: if there are too many.
    """
    file = _file_of(name)
    ending = ending_of(file)[0] if file else _pasted_ending(content)
    ids = FileIds()
    found: list[ArticleFile | Unreadable] = []
    size = 0
    for article in read_stream(
        str(file) if file else PASTED,
        BytesIO(content),
        ending,
        lambda: ids.id_of(file, None) if file else None,
    ):
        found.append(article)
        size += len(article.value) if isinstance(article, ArticleFile) else 0
        if len(found) > MOST_ARTICLES or size > MOST_BYTES:
            raise TrialRefused(
                f"It has more than {MOST_ARTICLES:,} articles, or more than"
                f" {MOST_BYTES // 1024**2} MiB of them, so nothing was sent.",
                "`newsdesk produce` sends any number.",
            )
    return found


def _file_of(name: str) -> Path | None:
    """Return the name without folders, as browsers may give them; None where nothing is left."""
    last = PurePosixPath(name.replace("\\", "/").replace("\0", "")).name
    return Path(last) if last.strip(".") else None


def _pasted_ending(content: bytes) -> str:
    """Return the ending of a text, unless the content itself says that it is something else."""
    try:
        format_of(content[:HEAD], "")
    except UnusableInput:
        return ".txt"
    return ""


def _outgoing(article: ArticleFile) -> Outgoing:
    """Return the message; where the article has no id, a key of its own finds its trace."""
    key = message_key(article, Key.ID) or f"desk-{uuid4().hex}".encode()
    return Outgoing(article.origin, key, article.value)


def _name(item: Outgoing) -> str:
    return (item.key or b"").decode("utf-8")
