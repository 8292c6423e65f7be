"""Kafka's settings for a broker on one machine, and the file that carries them."""

import json
from dataclasses import dataclass
from pathlib import Path

from newsdesk.broker.private import write_private
from newsdesk.broker.tcp_ports import HOST

MIB = 1024 * 1024
NODE_ID = 1


@dataclass(frozen=True)
class BrokerOptions:
    """How a broker for one machine runs; it listens on 127.0.0.1 only.

    Attributes:
        data_dir: where its messages and logs are kept; None for a temporary folder.
        port: 0 takes a free one.
        heap: Java's largest heap, as in ``-Xmx``.
        max_message_bytes: the largest record batch that Kafka takes.
        min_session_timeout_ms: the shortest session timeout that a consumer may ask for.
    """

    data_dir: Path | None = None
    port: int = 0
    heap: str = "256m"
    max_message_bytes: int = 16 * MIB
    min_session_timeout_ms: int = 6_000


def server_properties(
    options: BrokerOptions, port: int, controller_port: int, log_dir: Path
) -> dict[str, str | int]:
    """Return the settings of a single node that is broker and controller (KRaft mode)."""
    broker = f"PLAINTEXT://{HOST}:{port}"
    return {
        "process.roles": "broker,controller",
        "node.id": NODE_ID,
        # Static voters: the controller's port may differ at every start.
        "controller.quorum.voters": f"{NODE_ID}@{HOST}:{controller_port}",
        "controller.listener.names": "CONTROLLER",
        "listeners": f"{broker},CONTROLLER://{HOST}:{controller_port}",
        "advertised.listeners": broker,
        "inter.broker.listener.name": "PLAINTEXT",
        "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
        "log.dirs": str(log_dir),
        "auto.create.topics.enable": "false",
        "message.max.bytes": options.max_message_bytes,
        "replica.fetch.max.bytes": options.max_message_bytes,
        "group.initial.rebalance.delay.ms": 0,
        "group.min.session.timeout.ms": options.min_session_timeout_ms,
        "offsets.topic.replication.factor": 1,
        "transaction.state.log.replication.factor": 1,
        "transaction.state.log.min.isr": 1,
        "share.coordinator.state.topic.replication.factor": 1,
        "share.coordinator.state.topic.min.isr": 1,
        # The defaults, 50 partitions each and 128 MiB, are for a cluster.
        "offsets.topic.num.partitions": 8,
        "transaction.state.log.num.partitions": 8,
        "log.cleaner.dedupe.buffer.size": 16 * MIB,
        # No heartbeat records of the controller twice a second.
        "metadata.max.idle.interval.ms": 0,
    }


def write_properties(file: Path, properties: dict[str, str | int]) -> None:
    """Write Java's properties format (``java.util.Properties``)."""
    # Java reads Latin-1 with \uXXXX for all else; JSON in ASCII has the same escapes.
    lines = [f"{key}={json.dumps(str(value))[1:-1]}\n" for key, value in properties.items()]
    write_private(file, "".join(lines))
