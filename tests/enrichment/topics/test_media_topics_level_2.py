"""Each concept is told in full, and apart from those that share its topic at the top."""

import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import pytest
import yaml

from engines import TransformerEncoder
from enrichment.ports import Encoded, SentenceEncoder
from enrichment.topics.taxonomy import MEDIA_TOPICS, Example, Label, Taxonomy

LEVEL_2 = MEDIA_TOPICS.with_name("media_topics_level_2.yaml")
TOP = Taxonomy.load(MEDIA_TOPICS)
FILE = yaml.safe_load(LEVEL_2.read_text(encoding="utf-8"))
BROADER: list[str] = [entry.pop("broader") for entry in FILE["labels"]]
CONCEPTS = tuple(Label.model_validate(entry) for entry in FILE["labels"])
FAMILIES: dict[str, list[Label]] = defaultdict(list)
for topic, concept in zip(BROADER, CONCEPTS, strict=True):
    FAMILIES[topic].append(concept)
ON_ITS_OWN_CONCEPT = 0.8
"""The least share of example lines that must be nearest to the concept they were written for."""


class Remembering:
    """Asks an encoder for each text once."""

    def __init__(self, encoder: SentenceEncoder, texts: Sequence[str]) -> None:
        self.info = encoder.info
        encoded = encoder.encode(texts)
        pairs = zip(encoded.vectors, encoded.tokens, strict=True)
        self._known = dict(zip(texts, pairs, strict=True))

    def encode(self, texts: Sequence[str]) -> Encoded:
        vectors, tokens = zip(*(self._known[text] for text in texts), strict=True)
        return Encoded(np.stack(vectors), np.array(tokens))


@pytest.fixture(scope="module")
def encoder(built_in_encoder: TransformerEncoder) -> Remembering:
    aspects = (aspect for concept in CONCEPTS for aspect in concept.aspects())
    return Remembering(built_in_encoder, [text for aspect in aspects for text in aspect])


def nearest(
    encoder: SentenceEncoder, example: Example, concept: Label, family: list[Label]
) -> Label:
    """Return the concept whose prototype, built without the example, is nearest to it."""
    others = tuple(text for text in concept.examples if text != example)
    labels = tuple(
        label.model_copy(update={"examples": others}) if label is concept else label
        for label in family
    )
    prototypes = Taxonomy(name="family", labels=labels).prototypes(encoder)
    return family[int(np.argmax(prototypes @ encoder.encode([str(example)]).vectors[0]))]


def own(encoder: SentenceEncoder, family: list[Label]) -> list[bool]:
    """Return for each example of a family whether its own concept is the nearest."""
    return [
        nearest(encoder, example, concept, family) is concept
        for concept in family
        for example in concept.examples
    ]


def test_the_second_level_has_121_concepts_each_under_one_of_the_seventeen_topics() -> None:
    assert len({concept.id for concept in CONCEPTS}) == len(CONCEPTS) == 121
    assert all(re.fullmatch(r"medtop:20\d{6}", concept.id) for concept in CONCEPTS)
    assert set(BROADER) == {label.id for label in TOP.labels}
    assert FILE["attribution"].strip() == TOP.attribution.strip()


@pytest.mark.parametrize("concept", CONCEPTS, ids=lambda concept: concept.label)
def test_a_concept_is_told_in_full(concept: Label) -> None:
    assert concept.label
    assert len(concept.description) >= 40
    assert len(set(concept.keywords)) == len(concept.keywords) >= 8
    assert len(concept.examples) == 6


def test_no_example_line_stands_twice_nor_under_a_topic_at_the_top() -> None:
    lines = [example for label in (*CONCEPTS, *TOP.labels) for example in label.examples]
    assert len(set(lines)) == len(lines)


@pytest.mark.parametrize("topic", TOP.labels, ids=lambda topic: topic.label)
def test_example_lines_tell_a_concept_from_its_siblings(encoder: Remembering, topic: Label) -> None:
    found = own(encoder, FAMILIES[topic.id])
    assert sum(found) / len(found) >= ON_ITS_OWN_CONCEPT
