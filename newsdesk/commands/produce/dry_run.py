"""Finds what would be sent: each article as the worker would read it; nothing is sent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from newsdesk.commands.produce.article_file import ArticleFile, Unreadable
from newsdesk.commands.produce.run import Key, articles_in, message_key
from newsdesk.schemas import InvalidMessage, decode_article


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that was found, and what is in the way of it.

    Attributes:
        origin: Its file, with the line or place within it.
        is_sent: Whether it would be sent; false where it could not be read.
        problem: Why it could not be read, or would become a dead letter; None if all is well.
        reason: The code of such a dead letter.
        key: The message's.
        size: Bytes of the message.
        characters: Of its text, or else of its HTML.
    """

    origin: str
    is_sent: bool
    problem: str | None = None
    reason: str | None = None
    key: bytes | None = None
    size: int = 0
    id: str | None = None
    title: str | None = None
    source: str | None = None
    published_at: datetime | None = None
    characters: int = 0


def candidates(paths: Sequence[str], key: Key) -> Iterator[Candidate]:
    """Yield everything that is found in `paths`, in order."""
    for found in articles_in(paths):
        if isinstance(found, Unreadable):
            yield Candidate(found.origin, is_sent=False, problem=found.reason)
        else:
            yield _candidate(found, message_key(found, key))


def _candidate(found: ArticleFile, key: bytes | None) -> Candidate:
    size = len(found.value)
    try:
        article = decode_article(found.value)
    except InvalidMessage as error:
        return Candidate(found.origin, True, error.message, error.reason, key, size, found.id)
    return Candidate(
        origin=found.origin,
        is_sent=True,
        key=key,
        size=size,
        id=article.id,
        title=article.title,
        source=article.source,
        published_at=article.published_at,
        characters=len(article.text or article.html or ""),
    )
