"""The second level of Media Topics: each concept has all its texts, distinct from its siblings."""

import re

import numpy as np
import pytest

from newsdesk.enrichment.ports import SentenceEncoder
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.label_vectors import read_labels
from newsdesk.enrichment.topics.taxonomy import MEDIA_TOPICS, MEDIA_TOPICS_LEVEL_2, Label, Taxonomy

TAXONOMY = Taxonomy.built_in()
CONCEPTS = TAXONOMY.labels[17:]
ON_ITS_OWN_CONCEPT = 0.8
"""The least share of example lines that must be nearest to the concept they were written for."""


@pytest.fixture(scope="module")
def reader(built_in_encoder: SentenceEncoder) -> Reader:
    return Reader(built_in_encoder)


def on_its_own(reader: Reader, concept: Label, siblings: tuple[Label, ...]) -> list[bool]:
    """Return for each example whether the prototype of `concept` without it is the nearest."""
    prototypes = np.stack([vectors.prototype for vectors in read_labels(siblings, reader)])
    (own,) = read_labels([concept], reader)
    place = siblings.index(concept)
    found = []
    for i, vector in enumerate(own.examples):
        others = concept.examples[:i] + concept.examples[i + 1 :]
        (without,) = read_labels([concept.model_copy(update={"examples": others})], reader)
        rivals = prototypes.copy()
        rivals[place] = without.prototype
        found.append(int(np.argmax(rivals @ vector)) == place)
    return found


def test_the_second_level_has_121_concepts_each_under_one_of_the_seventeen_topics() -> None:
    assert len({concept.id for concept in CONCEPTS}) == len(CONCEPTS) == 121
    assert all(re.fullmatch(r"medtop:20\d{6}", concept.id) for concept in CONCEPTS)
    assert {concept.broader for concept in CONCEPTS} == {label.id for label in TAXONOMY.roots()}


def test_taxonomy_files_of_both_levels_name_iptc() -> None:
    for path in (MEDIA_TOPICS, MEDIA_TOPICS_LEVEL_2):
        assert "IPTC Media Topics, © IPTC, CC BY 4.0" in path.read_text(encoding="utf-8")
    assert "© IPTC" in TAXONOMY.attribution


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.label)
def test_concept_has_all_its_texts(concept: Label) -> None:
    assert concept.label
    assert len(concept.description) >= 40
    assert len(set(concept.keywords)) == len(concept.keywords) >= 8
    assert len(concept.examples) == 6


def test_no_example_line_stands_twice() -> None:
    lines = [example for label in TAXONOMY.labels for example in label.examples]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("topic", TAXONOMY.roots(), ids=lambda topic: topic.label)
def test_example_lines_separate_a_concept_from_its_siblings(reader: Reader, topic: Label) -> None:
    family = TAXONOMY.children(topic.id)
    found = [own for concept in family for own in on_its_own(reader, concept, family)]
    assert sum(found) / len(found) >= ON_ITS_OWN_CONCEPT
