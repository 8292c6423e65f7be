"""The Faust app of a stage: its consumer group, and the agent that takes its messages."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mode

from agents.access import KafkaAccess
from agents.consumer import App
from agents.delivery import Delivery, TransactionalDelivery
from agents.health import StageHealth
from agents.stage import AnyStage
from agents.stage_loop import BatchLimits, Process, StageLoop
from schemas import SourceMessage


@dataclass(frozen=True, slots=True)
class Consumption:
    """How a stage consumes. Times are in seconds.

    `buffer` and `poll_records` count the messages that wait in memory for the next micro-batch;
    after SIGTERM the one in flight has `drain` to come to its end.
    """

    limits: BatchLimits = field(default_factory=BatchLimits)
    buffer: int = 32
    poll_records: int = 50
    session_timeout: float = 6.0
    max_poll_interval: float = 24 * 3600.0
    drain: float = 30.0


def build_app(
    stage: AnyStage, group: str, access: KafkaAccess, consumption: Consumption, data_folder: Path
) -> App:
    """Return the Faust app that runs `stage` in the consumer group `group`."""
    health = StageHealth(stage.name)
    delivery = TransactionalDelivery(access, group, health)
    loop = StageLoop(
        stage.name,
        _in_a_thread(stage),
        delivery,
        health,
        consumption.limits,
        consumption.drain,
    )
    app = _bare_app(group, access, consumption, data_folder)
    _take_messages(app, stage, loop, delivery)
    return app


def _take_messages(app: App, stage: AnyStage, loop: StageLoop, delivery: Delivery) -> None:
    """Let the app's agent hand its messages to `loop`, and tell `delivery` what is assigned."""
    topic = app.topic(
        stage.source_topic,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        acks=False,
    )

    @app.agent(topic, name=stage.name, concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: Any) -> None:
        async for event in stream.events():
            await loop.put(_source_message(event.message))

    @app.on_partitions_assigned.connect  # type: ignore[untyped-decorator]
    async def assigned(app: Any, partitions: Any, **_: Any) -> None:
        await delivery.keep((tp.topic, tp.partition) for tp in partitions)

    app.service(loop)


def _bare_app(group: str, access: KafkaAccess, consumption: Consumption, data_folder: Path) -> App:
    folder = data_folder / group
    folder.mkdir(parents=True, exist_ok=True)
    return App(
        group,
        **access.for_faust(),
        datadir=str(folder),
        store="memory://",
        # With Faust's default supervisor an agent that failed would stay dead, its partitions too.
        agent_supervisor=mode.CrashingSupervisor,
        topic_allow_declare=False,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
        consumer_max_fetch_size=16 * 1024 * 1024,
        stream_buffer_maxsize=consumption.buffer,
        stream_wait_empty=False,
        broker_max_poll_records=consumption.poll_records,
        broker_max_poll_interval=consumption.max_poll_interval,
        broker_session_timeout=consumption.session_timeout,
        broker_heartbeat_interval=consumption.session_timeout / 4,
        producer_request_timeout=30.0,
        web_enabled=False,
    )


def _in_a_thread(stage: AnyStage) -> Process:
    thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=f"stage-{stage.name}")

    async def process(messages: Any) -> Any:
        return await asyncio.get_running_loop().run_in_executor(thread, stage.process, messages)

    return process


def _source_message(message: Any) -> SourceMessage:
    """Return Faust's message as a value; Faust keeps its timestamp in seconds."""
    return SourceMessage(
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        key=message.key,
        value=message.value,
        headers=tuple(message.headers or ()),
        timestamp=round(message.timestamp * 1000) if message.timestamp else None,
    )
