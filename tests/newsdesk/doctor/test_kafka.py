from typing import Any

from newsdesk.chain import topic_specs
from newsdesk.client.cluster import Cluster
from newsdesk.client.topic_descriptions import ClusterDescription, TopicDescription
from newsdesk.client.topics import TopicSpec, create_topics
from newsdesk.commands.doctor.kafka import check_kafka
from newsdesk.commands.doctor.section import Problem
from newsdesk.commands.doctor.topic_problems import topic_problems
from newsdesk.settings import Settings, TopicSettings
from tests.support.topics import fresh_prefix

CHAIN = ("articles", "classified", "enriched", "dead_letter", "embargoed", "replays")


def settings_for(kafka: Cluster, **more: Any) -> Settings:
    prefix = fresh_prefix()
    topics = {name: prefix + name for name in CHAIN}
    return Settings.load(kafka={"bootstrap_servers": kafka.bootstrap_servers}, topics=topics | more)


def test_doctor_kafka_topics_as_they_are_created_are_in_order(kafka: Cluster) -> None:
    settings = settings_for(kafka, partitions=2)
    create_topics(kafka, topic_specs(settings.topics))
    section = check_kafka(settings)
    assert section.problems == ()
    assert section.facts is not None
    assert section.facts["answers"]
    assert section.facts["brokers"] == 1
    assert section.facts["codecs"] == ["gzip", "snappy", "lz4", "zstd"]
    assert section.facts["topics"][0] == {
        "name": settings.topics.articles,
        "partitions": 2,
        "replicas": 1,
        "in_sync": 1,
        "min_in_sync": 1,
    }
    assert [topic["partitions"] for topic in section.facts["topics"]] == [2, 2, 2, 2, 2, 1]


def test_doctor_kafka_missing_topics_are_named_with_the_command_that_creates_them(
    kafka: Cluster,
) -> None:
    settings = settings_for(kafka)
    (problem,) = check_kafka(settings).problems
    assert all(spec.name in problem.problem for spec in topic_specs(settings.topics))
    assert problem.advice.startswith("`newsdesk topics create` ")


def test_doctor_kafka_missing_topics_need_as_many_partitions_as_existing_ones(
    kafka: Cluster,
) -> None:
    settings = settings_for(kafka)
    create_topics(kafka, [TopicSpec(settings.topics.articles, partitions=3)])
    (problem,) = check_kafka(settings).problems
    assert settings.topics.articles not in problem.problem.removesuffix(".").split()
    assert problem.advice.startswith("`newsdesk topics create --partitions 3` ")


def test_doctor_kafka_topics_that_others_created_are_compared_with_what_the_chain_needs(
    kafka: Cluster,
) -> None:
    settings = settings_for(kafka)
    names = settings.topics
    plain = [getattr(names, name) for name in CHAIN]
    small = {"max.message.bytes": "1048588"}
    partitions = dict.fromkeys(plain, 2) | {names.enriched: 5}
    create_topics(kafka, [TopicSpec(name, partitions[name], configs=small) for name in plain])
    problems = [problem.problem for problem in check_kafka(settings).problems]
    assert problems == [
        "The topics have different numbers of partitions:"
        f" {names.articles} 2, {names.classified} 2, {names.enriched} 5, {names.dead_letter} 2,"
        f" {names.embargoed} 2.",
        *(
            f"{name} has max.message.bytes=1048588, and needs 16777216."
            for name in (names.classified, names.enriched, names.dead_letter)
        ),
        f"{names.embargoed} has cleanup.policy=delete, and needs compact.",
        f"{names.embargoed} has max.message.bytes=1048588, and needs 16777216.",
        f"{names.replays} has 2 partitions, and needs one.",
        f"{names.replays} has cleanup.policy=delete, and needs compact.",
    ]


def test_doctor_kafka_more_replicas_than_brokers_cannot_be(kafka: Cluster) -> None:
    settings = settings_for(kafka, replication_factor=3)
    problems = [problem.problem for problem in check_kafka(settings).problems]
    assert problems[0] == "NEWSDESK_TOPICS__REPLICATION_FACTOR is 3, and Kafka has 1 broker."
    assert len(problems) == 2


def test_doctor_kafka_replicas_that_are_too_few_or_behind_and_lost_leaders_are_reported() -> None:
    settings = TopicSettings(replication_factor=3)
    healthy = [
        TopicDescription(spec.name, spec.partitions, 3, 3, True, {})
        for spec in topic_specs(settings)
    ]
    assert [*topic_problems(settings, ClusterDescription(3, healthy, []))] == []
    ill = [TopicDescription(healthy[0].name, 4, 2, 1, False, {}), *healthy[1:]]
    found = topic_problems(settings, ClusterDescription(3, ill, []))
    assert [problem.problem for problem in found] == [
        "articles has partitions without a leader.",
        "articles has 2 replicas, of which 1 in sync.",
        "articles has 2 replicas, and NEWSDESK_TOPICS__REPLICATION_FACTOR is 3.",
    ]


def test_doctor_kafka_too_few_replicas_to_write_are_reported() -> None:
    least = {"min.insync.replicas": "2"}
    settings = TopicSettings(replication_factor=2, min_insync_replicas=2)

    def problems(replicas: int, in_sync: int) -> list[str]:
        topics = [
            TopicDescription(spec.name, spec.partitions, replicas, in_sync, True, least)
            for spec in topic_specs(settings)[:1]
        ]
        hidden = [spec.name for spec in topic_specs(settings)[1:]]
        found = ClusterDescription(2, topics, hidden)
        return [each.problem for each in topic_problems(settings, found)]

    assert problems(2, 2) == []
    assert problems(2, 1)[-1] == (
        "articles has min.insync.replicas=2, and 1 in sync: nothing can be written to it now."
    )
    assert [each for each in problems(1, 1) if "written" in each] == []


def test_doctor_kafka_settings_of_kafka_that_contradict_each_other_are_reported() -> None:
    section = check_kafka(Settings.load(kafka={"sasl_username": "desk"}))
    assert section.facts is None
    (problem,) = section.problems
    assert isinstance(problem, Problem)
    assert "SASL" in problem.problem
