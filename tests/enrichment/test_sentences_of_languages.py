# ruff: noqa: RUF001 (marks of several scripts)
from pathlib import Path

import pytest
import yaml

from newsdesk.enrichment.sentences import split_sentences
from tests.support.growth import assert_linear

CASES = [
    (language, case)
    for language, cases in yaml.safe_load(
        Path(__file__).with_name("sentences_of_languages.yaml").read_text("utf-8")
    ).items()
    for case in cases.splitlines()
]


@pytest.mark.parametrize(("language", "case"), CASES)
def test_a_sentence_ends_where_a_reader_of_the_language_ends_it(language: str, case: str) -> None:
    sentences = [sentence.strip() for sentence in case.split("|")]
    found = split_sentences(case.replace("|", ""), language)
    assert [sentence.text for sentence in found] == sentences


@pytest.mark.parametrize("part", ["„A. ", "«A. », ", "”A. B” ", "’ا۔ ", "2026. 3. ", "፡፡ ሀ"])
@pytest.mark.parametrize("language", ["pl", "fr", "sv", "ur", "ko", "am"])
def test_quotations_without_end_take_a_time_that_grows_with_the_text(
    language: str, part: str
) -> None:
    assert_linear(lambda size: split_sentences(part * (size // len(part)), language), 40_000)
