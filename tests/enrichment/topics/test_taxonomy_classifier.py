from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Encoded, SentenceEncoder
from newsdesk.enrichment.reading import OtherLanguages, Reader
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.label_vectors import encode_vector
from newsdesk.enrichment.topics.taxonomy import Adapted, Label, Taxonomy, TaxonomyError
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.enrichment.vectors import unit
from tests.enrichment.topics.media_topic_texts import ONE_TEXT_A_TOPIC
from tests.support.fakes import WordEncoder, document, word_vector

HARBOUR = Taxonomy(
    name="harbour",
    labels=(
        Label(id="h:ships", label="ships", keywords=("ship", "sailed")),
        Label(id="h:fish", label="catch", keywords=("fish", "sold")),
        Label(id="h:rain", label="rain", keywords=("rain", "fell")),
    ),
)
SHIPS = document("Ship sailed. Ship sailed again.")
FISH = document("Fish sold. Fish sold again.")


def classifier(
    taxonomy: Taxonomy = HARBOUR, policy: TopicPolicy | None = None
) -> TaxonomyClassifier:
    return TaxonomyClassifier(Reader(WordEncoder()), taxonomy, policy or TopicPolicy())


def best(taxonomy_classifier: TaxonomyClassifier, article: Document) -> str:
    ((classification, _),) = taxonomy_classifier.classify([article])
    return classification.topics[0].id


@pytest.fixture(scope="module")
def media_topics(built_in_encoder: SentenceEncoder) -> TaxonomyClassifier:
    return TaxonomyClassifier(Reader(built_in_encoder), Taxonomy.built_in(), TopicPolicy())


def test_an_article_gets_the_topic_whose_words_it_shares() -> None:
    assert best(classifier(), SHIPS) == "h:ships"
    assert best(classifier(), FISH) == "h:fish"


def test_results_keep_the_order_and_do_not_depend_on_the_batch() -> None:
    together = classifier().classify([FISH, SHIPS, FISH])
    assert together == [classifier().classify([article])[0] for article in (FISH, SHIPS, FISH)]


def test_scores_of_all_topics_add_up_to_one() -> None:
    policy = TopicPolicy(threshold=0, further_threshold=0, max_topics=3)
    ((classification, _),) = classifier(policy=policy).classify([SHIPS])
    assert sum(topic.score for topic in classification.topics) == pytest.approx(1, abs=1e-3)


def test_the_whole_text_is_read() -> None:
    ((_, coverage),) = classifier().classify([SHIPS])
    assert (coverage.input_tokens, coverage.covered_ratio) == (5, 1.0)


def test_a_title_tips_the_balance_but_weighs_less_than_the_text() -> None:
    text = "Fish sold. Ship sailed."
    assert best(classifier(), document(text, "Ship sailed")) == "h:ships"
    assert best(classifier(), document(text, "Fish sold")) == "h:fish"
    assert best(classifier(), document(FISH.text, "Ship sailed")) == "h:fish"


def test_an_article_with_a_title_alone_is_sorted_by_its_title() -> None:
    assert best(classifier(), Document("Fish sold", "", "en", ())) == "h:fish"


def test_an_article_without_any_word_gets_no_topic_it_could_not_earn() -> None:
    policy = TopicPolicy(threshold=0.4)
    ((classification, _),) = classifier(policy=policy).classify([Document(None, "", "en", ())])
    assert classification.abstained
    assert classification.abstained.reason == "low_confidence"


def test_a_taxonomy_with_one_label_an_article_gives_one() -> None:
    ships = HARBOUR.labels[0]
    twins = Taxonomy(name="twins", labels=(ships, ships.model_copy(update={"id": "h:boats"})))
    single = twins.model_copy(update={"multi_label": False})
    ((many, _),) = classifier(twins).classify([SHIPS])
    ((one, _),) = classifier(single).classify([SHIPS])
    assert len(many.topics) == 2
    assert one.topics == many.topics[:1]


def test_the_model_is_named_by_encoder_and_taxonomy() -> None:
    assert classifier().model.name == "words + harbour"
    assert classifier().model == classifier().model


def test_another_taxonomy_and_another_policy_are_another_model() -> None:
    other = Taxonomy(name="harbour", labels=HARBOUR.labels[:2])
    models = [
        classifier().model,
        classifier(other).model,
        classifier(policy=TopicPolicy(threshold=0.5)).model,
        classifier(policy=TopicPolicy(languages=frozenset())).model,
    ]
    assert len({model.fingerprint for model in models}) == 4


@pytest.mark.parametrize("topic", ONE_TEXT_A_TOPIC)
def test_every_media_topic_is_reached(media_topics: TaxonomyClassifier, topic: str) -> None:
    ((classification, _),) = media_topics.classify([document(ONE_TEXT_A_TOPIC[topic])])
    assert [found.label for found in classification.topics][:1] == [topic]


def test_all_seventeen_are_tried() -> None:
    names = [label.label for label in Taxonomy.built_in().roots()]
    assert list(ONE_TEXT_A_TOPIC) == names


