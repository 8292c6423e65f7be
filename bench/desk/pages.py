"""The pages of a database, served by another process than the one that asks for them."""

import asyncio
import sys
from pathlib import Path

from aiohttp import web

from bench.desk.corpus import TOPICS
from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.desk.explaining import Explanations
from newsdesk.desk.follow.state import Condition, FollowState
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.web.application import application_of
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import DeskContext
from newsdesk.schemas.errors import NewsdeskError

_LETTERS = LetterTopics(TOPICS.dead_letter, TOPICS.replays, ("articles", "classified"))


async def serve(path: Path) -> None:
    """Serve the pages of a database, and print their address."""

    async def no_models(article: bytes) -> dict[str, object]:
        raise NewsdeskError("There are no models here.")

    cluster = Cluster("127.0.0.1:1")
    context = DeskContext(
        database=path,
        topics=TOPICS,
        cluster=cluster,
        letters=_LETTERS,
        replays=ReplayJobs(cluster, _LETTERS),
        explanations=Explanations(no_models),
        state=lambda: FollowState(Condition.LIVE, 0.0),
        bell=ChangeBell(),
        hosts=frozenset({"127.0.0.1"}),
    )
    runner = web.AppRunner(application_of(context), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    sys.stdout.write(f"http://127.0.0.1:{runner.addresses[0][1]}\n")
    sys.stdout.flush()
    await asyncio.Event().wait()
