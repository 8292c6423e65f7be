"""Whether Kafka answers, and what its topics of the chain are like."""

from typing import Any

from kafka.admin import ConfigResource, ConfigResourceType

from newsdesk.chain import topic_specs
from newsdesk.client.admin import admin_client
from newsdesk.client.consumer import CONNECT_SECONDS
from newsdesk.client.errors import ClusterSettingsError, UnreachableError
from newsdesk.commands.doctor.section import Section, Wrong
from newsdesk.commands.doctor.topic_faults import Topic, topic_faults
from newsdesk.settings import KafkaSettings, Settings, TopicSettings


def look_at_kafka(settings: Settings) -> Section:
    """Ask Kafka for its brokers and for the topics of the chain; nothing is created."""
    try:
        brokers, topics = _ask(settings)
    except ClusterSettingsError as error:
        return Section("kafka", None, (Wrong(str(error), "Mend the settings NEWSDESK_KAFKA__…"),))
    except UnreachableError as error:
        problem, _, advice = str(error).partition("\nIs it")
        facts = _facts(settings.kafka, None, [])
        return Section("kafka", facts, (Wrong(problem, f"Is it{advice}"),))
    wrong = tuple(topic_faults(settings.topics, brokers, topics))
    return Section("kafka", _facts(settings.kafka, brokers, topics), wrong)


def _facts(kafka: KafkaSettings, brokers: int | None, topics: list[Topic]) -> dict[str, Any]:
    return {
        "address": kafka.bootstrap_servers,
        "protocol": kafka.security_protocol,
        "answers": brokers is not None,
        "brokers": brokers,
        "topics": [
            {
                "name": topic.name,
                "partitions": topic.partitions,
                "replicas": topic.replicas,
                "in_sync": topic.in_sync,
            }
            for topic in topics
        ],
    }


def _ask(settings: Settings) -> tuple[int, list[Topic]]:
    """Return the number of brokers and the topics of the chain that are there."""
    with admin_client(settings.kafka.cluster(), CONNECT_SECONDS) as admin:
        brokers = len(admin.describe_cluster()["brokers"])
        described = {topic["name"]: topic for topic in admin.describe_topics()}
        names = [name for name in _names(settings.topics) if name in described]
        configs = _configs(admin, names)
    return brokers, [_topic(described[name], configs.get(name, {})) for name in names]


def _names(topics: TopicSettings) -> list[str]:
    return [spec.name for spec in topic_specs(topics)]


def _configs(admin: Any, names: list[str]) -> dict[str, Any]:
    """Return the topics' settings by topic and name; of one that may not be read, none."""
    if not names:
        return {}
    resources = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
    return dict(admin.describe_configs(resources, config_filter="all").get("topic", {}))


def _topic(described: dict[str, Any], configs: dict[str, Any]) -> Topic:
    partitions = described["partitions"]
    return Topic(
        name=described["name"],
        partitions=len(partitions),
        replicas=min(len(partition["replica_nodes"]) for partition in partitions),
        in_sync=min(len(partition["isr_nodes"]) for partition in partitions),
        has_leaders=all(partition["leader_id"] >= 0 for partition in partitions),
        configs={name: str(config["value"]) for name, config in configs.items()},
    )
