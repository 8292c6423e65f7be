"""Descriptions of what Kafka has: its brokers, and topics with their replicas and settings."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from kafka.admin import ConfigResource, ConfigResourceType

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import CONNECT_SECONDS, hidden_topics


@dataclass(frozen=True, slots=True)
class TopicDescription:
    """A topic as Kafka describes it; `replicas` and `in_sync` are those of its worst partition."""

    name: str
    partitions: int
    replicas: int
    in_sync: int
    has_leaders: bool
    configs: Mapping[str, str]

    @property
    def min_in_sync(self) -> int | None:
        """How many replicas must have a message, with `acks=all`; None if that may not be read."""
        least = self.configs.get("min.insync.replicas")
        return int(least) if least else None


@dataclass(frozen=True, slots=True)
class ClusterDescription:
    """The number of brokers, the topics that exist, and the names of those hidden from this user.

    Of a hidden topic, Kafka does not even say whether it exists.
    """

    brokers: int
    topics: list[TopicDescription]
    hidden: list[str]


def describe(cluster: Cluster, names: Collection[str]) -> ClusterDescription:
    """Return what Kafka says of the topics of `names`, in their order.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    with admin_client(cluster, CONNECT_SECONDS) as admin:
        brokers = len(admin.describe_cluster()["brokers"])
        described = {topic["name"]: topic for topic in admin.describe_topics()}
        existing = [name for name in names if name in described]
        hidden = hidden_topics(admin, [name for name in names if name not in described])
        configs = _configs(admin, existing)
    topics = [_topic(described[name], configs.get(name, {})) for name in existing]
    return ClusterDescription(brokers, topics, hidden)


def _configs(admin: Any, names: Collection[str]) -> dict[str, Any]:
    """Return the topics' settings by topic and name; none of a topic that may not be read."""
    if not names:
        return {}
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    return dict(admin.describe_configs(resources, config_filter="all").get("topic", {}))


def _topic(described: dict[str, Any], configs: dict[str, Any]) -> TopicDescription:
    partitions = described["partitions"]
    return TopicDescription(
        name=described["name"],
        partitions=len(partitions),
        replicas=min(len(partition["replica_nodes"]) for partition in partitions),
        in_sync=min(len(partition["isr_nodes"]) for partition in partitions),
        has_leaders=all(partition["leader_id"] >= 0 for partition in partitions),
        configs={name: str(config["value"]) for name, config in configs.items()},
    )
