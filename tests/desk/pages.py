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
from newsdesk.desk.explaining import Explanations
from newsdesk.desk.follow.state import Condition, FollowState
from newsdesk.desk.pipeline.state import PipelineState
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.writing import Writer
from newsdesk.desk.web.application import application_of
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import DeskContext, PipelineContext
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.errors import NewsdeskError
from tests.desk.looks import GROUPS
from tests.desk.messages import TOPICS

NOWHERE = Cluster("127.0.0.1:1")
"""For pages that never ask Kafka."""

LETTERS = LetterTopics(TOPICS.dead_letter, TOPICS.replays, ("articles", "classified"))


async def no_models(article: bytes) -> dict[str, Any]:
    raise NewsdeskError("The models are not here.", "Install <them>.")


_SHUTDOWN_SECONDS = 1.0
"""As that of a desk: how long it waits for browsers that listen."""

LIVE = FollowState(Condition.LIVE, 0.0)


@dataclass
class Pages:
    """A desk's pages, and what is written into its database."""

    path: Path
    client: TestClient[Any, Any]
    writer: Writer
    bell: ChangeBell
    pipeline_bell: ChangeBell
    context: DeskContext
    state: FollowState = field(default_factory=lambda: LIVE)
    pipeline: PipelineState = field(default_factory=lambda: PipelineState(Condition.STARTING, 0.0))

    def write(self, *messages: SourceMessage) -> None:
        self.writer.write(messages, {})
        self.bell.ring()

    def look(self, state: PipelineState) -> None:
        self.pipeline = state
        self.pipeline_bell.ring()

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
async def serving(path: Path, *, port: int | None = None, **changes: Any) -> AsyncIterator[Pages]:
    connection, _ = open_store(path, "cluster")
    bell, pipeline_bell = ChangeBell(), ChangeBell()
    pages: Pages
    context = DeskContext(
        database=path,
        topics=TOPICS,
        cluster=NOWHERE,
        letters=LETTERS,
        replays=ReplayJobs(NOWHERE, LETTERS),
        explanations=Explanations(no_models),
        state=lambda: pages.state,
        bell=bell,
        hosts=frozenset({"127.0.0.1", "localhost"}),
        pipeline=PipelineContext(GROUPS, lambda: pages.pipeline, pipeline_bell),
    )
    with closing(connection):
        context = replace(context, **changes)
        server = TestServer(application_of(context), port=port)
        await server.start_server(shutdown_timeout=_SHUTDOWN_SECONDS)
        async with TestClient(server) as client:
            writer = Writer(connection, context.topics)
            pages = Pages(path, client, writer, bell, pipeline_bell, context)
            yield pages


def run(path: Path, test: Callable[[Pages], Awaitable[None]], **changes: Any) -> None:
    """Run a test on the pages of a desk; `changes` are those of its context."""

    async def within() -> None:
        async with serving(path, **changes) as pages:
            await test(pages)

    asyncio.run(within())
