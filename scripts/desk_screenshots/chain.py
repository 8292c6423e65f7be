"""A chain with the demo's articles and some that become dead letters, and a desk of it."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from newsdesk.broker.tcp_ports import HOST, free_port
from newsdesk.chain import FIRST, topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.sending import Outgoing, send_articles
from newsdesk.client.topics import create_topics
from newsdesk.commands.broker.find_kafka import find_kafka
from newsdesk.commands.demo.run import private_kafka
from newsdesk.commands.demo.worker_process import running_worker
from newsdesk.commands.desk.parts import database_of, running_desk
from newsdesk.commands.desk.run import ANY_PORT, served_pages
from newsdesk.commands.produce.article_file import ArticleFile, key_of
from newsdesk.commands.produce.files import read_articles
from newsdesk.desk.store.database import reading
from newsdesk.settings import Settings

ROOT = Path(__file__).parents[2]
BAD = (
    ("wire-001", b'{"id": "wire-001", "title": "Flood gates opened", "text": "The dam opened'),
    ("wire-002", b'{"id": "wire-002", "title": "Ferry timetable"}'),
    ("wire-003", b'{"id": "wire-003", "title": "Harbour fees", "text": ""}'),
    ("wire-004", b'{"id": "wire-004", "text": "Late items.", "pubStatus": "perhaps"}'),
    ("scan-17", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
    ("scan-18", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
)
"""Keys and values that no stage can enrich."""

_EVERY_SECONDS = 0.5


@contextmanager
def running_chain() -> Iterator[Settings]:
    """Run a Kafka and a worker during the block; yield settings that reach both."""
    with (
        private_kafka(find_kafka(None, None)) as cluster,
        TemporaryDirectory(prefix="newsdesk-screenshots-") as folder,
    ):
        own = {
            "KAFKA__BOOTSTRAP_SERVERS": cluster.bootstrap_servers,
            "WORKER__STATE_FOLDER": folder,
            "WORKER__HEALTH_PORT": str(free_port()),
            "DESK__DATABASE": str(Path(folder) / "desk.sqlite"),
        }
        os.environ |= {f"NEWSDESK_{name}": value for name, value in own.items()}
        settings = Settings()
        create_topics(cluster, topic_specs(settings.topics))
        with running_worker(own, Path(folder)):
            yield settings


@asynccontextmanager
async def served_desk(settings: Settings) -> AsyncIterator[str]:
    """Serve a desk that may write during the block; yield its address."""
    async with (
        running_desk(settings, allow_writes=True) as context,
        served_pages(context, HOST, ANY_PORT) as address,
    ):
        yield address


def seeds() -> Sequence[Outgoing]:
    """Return the demo's articles."""
    found = read_articles([ROOT / "seeds"], BytesIO())
    return [Outgoing(a.origin, key_of(a.id), a.value) for a in found if isinstance(a, ArticleFile)]


def bad_messages() -> Sequence[Outgoing]:
    """Return messages that become dead letters."""
    return [Outgoing(key, key.encode(), value) for key, value in BAD]


async def send(settings: Settings, messages: Sequence[Outgoing]) -> None:
    """Send messages to the first topic of the chain."""
    cluster: Cluster = settings.kafka.cluster()
    await asyncio.to_thread(send_articles, cluster, FIRST.reads(settings.topics), messages)


async def until_out(settings: Settings, outcomes: int, seconds: float = 600.0) -> None:
    """Wait until the desk has so many articles and dead letters together.

    Raises:
        TimeoutError: if it has not.
    """
    async with asyncio.timeout(seconds):
        while _outcomes(settings) < outcomes:  # noqa: ASYNC110
            await asyncio.sleep(_EVERY_SECONDS)


def _outcomes(settings: Settings) -> int:
    with reading(database_of(settings)) as database:
        query = "SELECT (SELECT count(*) FROM article) + (SELECT count(*) FROM letter)"
        return int(database.execute(query).fetchone()[0])
