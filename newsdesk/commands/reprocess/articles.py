"""The topic of articles, read from its beginning: the article in each message."""

from collections.abc import Callable
from dataclasses import dataclass, field

from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_reading import read_to_end
from newsdesk.commands.reprocess.marker import attempt_of
from newsdesk.commands.reprocess.packed_table import DIGEST, Records, Table, digest
from newsdesk.schemas import Article, SourceMessage, decode_article, require_readable

_NONE = b""


def _table() -> Table:
    return Table(
        id=DIGEST,
        key=DIGEST,
        partition="<i4",
        attempt="<i4",
        offset="<i8",
        time="<i8",
        has_id="?",
        has_key="?",
        withdrawn="?",
        embargoed="?",
    )


@dataclass(slots=True)
class ArticleLog:
    """The messages that may matter, a row of 60 bytes each.

    A row without an id is a tombstone: it deletes the earlier messages with its key. `ends` are
    the offsets after the last messages read, by partition.
    """

    fingerprint: str
    undecodable: int = 0
    ends: dict[int, int] = field(default_factory=dict)
    _rows: Table = field(default_factory=_table)
    _times: dict[int, int] = field(default_factory=dict)

    def add(self, message: SourceMessage) -> None:
        """Add a message; those of a partition come in order."""
        self.ends[message.partition] = message.offset + 1
        # Clocks may go back, and a replayed dead letter has its old time; offsets never go back.
        time = max(message.timestamp or 0, self._times.get(message.partition, 0))
        self._times[message.partition] = time
        article = article_of(message)
        self.undecodable += article is None
        if article is None and not is_tombstone(message):
            return
        self._rows.append(
            _NONE if article is None else digest(article.id),
            _NONE if message.key is None else digest(message.key),
            message.partition,
            attempt_of(message.headers, self.fingerprint),
            message.offset,
            time,
            article is not None,
            message.key is not None,
            article is not None and article.is_withdrawn,
            article is not None and article.is_embargoed(),
        )

    @property
    def rows(self) -> Records:
        """The rows; `time`, in milliseconds, orders messages of different partitions."""
        return self._rows.rows


def scan_articles(
    cluster: Cluster, topic: str, fingerprint: str, on_message: Callable[[], None]
) -> ArticleLog:
    """Read everything that `topic` has now, up to the first open transaction.

    Raises:
        UnreachableError: if Kafka does not answer.
        TopicError: if the topic is missing.
    """
    log = ArticleLog(fingerprint)
    for message in read_to_end(cluster, topic):
        log.add(message)
        on_message()
    return log


def article_id_of(message: SourceMessage) -> str | None:
    """Return the id of the article in `message`, or None if it becomes a dead letter."""
    article = article_of(message)
    return None if article is None else article.id


def article_of(message: SourceMessage) -> Article | None:
    """Return the article in `message`, or None if it becomes a dead letter."""
    try:
        require_readable(message)
        return decode_article(message.value)
    except Exception:  # noqa: BLE001 - as in the stage, any error is the message's fault
        return None


def is_tombstone(message: SourceMessage) -> bool:
    """Whether the message has a key and no value, which deletes earlier ones with its key."""
    return message.value is None and message.key is not None and message.fault is None
