import random
from pathlib import Path

import numpy as np
import pytest

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.adaptation import MIN_ARTICLES, AdaptationRefused, adapt
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.label_vectors import read_labels
from newsdesk.enrichment.topics.taxonomy import Example, Label, Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.enrichment.vectors import unit
from tests.support.fakes import WordEncoder, document, word_vector

TAXONOMY = Taxonomy(
    name="harbour",
    labels=(
        Label(id="ships", label="ship", keywords=("sailed",)),
        Label(id="fish", label="fish", keywords=("caught",)),
        Label(id="rain", label="rain", keywords=("fell",)),
        Label(id="storms", broader="rain", label="storm"),
    ),
)
WORDS = {
    "ships": ("ship", "sailed", "keel", "hull", "anchor"),
    "fish": ("fish", "caught", "trawler", "mackerel", "quota"),
    "rain": ("rain", "fell", "gauge", "millimetres", "drizzle"),
}


def stream(count: int, seed: int = 1, topics: tuple[str, ...] = tuple(WORDS)) -> list[Document]:
    """Articles of three topics, each in words of which the taxonomy knows a part."""
    chance = random.Random(seed)
    articles = []
    for i in range(count):
        words = [chance.choices(WORDS[topics[i % len(topics)]], k=5) for _ in range(4)]
        articles.append(document(" ".join(f"{' '.join(sentence)}." for sentence in words)))
    return articles


@pytest.fixture
def reader() -> Reader:
    return Reader(WordEncoder())


def test_prototypes_move_to_the_words_of_the_stream(reader: Reader) -> None:
    adaptation = adapt(TAXONOMY, stream(300), reader)
    keel = document("keel hull anchor keel.")
    before = TaxonomyClassifier(reader, TAXONOMY, TopicPolicy()).probabilities([keel])[0, 0]
    adapted = TaxonomyClassifier(reader, adaptation.taxonomy, TopicPolicy())
    assert adapted.probabilities([keel])[0, 0] > before + 0.1
    assert all(distance > 0.01 for distance in adaptation.moved.values())


def test_prototypes_stay_anchored_to_their_texts(reader: Reader) -> None:
    few = adapt(TAXONOMY, stream(MIN_ARTICLES), reader).moved
    many = adapt(TAXONOMY, stream(3 * MIN_ARTICLES), reader).moved
    assert all(few[label] < many[label] < 0.8 for label in few)


def test_adaptation_reports_what_changed(reader: Reader) -> None:
    adaptation = adapt(TAXONOMY, stream(120), reader)
    assert adaptation.moved.keys() == {"ships", "fish", "rain"}
    for shares in (adaptation.share_before, adaptation.share_after):
        assert sum(shares.values()) == pytest.approx(1)
    assert 0 <= adaptation.changed <= 0.4


def test_the_new_taxonomy_says_where_it_comes_from(reader: Reader) -> None:
    adapted = adapt(TAXONOMY, stream(120), reader).taxonomy
    assert adapted.adapted
    assert adapted.adapted.parent == TAXONOMY.fingerprint
    assert adapted.adapted.encoder == reader.model.pinned_name
    assert adapted.adapted.articles == 120
    assert adapted.fingerprint != TAXONOMY.fingerprint


def test_only_labels_at_the_top_move(reader: Reader) -> None:
    adapted = adapt(TAXONOMY, stream(120), reader).taxonomy
    assert [bool(label.prototype) for label in adapted.labels] == [True, True, True, False]
    assert [label.description for label in adapted.labels] == ["", "", "", ""]


