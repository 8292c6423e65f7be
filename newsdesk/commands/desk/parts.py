"""The parts of the desk: threads that read Kafka, and all that the pages stand on."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

from platformdirs import user_cache_path

from newsdesk.chain import LAST, letter_topics
from newsdesk.client.admin import cluster_id
from newsdesk.client.missing_rights import require_rights
from newsdesk.commands.desk.broader_topics import broader_topics
from newsdesk.commands.desk.explaining import explain
from newsdesk.commands.desk.pipeline import pipeline_of, workers_of
from newsdesk.commands.desk.removing import RemovalFinder
from newsdesk.commands.desk.topic_names import topic_names
from newsdesk.commands.desk.tracing import DeskTracer
from newsdesk.commands.desk.trying import TrialSender
from newsdesk.desk.explaining import Explanations
from newsdesk.desk.follow.follower import Follower
from newsdesk.desk.removals.finding import FoundRemovals
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.database import open_store, replace_store
from newsdesk.desk.store.pruning import Bounds
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import DeskContext
from newsdesk.desk.web.one_trace import OneTrace
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.settings import Settings, TopicSettings
from newsdesk.terminal.output import notice

_CONNECT_SECONDS = 10.0
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@asynccontextmanager
async def running_desk(settings: Settings, *, allow_writes: bool) -> AsyncIterator[DeskContext]:
    """Read Kafka and look at the chain during the block; yield what the pages stand on.

    Raises:
        UnreachableError, RightsError: if Kafka does not answer at the start, or not this user.
        StoreError: if the database cannot be opened.
        WorkerAddressError: if an address of the workers to show is none.
    """
    desk, cluster = settings.desk, settings.kafka.cluster()
    workers = workers_of(settings)
    await asyncio.to_thread(require_rights, cluster, rights_of([Task.DESK], settings))
    identity = await asyncio.to_thread(cluster_id, cluster, _CONNECT_SECONDS)
    path = database_of(settings)
    connection, is_new = open_store(path, identity)
    if is_new:
        notice(f"The desk's database is new, and is filled from Kafka: {path}", style="dim")
    topics, letters = _read_topics(settings.topics), letter_topics(settings.topics)
    bell, explanations, tracer = ChangeBell(), Explanations(explain), DeskTracer(settings)
    bounds = Bounds(desk.max_days, desk.max_mib * 1024 * 1024)
    rebuild = partial(replace_store, path, identity)
    follower = Follower(cluster, topics, connection, bounds, bell.ring, rebuild)
    sampler, pipeline = pipeline_of(settings, path, workers)
    context = DeskContext(
        database=path,
        topics=topics,
        cluster=cluster,
        letters=letters,
        replays=ReplayJobs(cluster, letters, rights_of([Task.REPLAY], settings)),
        explanations=explanations,
        state=lambda: follower.state,
        bell=bell,
        hosts=_LOOPBACK_NAMES | {desk.host, *desk.hosts},
        token=desk.token.get_secret_value() if desk.token else None,
        allow_writes=allow_writes,
        pipeline=pipeline,
        tracer=OneTrace(tracer),
        views=desk.views,
        broader=broader_topics(settings),
        names=topic_names(settings),
        send_trial=TrialSender(settings) if allow_writes else None,
        removals=FoundRemovals(RemovalFinder(settings)),
        on_damage=follower.replace_database,
    )
    with closing(connection):
        follower.start()
        sampler.start()
        try:
            yield context
        finally:
            tracer.stop()
            await explanations.close()
            await asyncio.to_thread(sampler.stop)
            await asyncio.to_thread(follower.stop)


def database_of(settings: Settings) -> Path:
    """Return the file that keeps what was read."""
    return settings.desk.database or user_cache_path("newsdesk") / "desk.sqlite"


def _read_topics(topics: TopicSettings) -> ReadTopics:
    return ReadTopics(LAST.writes(topics), topics.dead_letter, topics.replays)
