import numpy as np
import pytest

from engines import TransformerEncoder
from enrichment.document import Document
from enrichment.reading import Reader
from enrichment.topics.decision import TopicPolicy
from enrichment.topics.taxonomy import MEDIA_TOPICS, Label, Taxonomy
from enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from tests.enrichment.fakes import WordEncoder, document
from tests.enrichment.topics.media_topic_texts import ONE_TEXT_A_TOPIC

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
    encoder = WordEncoder()
    return TaxonomyClassifier(Reader(encoder), encoder, taxonomy, policy or TopicPolicy())


def best(taxonomy_classifier: TaxonomyClassifier, article: Document) -> str:
    ((classification, _),) = taxonomy_classifier.classify([article])
    return classification.topics[0].id


@pytest.fixture(scope="module")
def media_topics(built_in_encoder: TransformerEncoder) -> TaxonomyClassifier:
    taxonomy = Taxonomy.load(MEDIA_TOPICS)
    return TaxonomyClassifier(Reader(built_in_encoder), built_in_encoder, taxonomy, TopicPolicy())


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
        classifier(policy=TopicPolicy(threshold=0.3)).model,
        classifier(policy=TopicPolicy(languages=frozenset())).model,
    ]
    assert len({model.fingerprint for model in models}) == 4


@pytest.mark.parametrize("topic", ONE_TEXT_A_TOPIC)
def test_every_media_topic_is_reached(media_topics: TaxonomyClassifier, topic: str) -> None:
    ((classification, _),) = media_topics.classify([document(ONE_TEXT_A_TOPIC[topic])])
    assert [found.label for found in classification.topics][:1] == [topic]


def test_all_seventeen_are_tried() -> None:
    names = [label.label for label in Taxonomy.load(MEDIA_TOPICS).labels]
    assert list(ONE_TEXT_A_TOPIC) == names


def test_media_topics_do_not_depend_on_the_batch(media_topics: TaxonomyClassifier) -> None:
    documents = [document(text) for text in ONE_TEXT_A_TOPIC.values()]
    together = media_topics.classify(documents)
    for article, (classification, _) in zip(documents, together, strict=True):
        ((alone, _),) = media_topics.classify([article])
        np.testing.assert_allclose(
            [t.score for t in classification.topics], [t.score for t in alone.topics], atol=1e-4
        )
