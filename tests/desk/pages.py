"""A desk's pages over HTTP, and what is written into their database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from aiohttp.test_utils import TestClient, TestServer

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.desk.follow.state import Condition, FollowState
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.writing import Writer
from newsdesk.desk.web.application import application_of
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import DeskContext
from newsdesk.schemas import SourceMessage
from tests.desk.messages import TOPICS

NOWHERE = Cluster("127.0.0.1:1")
"""For pages that never ask Kafka."""

LETTERS = LetterTopics(TOPICS.dead_letter, TOPICS.replays, ("articles", "classified"))

LIVE = FollowState(Condition.LIVE, 0.0)


@dataclass
class Pages:
    """A desk's pages, and what is written into its database."""

    path: Path
    client: TestClient[Any, Any]
    writer: Writer
    bell: ChangeBell
    state: FollowState = field(default_factory=lambda: LIVE)

    def write(self, *messages: SourceMessage) -> None:
        self.writer.write(messages, {})
        self.bell.ring()

    async def get(self, path: str, status: int = 200, **headers: str) -> str:
        async with self.client.get(path, headers=headers) as response:
            assert response.status == status
            return await response.text()

    async def post(self, path: str, status: int = 200, **fields: Any) -> str:
        headers = {"Sec-Fetch-Site": "same-origin"}
        async with self.client.post(path, data=fields, headers=headers) as response:
            assert response.status == status
            return await response.text()


@asynccontextmanager
async def serving(path: Path, **changes: Any) -> AsyncIterator[Pages]:
    connection, _ = open_store(path, "cluster")
    bell = ChangeBell()
    pages: Pages
    context = DeskContext(
        database=path,
        topics=TOPICS,
        cluster=NOWHERE,
        letters=LETTERS,
        replays=ReplayJobs(NOWHERE, LETTERS),
        state=lambda: pages.state,
        bell=bell,
        hosts=frozenset({"127.0.0.1", "localhost"}),
    )
    with closing(connection):
        context = replace(context, **changes)
        server = TestServer(application_of(context))
        async with TestClient(server) as client:
            pages = Pages(path, client, Writer(connection, context.topics), bell)
            yield pages


def run(path: Path, test: Callable[[Pages], Awaitable[None]], **changes: Any) -> None:
    """Run a test on the pages of a desk; `changes` are those of its context."""

    async def within() -> None:
        async with serving(path, **changes) as pages:
            await test(pages)

    asyncio.run(within())
