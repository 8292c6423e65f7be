import pytest

from engines import TransformerEncoder
from enrichment.classify import Classify
from enrichment.document import Limits
from enrichment.outcome import Completed, Outcome, Rejected
from enrichment.ports import EngineUnavailable
from enrichment.reading import Reader
from enrichment.summaries.extraction import ExtractionPolicy
from enrichment.summaries.summarization import ExtractiveSummarizer, GenerativeSummarizer
from enrichment.summarize import STAGE, Summarize
from enrichment.topics.decision import TopicPolicy
from enrichment.topics.taxonomy import MEDIA_TOPICS, Taxonomy
from enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from schemas import (
    Article,
    ClassifiedArticle,
    EnrichedArticle,
    Reason,
    decode_classified,
    decode_enriched,
    encode,
)
from tests.enrichment.fakes import FirstWords, Refusing, WordEncoder
from tests.enrichment.topics.media_topic_texts import ONE_TEXT_A_TOPIC
from tests.schemas.events import classified, clean_article

EVENT = classified()


def extractive() -> Summarize:
    return Summarize(ExtractiveSummarizer(Reader(WordEncoder()), ExtractionPolicy()))


def generative(refusing: Refusing | None = None) -> Summarize:
    return Summarize(GenerativeSummarizer(FirstWords(refusing=refusing)))


def completed(outcome: Outcome[EnrichedArticle]) -> EnrichedArticle:
    assert isinstance(outcome, Completed), outcome
    return outcome.event


def test_the_summary_is_added_and_all_else_is_kept() -> None:
    (outcome,) = extractive()([EVENT])
    event = completed(outcome)
    added = {"summary", "models", "timings", "coverage"}
    assert event.model_dump(exclude=added) == EVENT.model_dump(exclude=added)
    assert event.summary.method == "extractive"
    assert [model.role for model in event.models] == ["classification", "summarization"]
    assert event.timings["classify"] == EVENT.timings["classify"]
    assert event.timings[STAGE].batch_size == 1
    assert decode_enriched(encode(event)) == event


def test_nothing_is_made_of_nothing() -> None:
    assert extractive()([]) == []


def test_coverage_is_what_both_models_have_read() -> None:
    (outcome,) = generative()([EVENT])
    event = completed(outcome)
    assert event.coverage.input_tokens == EVENT.coverage.input_tokens
    assert event.coverage.covered_ratio == round(5 / 12, 4)
    partly = EVENT.model_copy(
        update={"coverage": EVENT.coverage.model_copy(update={"covered_ratio": 0.25})}
    )
    assert completed(extractive()([partly])[0]).coverage.covered_ratio == 0.25


def test_an_article_that_the_model_cannot_read_is_rejected_alone() -> None:
    poison = classified(clean_article(text="Nobody can read the word abracadabra."))
    outcomes = generative(Refusing("abracadabra"))([EVENT, EVENT, poison, EVENT])
    assert [type(outcome) for outcome in outcomes] == [Completed, Completed, Rejected, Completed]
    assert isinstance(outcomes[2], Rejected)
    assert outcomes[2].reason is Reason.ENRICHMENT_FAILED


def test_a_model_that_is_away_rejects_nothing() -> None:
    with pytest.raises(EngineUnavailable):
        generative(Refusing("Rain", EngineUnavailable("closed")))([EVENT])


def test_an_article_without_text_has_no_summary() -> None:
    (outcome,) = extractive()([classified(clean_article(text=""))])
    assert completed(outcome).summary.method == "none"


def test_both_stages_by_the_real_model_read_each_article_once(
    built_in_encoder: TransformerEncoder,
) -> None:
    reader = Reader(built_in_encoder)
    classify = Classify(
        TaxonomyClassifier(reader, built_in_encoder, Taxonomy.load(MEDIA_TOPICS), TopicPolicy()),
        Limits(),
    )
    summarize = Summarize(ExtractiveSummarizer(reader, ExtractionPolicy()))
    articles = [Article.from_fields({"text": text}) for text in ONE_TEXT_A_TOPIC.values()]
    events: list[ClassifiedArticle] = []
    for outcome in classify(articles):
        assert isinstance(outcome, Completed)
        events.append(decode_classified(encode(outcome.event)))
    enriched = [completed(outcome) for outcome in summarize(events)]
    assert (reader.hits, reader.misses) == (17, 17)
    assert [event.id for event in enriched] == [article.id for article in articles]
    assert [event.classification.topics[0].label for event in enriched] == list(ONE_TEXT_A_TOPIC)
    for event in enriched:
        assert event.coverage.covered_ratio == 1.0
        for sentence in event.summary.sentences:
            assert event.article.text[sentence.start : sentence.end] == sentence.text
