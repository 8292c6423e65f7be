"""The topics of articles that the taxonomy was not written for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from newsdesk.commands.evaluate.documents import prepare
from newsdesk.composition import Composition
from newsdesk.enrichment.document import Document, Limits
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.schemas import Classification
from newsdesk.settings import Settings

FOLDER = Path(__file__).parent
LIMITS = Limits()


@dataclass(frozen=True)
class Answers:
    """The answers to a set, and an editor's: the main topic first."""

    said: list[Classification]
    wanted: list[list[str]]
    best: list[str]

    @property
    def accuracy(self) -> float:
        return float(np.mean([b == w[0] for b, w in zip(self.best, self.wanted, strict=True)]))

    @property
    def micro_f1(self) -> float:
        pairs = [
            ({t.id for t in s.topics}, set(w)) for s, w in zip(self.said, self.wanted, strict=True)
        ]
        hits = sum(len(said & wanted) for said, wanted in pairs)
        return 2 * hits / sum(len(said) + len(wanted) for said, wanted in pairs)


@pytest.fixture(scope="module")
def composition() -> Iterator[Composition]:
    composition = Composition(Settings())
    yield composition
    composition.encoder.close()


def rows(name: str) -> list[dict[str, object]]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def documents(articles: list[dict[str, object]]) -> list[Document]:
    kept: list[dict[str, str]] = [
        {name: str(a[name]) for name in ("title", "text") if name in a} for a in articles
    ]
    return [prepare(fields, LIMITS) for fields in kept]


def answers(composition: Composition, name: str) -> Answers:
    articles = rows(name)
    classifier = composition.classifier
    read = documents(articles)
    ids = [label.id for label in classifier.labels]
    best = [ids[i] for i in classifier.probabilities(read).argmax(axis=1)]
    wanted = [[str(label) for label in a["labels"]] for a in articles]  # type: ignore[attr-defined]
    return Answers([said for said, _ in classifier.classify(read)], wanted, best)


def test_the_set_has_all_topics_and_many_kinds() -> None:
    articles = rows("articles/seen.jsonl") + rows("articles/held_out.jsonl")
    assert len(articles) == 300
    assert len({a["id"] for a in articles}) == 300
    mains = [a["labels"][0] for a in articles]  # type: ignore[index]
    assert all(mains.count(label) >= 15 for label in set(mains))
    assert len(set(mains)) == 17
    assert len({a["kind"] for a in articles}) >= 30


def test_editors_and_newsdesk_agree_on_articles_that_were_kept_aside(
    composition: Composition,
) -> None:
    held_out = answers(composition, "articles/held_out.jsonl")
    assert len(held_out.best) == 99
    assert held_out.accuracy >= 0.85
    assert held_out.micro_f1 >= 0.73


@pytest.mark.slow
def test_editors_and_newsdesk_agree_on_the_seen_articles_too(composition: Composition) -> None:
    seen = answers(composition, "articles/seen.jsonl")
    assert seen.accuracy >= 0.85
    assert seen.micro_f1 >= 0.73


@pytest.mark.slow
def test_few_english_articles_are_abstained_from_and_those_are_the_hard_ones(
    composition: Composition,
) -> None:
    found = answers(composition, "articles/seen.jsonl")
    right = [best == wanted[0] for best, wanted in zip(found.best, found.wanted, strict=True)]
    silent = [bool(said.abstained) for said in found.said]
    assert np.mean(silent) < 0.1
    named = [ok for ok, quiet in zip(right, silent, strict=True) if not quiet]
    hard = [ok for ok, quiet in zip(right, silent, strict=True) if quiet]
    assert np.mean(named) > np.mean(right) > (np.mean(hard) if hard else 0)


def test_concepts_of_the_second_level_are_distinguished(composition: Composition) -> None:
    classifier = composition.classifier
    assert isinstance(classifier, TaxonomyClassifier)
    taxonomy = composition.taxonomy
    items = rows("concepts.jsonl")
    named = right = 0
    for item, (said, _) in zip(items, classifier.classify(documents(items)), strict=True):
        topic = taxonomy.by_id[str(item["label"])].broader
        if topic in [t.id for t in said.topics]:
            under = [c.id for c in said.concepts if taxonomy.by_id[c.id].broader == topic]
            named += bool(under)
            right += item["label"] in under
    assert named > 0.45 * len(items)
    assert right > 0.85 * named