def test_the_most_specific_concept_is_named_beside_the_topic(
    media_topics: TaxonomyClassifier,
) -> None:
    text = "The jury heard three witnesses. The judge sentenced the man to nine years in prison."
    ((classification, _),) = media_topics.classify([document(text)])
    assert classification.topics[0].label == "crime, law and justice"
    assert classification.concepts[0].label in ("judiciary", "crime")
    assert classification.concepts[0].score <= classification.topics[0].score


def test_a_label_has_its_own_threshold() -> None:
    strict = [label.model_copy(update={"threshold": 0.999}) for label in HARBOUR.labels]
    ((classification, _),) = classifier(Taxonomy(name="strict", labels=tuple(strict))).classify(
        [document("Ship fish rain.")]
    )
    assert classification.abstained


def test_heads_are_kept_and_found_again(tmp_path: Path) -> None:
    encoder = WordEncoder()
    first = TaxonomyClassifier(Reader(encoder), HARBOUR, TopicPolicy(), tmp_path)
    read = len(encoder.read)
    second = TaxonomyClassifier(Reader(encoder), HARBOUR, TopicPolicy(), tmp_path)
    assert len(encoder.read) == read
    assert first.classify([SHIPS]) == second.classify([SHIPS])


def test_probabilities_are_given_even_where_the_classifier_abstains() -> None:
    unread = document("Fish sold.", language="xx")
    probabilities = classifier().probabilities([unread, SHIPS])
    assert probabilities.shape == (2, 3)
    assert probabilities.argmax(axis=1).tolist() == [1, 0]


def test_a_taxonomy_adapted_with_another_encoder_is_refused() -> None:
    adapted = Adapted(
        parent="f", encoder="other@1", articles=100, created=datetime(2026, 11, 1, tzinfo=UTC)
    )
    foreign = Taxonomy(name="harbour", labels=HARBOUR.labels, adapted=adapted)
    with pytest.raises(TaxonomyError, match="with other@1, but the encoder in use is words@1"):
        classifier(foreign)


def test_media_topics_do_not_depend_on_the_batch(media_topics: TaxonomyClassifier) -> None:
    documents = [document(text) for text in ONE_TEXT_A_TOPIC.values()]
    together = media_topics.classify(documents)
    for article, (classification, _) in zip(documents, together, strict=True):
        ((alone, _),) = media_topics.classify([article])
        np.testing.assert_allclose(
            [t.score for t in classification.topics], [t.score for t in alone.topics], atol=1e-4
        )


class FarEncoder(WordEncoder):
    """All its vectors lie close together: a constant outweighs what a text is about."""

    def encode(self, texts: Sequence[str]) -> Encoded:
        encoded = super().encode(texts)
        return replace(encoded, vectors=unit(encoded.vectors + 5 * word_vector("constant")))


def in_two_languages(taxonomy: Taxonomy = HARBOUR) -> TaxonomyClassifier:
    others = OtherLanguages(FarEncoder(name="far"), frozenset({"en", "und"}))
    reader = Reader(WordEncoder(), others=others)
    return TaxonomyClassifier(reader, taxonomy, TopicPolicy(languages=frozenset({"en", "sw"})))


def test_article_in_another_language_gets_topics_by_the_other_encoder() -> None:
    both = in_two_languages()
    swahili = document(SHIPS.text, language="sw")
    assert best(both, SHIPS) == best(both, swahili) == "h:ships"
    english, other = (both.probabilities([article])[0] for article in (SHIPS, swahili))
    assert english.tolist() == classifier().probabilities([SHIPS])[0].tolist()
    assert other.max() > 0.6
    assert other.tolist() != english.tolist()


def test_models_of_a_classifier_are_named_by_language_and_fingerprinted_together() -> None:
    both = in_two_languages()
    assert [both.model_of(code).name for code in ("en", "und", "sw")] == [
        "words + harbour",
        "words + harbour",
        "far + harbour",
    ]
    fingerprints = {both.model.fingerprint, both.model_of("en").fingerprint}
    assert len(fingerprints | {both.model_of("sw").fingerprint}) == 3


def test_text_of_which_no_token_is_known_gets_no_topic() -> None:
    unread = document("... ,,, ...", language="sw")
    assert unread.sentences
    ((classification, coverage),) = in_two_languages().classify([unread])
    assert classification.abstained is not None
    assert classification.abstained.reason == "language_not_read"
    assert coverage.input_tokens == 0


def test_adapted_vectors_are_those_of_the_first_encoder_alone() -> None:
    moved = encode_vector(word_vector("fish"))
    labels = (HARBOUR.labels[0].model_copy(update={"prototype": moved}), *HARBOUR.labels[1:])
    adapted = HARBOUR.model_copy(
        update={
            "labels": labels,
            "adapted": Adapted(
                parent="p", encoder="words@1", articles=9, created=datetime.now(UTC)
            ),
        }
    )
    swahili = document("Ship sailed.", language="sw")
    before, after = (
        in_two_languages(taxonomy).probabilities([swahili, SHIPS])
        for taxonomy in (HARBOUR, adapted)
    )
    assert before[0].tolist() == after[0].tolist()
    assert before[1].tolist() != after[1].tolist()
