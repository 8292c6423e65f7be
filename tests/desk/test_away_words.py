"""Sentences of the pipeline page about a Kafka that is away."""

import pytest

from newsdesk.desk.pipeline.away_words import details_of, sentence_of

LONG = "Kafka at k:9092 does not answer as it should: KafkaError: one\ntwo ['k:9092']"


@pytest.mark.parametrize(
    ("problem", "sentence", "details"),
    [
        (LONG, "Kafka at k:9092 does not answer as it should.", LONG),
        ("Missing: Read on Topic a.", "Missing: Read on Topic a.", ""),
        ("There is no topic a", "There is no topic a.", ""),
        ("one\ntwo", "one.", "one\ntwo"),
        ("KafkaError: gone", "KafkaError: gone.", ""),
        ("", "", ""),
    ],
)
def test_a_problem_is_one_sentence_and_its_error_is_in_the_details(
    problem: str, sentence: str, details: str
) -> None:
    assert sentence_of(problem) == sentence
    assert details_of(problem) == details
