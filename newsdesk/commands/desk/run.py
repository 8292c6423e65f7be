"""Runs the desk: its reader in a thread, its pages on the event loop."""

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from ipaddress import ip_address
from pathlib import Path

from aiohttp import web
from platformdirs import user_cache_path

from newsdesk.chain import LAST, letter_topics
from newsdesk.client.admin import cluster_id
from newsdesk.client.missing_rights import require_rights
from newsdesk.commands.desk.explaining import explain
from newsdesk.commands.desk.pipeline import pipeline_of, workers_of
from newsdesk.commands.desk.tracing import DeskTracer
from newsdesk.commands.desk.trying import TrialSender
from newsdesk.desk.explaining import Explanations
from newsdesk.desk.follow.follower import Follower
from newsdesk.desk.replaying.jobs import ReplayJobs
from newsdesk.desk.store.database import open_store
from newsdesk.desk.store.pruning import Bounds
from newsdesk.desk.store.writing import ReadTopics
from newsdesk.desk.web.application import application_of
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import DeskContext
from newsdesk.desk.web.one_trace import OneTrace
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import Settings
from newsdesk.terminal.output import notice

_CONNECT_SECONDS = 10.0
_LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


class DeskError(NewsdeskError):
    """Raised when the desk cannot be served."""


def serve(settings: Settings, port: int, *, allow_writes: bool) -> None:
    """Serve until SIGINT or SIGTERM.

    Raises:
        UnreachableError: if Kafka does not answer at the start.
        StoreError: if the database cannot be opened.
        DeskError: if the port is taken, or other machines would need no token.
        WorkerAddressError: if an address of the workers to show is none.
    """
    asyncio.run(_serve(settings, port, allow_writes))


async def _serve(settings: Settings, port: int, allow_writes: bool) -> None:
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, ended.set)
    async with _pages(settings, port, allow_writes) as address:
        notice(f"The desk is at {address}; Ctrl-C ends.")
        await ended.wait()


@asynccontextmanager
async def _pages(settings: Settings, port: int, allow_writes: bool) -> AsyncIterator[str]:
    desk, cluster = settings.desk, settings.kafka.cluster()
    _require_token(desk.host, desk.token is not None)
    workers = workers_of(settings)
    await asyncio.to_thread(require_rights, cluster, rights_of([Task.DESK], settings))
    path = desk.database or _default_database()
    identity = await asyncio.to_thread(cluster_id, cluster, _CONNECT_SECONDS)
    connection, is_new = open_store(path, identity)
    if is_new:
        notice(f"The desk's database is new, and is filled from Kafka: {path}", style="dim")
    topics = ReadTopics(
        LAST.writes(settings.topics), settings.topics.dead_letter, settings.topics.replays
    )
    letters = letter_topics(settings.topics)
    bell, explanations = ChangeBell(), Explanations(explain)
    bounds = Bounds(desk.max_days, desk.max_mib * 1024 * 1024)
    follower = Follower(cluster, topics, connection, bounds, bell.ring)
    sampler, pipeline = pipeline_of(settings, path, workers)
    tracer = DeskTracer(settings)
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
        send_trial=TrialSender(settings) if allow_writes else None,
    )
    runner = web.AppRunner(application_of(context), access_log=None, shutdown_timeout=1.0)
    with closing(connection):
        await runner.setup()
        follower.start()
        sampler.start()
        try:
            yield await _listen(runner, desk.host, port)
        finally:
            tracer.stop()
            await runner.cleanup()
            await explanations.close()
            await asyncio.to_thread(sampler.stop)
            await asyncio.to_thread(follower.stop)


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    """Listen, and return the address to open."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise DeskError(
            f"The desk cannot listen on {host}, port {port}: {error.strerror}.",
            "Give another port with --port, or 0 for any that is free.",
        ) from error
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{runner.addresses[0][1]}/"


def _require_token(host: str, has_token: bool) -> None:
    """Check that other machines need a token.

    Raises:
        DeskError: if they would not.
    """
    try:
        is_loopback = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        is_loopback = False
    if not (is_loopback or has_token):
        raise DeskError(
            f"The desk would be open to every machine that reaches {host}.",
            "Set NEWSDESK_DESK__TOKEN, or leave NEWSDESK_DESK__HOST at 127.0.0.1.",
        )


def _default_database() -> Path:
    return user_cache_path("newsdesk") / "desk.sqlite"
