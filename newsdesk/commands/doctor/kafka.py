"""Whether Kafka answers, and whether its topics fit the chain."""

from typing import Any

from newsdesk.chain import topic_specs
from newsdesk.client.errors import ClusterSettingsError, UnreachableError
from newsdesk.client.topic_descriptions import TopicDescription, describe
from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.commands.doctor.topic_problems import topic_problems
from newsdesk.settings import KafkaSettings, Settings


def check_kafka(settings: Settings) -> Section:
    """Ask Kafka for its brokers and for the topics of the chain; nothing is created."""
    names = [spec.name for spec in topic_specs(settings.topics)]
    try:
        brokers, topics = describe(settings.kafka.cluster(), names)
    except ClusterSettingsError as error:
        advice = f"{error.advice} The settings are NEWSDESK_KAFKA__…".strip()
        return Section("kafka", None, (Problem(error.problem, advice),))
    except UnreachableError as error:
        facts = _facts(settings.kafka, None, [])
        return Section("kafka", facts, (Problem(error.problem, error.advice),))
    problems = tuple(topic_problems(settings.topics, brokers, topics))
    return Section("kafka", _facts(settings.kafka, brokers, topics), problems)


def _facts(
    kafka: KafkaSettings, brokers: int | None, topics: list[TopicDescription]
) -> dict[str, Any]:
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
