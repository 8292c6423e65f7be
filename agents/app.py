"""The Faust app of a stage: its consumer group, and the agent that takes its messages."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mode

from newsdesk.agents.aiokafka_access import for_faust
from newsdesk.agents.aiokafka_records import decode_ourselves
from newsdesk.agents.batch_size import BatchLimits
from newsdesk.agents.consumer import App
from newsdesk.agents.delivery import Delivery, TransactionalDelivery
from newsdesk.agents.health import StageHealth
from newsdesk.agents.host import ModelHost
from newsdesk.agents.isolation import Isolation
from newsdesk.agents.metrics.lag_lookup import LagLookup
from newsdesk.agents.metrics.stage_metrics import StageMetrics
from newsdesk.agents.partition_watch import PartitionWatch
from newsdesk.agents.positions import Positions
from newsdesk.agents.releaser import Releaser
from newsdesk.agents.route import Route
from newsdesk.agents.stage_loop import StageLoop
from newsdesk.agents.watchdog import Watchdog
from newsdesk.client.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Consumption:
    """How a stage consumes. Times are in seconds.

    `poll_records` is how many messages one poll of Kafka brings, and `buffer` how many polls of a
    partition wait in Faust's queue. After SIGTERM, what is in flight has `drain` to be delivered.
    `max_attempts` is how often the models may die, hang or take the worker with them on one message
    before it is rejected; `stall_seconds` is how long no outcome may come while messages wait.
    """

    limits: BatchLimits = field(default_factory=BatchLimits)
    buffer: int = 2
    poll_records: int = 128
    session_timeout: float = 6.0
    max_poll_interval: float = 24 * 3600.0
    drain: float = 30.0
    max_attempts: int = 3
    stall_seconds: float = 120.0


def build_app(
    route: Route,
    group: str,
    host: ModelHost,
    cluster: Cluster,
    consumption: Consumption,
    health: StageHealth,
    data_folder: Path,
    metrics: StageMetrics | None = None,
) -> App:
    """Return the Faust app that runs the stage of `route` in the consumer group `group`.

    Without `metrics`, what is counted goes nowhere, and lag is not looked up.
    """
    embargoed, attempts = route.embargoed_topic, consumption.max_attempts
    counts = metrics or StageMetrics(route.stage)
    delivery = TransactionalDelivery(cluster, group, health, attempts, embargoed, counts)
    process = Isolation(host, route, health, attempts)
    limits, drain = consumption.limits, consumption.drain
    loop = StageLoop(route, process, delivery, health, limits, drain, counts)
    decode_ourselves(cluster.max_inflated_bytes)
    app = _bare_app(group, cluster, consumption, data_folder)
    app.positions, app.rack = Positions(group, cluster, health), cluster.rack
    _take_messages(app, route, loop, delivery, counts)
    app.service(
        Watchdog(
            group=group,
            topic=route.source_topic,
            delivery=delivery,
            is_busy=loop.is_busy,
            health=health,
            cluster=cluster,
            stall_seconds=consumption.stall_seconds,
        )
    )
    if metrics:
        app.service(LagLookup(group, cluster, metrics))
    written = [route.sink_topic, route.dead_letter_topic, *([embargoed] if embargoed else [])]
    app.service(PartitionWatch([route.source_topic, *written], health, cluster))
    if embargoed is not None:
        app.service(Releaser(route.stage, embargoed, delivery.producers, health, cluster))
    return app


def _take_messages(
    app: App, route: Route, loop: StageLoop, delivery: Delivery, metrics: StageMetrics
) -> None:
    """Make the app's agent hand messages to `loop`, and assignments to `delivery`."""
    app.wants = loop.inbox.wants
    topic = app.topic(
        route.source_topic,
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
        acks=False,
    )

    @app.agent(topic, name=route.stage, concurrency=1)  # type: ignore[untyped-decorator]
    async def take(stream: Any) -> None:
        async for event in stream.events():
            records, generation = event.message.records, event.message.generation_id
            if generation == loop.inbox.generation:
                metrics.received(records)
            await loop.inbox.put(records, generation)

    @app.on_partitions_revoked.connect  # type: ignore[untyped-decorator]
    async def revoked(app: Any, partitions: Any, **_: Any) -> None:
        await delivery.clear_markers()

    @app.on_partitions_assigned.connect  # type: ignore[untyped-decorator]
    async def assigned(app: Any, partitions: Any, **_: Any) -> None:
        loop.inbox.begin_generation(app.consumer_generation_id)
        app.positions.keep(partitions)
        await delivery.assign((tp.topic, tp.partition) for tp in partitions)

    app.service(loop)


def _bare_app(group: str, cluster: Cluster, consumption: Consumption, data_folder: Path) -> App:
    folder = data_folder / group
    folder.mkdir(parents=True, exist_ok=True)
    return App(
        group,
        **for_faust(cluster),
        datadir=str(folder),
        store="memory://",
        # With Faust's default supervisor a failed agent and its partitions would stay dead.
        agent_supervisor=mode.CrashingSupervisor,
        topic_allow_declare=False,
        topic_disable_leader=True,
        consumer_auto_offset_reset="earliest",
        # Per partition and fetch; a larger message comes alone.
        consumer_max_fetch_size=1024 * 1024,
        # A broker that has just come back may not know a topic for a moment. A worker that joins
        # then gets no partition, and joins again only once it has seen the topic.
        consumer_metadata_max_age_ms=5_000,
        table_standby_replicas=0,
        stream_buffer_maxsize=consumption.buffer,
        stream_wait_empty=False,
        broker_max_poll_records=consumption.poll_records,
        broker_max_poll_interval=consumption.max_poll_interval,
        broker_session_timeout=consumption.session_timeout,
        broker_heartbeat_interval=consumption.session_timeout / 4,
        producer_request_timeout=30.0,
        web_enabled=False,
    )
