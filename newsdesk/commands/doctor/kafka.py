"""Whether Kafka answers, and whether its topics fit the chain."""

from collections.abc import Collection, Iterator
from typing import Any

from newsdesk.chain import CHAIN, topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.codecs import CODECS, unreadable_codecs
from newsdesk.client.errors import ClusterSettingsError, UnreachableError
from newsdesk.client.groups import beyond_the_end, committed_offsets, ends_of
from newsdesk.client.missing_rights import missing_rights
from newsdesk.client.rights import Right, lacking
from newsdesk.client.topic_descriptions import ClusterDescription, describe
from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.commands.doctor.topic_problems import topic_problems
from newsdesk.kafka_settings import KafkaSettings
from newsdesk.rights import TASKS_OF, Role, rights_of
from newsdesk.settings import Settings


def check_kafka(settings: Settings, role: Role | None = None) -> Section:
    """Ask Kafka for its brokers, the topics of the chain, and a role's rights; nothing is created.

    A topic that is hidden from this user is not missing: only the role's rights may be.
    """
    names = [spec.name for spec in topic_specs(settings.topics)]
    try:
        cluster = settings.kafka.cluster()
        found = describe(cluster, names)
        seen = {topic.name for topic in found.topics}
        wrong = tuple(_offset_problems(cluster, settings, seen))
        rights = rights_of(TASKS_OF[role], settings) if role else ()
        missing = missing_rights(cluster, rights)
    except ClusterSettingsError as error:
        return Section("kafka", None, (Problem(error.problem, error.advice),))
    except UnreachableError as error:
        facts = _facts(settings.kafka, None)
        return Section("kafka", facts, (Problem(error.problem, error.advice),))
    problems = (
        *_right_problems(role, missing),
        *topic_problems(settings.topics, found),
        *wrong,
        *_codec_problems(),
    )
    facts = _facts(settings.kafka, found) | {"rights": _rights(role, missing)}
    return Section("kafka", facts, problems)


def _right_problems(role: Role | None, missing: Collection[Right]) -> Iterator[Problem]:
    if missing:
        error = lacking(missing)
        yield Problem(f"As {role}: {error.problem}", error.advice)


def _rights(role: Role | None, missing: Collection[Right]) -> dict[str, Any] | None:
    return {"role": role.value, "missing": [*map(str, missing)]} if role else None


def _offset_problems(
    cluster: Cluster, settings: Settings, topics: Collection[str]
) -> Iterator[Problem]:
    """Yield the stages whose committed offsets are beyond the end of what they read.

    Raises:
        UnreachableError: if no Kafka answers.
    """
    for spec in CHAIN:
        group, topic = spec.group(settings.worker), spec.reads(settings.topics)
        # The ends are looked up later: they only grow.
        if topic in topics and (committed := committed_offsets(cluster, group, topic)):
            ends = ends_of(cluster, topic)
            places = {n: (offset, ends.get(n, 0)) for n, offset in committed.items()}
            wrong = {number: place for number, place in places.items() if place[0] > place[1]}
            if wrong:
                yield Problem(*beyond_the_end(group, topic, wrong))


def _codec_problems() -> Iterator[Problem]:
    for codec, reason in unreadable_codecs().items():
        yield Problem(
            f"Messages that are compressed with {codec} cannot be read: {reason}.",
            "Install newsdesk again: its package cramjam is damaged.",
        )


def _facts(kafka: KafkaSettings, found: ClusterDescription | None) -> dict[str, Any]:
    return {
        "address": kafka.bootstrap_servers,
        "protocol": kafka.security_protocol,
        "answers": found is not None,
        "brokers": found.brokers if found else None,
        "codecs": [codec for codec in CODECS if codec not in unreadable_codecs()],
        "topics": [
            {
                "name": topic.name,
                "partitions": topic.partitions,
                "replicas": topic.replicas,
                "in_sync": topic.in_sync,
                "min_in_sync": topic.min_in_sync,
            }
            for topic in (found.topics if found else ())
        ],
        "rights": None,
    }
