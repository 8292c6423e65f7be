from typing import Any

import pytest

from bench.speed.corpus import sample
from bench.speed.outputs import OutputError, open_reader, produce, wait_for
from newsdesk.client.cluster import Cluster
from tests.support.kafka_tools import PARTITIONS, make_topics
from tests.support.topics import fresh_prefix


def topic_of(kafka: Cluster, corpus: list[dict[str, Any]]) -> str:
    topic = f"{fresh_prefix()}sink"
    make_topics(kafka, topic, partitions=PARTITIONS)
    produce(kafka, topic, corpus)
    return topic


def test_outputs_that_all_came_once_are_found_on_every_partition(kafka: Cluster) -> None:
    corpus = sample(9)
    with open_reader(kafka, topic_of(kafka, corpus)) as reader:
        wait_for(reader, {article["id"] for article in corpus})


def test_a_duplicated_output_is_an_error(kafka: Cluster) -> None:
    corpus = sample(3)
    with (
        open_reader(kafka, topic_of(kafka, [*corpus, corpus[0]])) as reader,
        pytest.raises(OutputError, match=corpus[0]["id"]),
    ):
        wait_for(reader, {article["id"] for article in corpus} | {"one-more"})


def test_an_unexpected_output_is_an_error(kafka: Cluster) -> None:
    corpus = sample(3)
    with (
        open_reader(kafka, topic_of(kafka, corpus)) as reader,
        pytest.raises(OutputError, match="unexpected"),
    ):
        wait_for(reader, {article["id"] for article in corpus[1:]} | {"one-more"})


def test_a_check_that_fails_ends_the_wait(kafka: Cluster) -> None:
    def dead() -> None:
        raise OutputError("ended with 1")

    with (
        open_reader(kafka, topic_of(kafka, [])) as reader,
        pytest.raises(OutputError, match="ended with 1"),
    ):
        wait_for(reader, {"never"}, dead)