def test_examples_follow_their_label_a_part_of_the_way(reader: Reader) -> None:
    original = TAXONOMY.labels[0].model_copy(update={"examples": (Example(text="Ship sailed."),)})
    taxonomy = Taxonomy(name="harbour", labels=(original, *TAXONOMY.labels[1:]))
    adapted = adapt(taxonomy, stream(300), reader).taxonomy
    assert [bool(label.examples_shift) for label in adapted.labels] == [True, False, False, False]
    keel = unit(np.sum([word_vector(word) for word in WORDS["ships"]], axis=0))
    before, after = (read_labels(t.roots(), reader)[0] for t in (taxonomy, adapted))
    nearer = (after.examples - before.examples)[0] @ keel
    assert 0.01 < nearer < (after.prototype - before.prototype) @ keel
    np.testing.assert_allclose(np.linalg.norm(after.examples, axis=1), 1, atol=1e-5)


def test_a_label_that_no_article_is_about_stays_where_it_is(reader: Reader) -> None:
    gulls = Label(id="gulls", label="gull", examples=(Example(text="Gull cried."),))
    taxonomy = Taxonomy(name="harbour", labels=(*TAXONOMY.labels, gulls))
    adaptation = adapt(taxonomy, stream(300), reader)
    assert adaptation.share_before["gulls"] == 0
    assert adaptation.moved["gulls"] == pytest.approx(0, abs=1e-6)
    before, after = (read_labels(t.roots(), reader)[3] for t in (taxonomy, adaptation.taxonomy))
    np.testing.assert_allclose(after.examples, before.examples, atol=1e-6)


def test_adapted_taxonomy_is_read_back_from_a_file(reader: Reader, tmp_path: Path) -> None:
    original = TAXONOMY.labels[0].model_copy(update={"examples": (Example(text="Ship sailed."),)})
    taxonomy = Taxonomy(name="harbour", labels=(original, *TAXONOMY.labels[1:]))
    adapted = adapt(taxonomy, stream(120), reader).taxonomy
    file = tmp_path / "adapted.yaml"
    file.write_text(dump(adapted), encoding="utf-8")
    assert Taxonomy.load(file) == adapted
    assert Taxonomy.load(file).fingerprint == adapted.fingerprint


def test_the_written_prototypes_are_those_that_are_used(reader: Reader) -> None:
    adaptation = adapt(TAXONOMY, stream(120), reader)
    original = read_labels(TAXONOMY.roots(), reader)
    read = read_labels(adaptation.taxonomy.roots(), reader)
    for before, after, moved in zip(original, read, adaptation.moved.values(), strict=True):
        assert 1 - float(before.prototype @ after.prototype) == pytest.approx(moved, abs=1e-2)


def test_the_same_articles_give_the_same_taxonomy(reader: Reader) -> None:
    first, second = (adapt(TAXONOMY, stream(120), reader).taxonomy for _ in range(2))
    assert [a.prototype for a in first.labels] == [b.prototype for b in second.labels]


def test_the_order_of_the_articles_does_not_matter(reader: Reader) -> None:
    articles = stream(120)
    one, other = (adapt(TAXONOMY, order, reader) for order in (articles, articles[::-1]))
    np.testing.assert_allclose(list(one.moved.values()), list(other.moved.values()), atol=1e-4)


@pytest.mark.parametrize(
    ("articles", "why"),
    [
        (stream(MIN_ARTICLES - 1), "99 have text in a language that the encoder reads"),
        ([], "0 have text"),
        ([document("", language="en")] * 200, "0 have text"),
        (stream(120) + [document("Fisch.", language="de")] * 121, "this is the right stream"),
        ([document("lorem ipsum dolor sit amet.")] * 200, "tells of none of the labels|one topic"),
        (stream(300, topics=("fish",)), "a stream about one topic"),
    ],
)
def test_articles_that_look_wrong_are_refused(
    articles: list[Document], why: str, reader: Reader
) -> None:
    with pytest.raises(AdaptationRefused, match=why):
        adapt(TAXONOMY, articles, reader)


def test_an_adapted_taxonomy_is_not_adapted_again(reader: Reader) -> None:
    adapted = adapt(TAXONOMY, stream(120), reader).taxonomy
    with pytest.raises(AdaptationRefused, match="Adapt the one that it was made from"):
        adapt(adapted, stream(120), reader)
