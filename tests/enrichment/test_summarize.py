import re
from collections.abc import Sequence

import pytest

from newsdesk.enrichment.classify import Classify
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.entities import EntityExtractor, EntityPolicy
from newsdesk.enrichment.keywords import KeywordExtractor, KeywordPolicy
from newsdesk.enrichment.outcome import Completed, Outcome, Rejected
from newsdesk.enrichment.ports import (
    EngineUnavailable,
    Mention,
    ModelInfo,
    Recognized,
    SentenceEncoder,
)
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.summaries.extraction import ExtractionPolicy
from newsdesk.enrichment.summaries.generative import GenerativeSummarizer
from newsdesk.enrichment.summaries.summarization import ExtractiveSummarizer
from newsdesk.enrichment.summarize import STAGE, Summarize
from newsdesk.enrichment.topics.decision import TopicPolicy
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.enrichment.topics.taxonomy_classifier import TaxonomyClassifier
from newsdesk.schemas import (
    Article,
    ClassifiedArticle,
    EnrichedArticle,
    Entity,
    Keyword,
    Reason,
    SummarySentence,
    decode_classified,
    decode_enriched,
    encode,
)
from tests.enrichment.topics.media_topic_texts import ONE_TEXT_A_TOPIC
from tests.support.events import classified, clean_article
from tests.support.fakes import FirstWords, Refusing, WordEncoder

EVENT = classified()
TWO_TOPICS = Taxonomy(
    name="two topics",
    labels=(
        Label(id="t:sport", label="sport", keywords=("match", "team")),
        Label(id="t:weather", label="weather", keywords=("rain", "wind")),
    ),
)


class Harbours:
    """Finds the word "harbour" where it is, and has read half of each text."""

    def __init__(self) -> None:
        self.info = ModelInfo("harbours", "1", "harbours-1")

    def recognize(self, texts: Sequence[str]) -> list[Recognized]:
        return [Recognized(_harbours(text), 10, 5) for text in texts]


def _harbours(text: str) -> tuple[Mention, ...]:
    found = re.finditer("harbour", text)
    return tuple(Mention(m.start(), m.end(), "PLACE", 0.9) for m in found)


def assert_true_offsets(event: EnrichedArticle) -> None:
    mentions: list[SummarySentence | Keyword | Entity] = [
        *event.summary.sentences,
        *event.keywords,
        *event.entities,
    ]
    assert mentions
    for mention in mentions:
        assert event.article.text[mention.start : mention.end] == mention.text


def extractive() -> Summarize:
    return Summarize(ExtractiveSummarizer(Reader(WordEncoder()), ExtractionPolicy()))


def generative(refusing: Refusing | None = None) -> Summarize:
    instead = ExtractiveSummarizer(Reader(WordEncoder()), ExtractionPolicy())
    return Summarize(GenerativeSummarizer(FirstWords(refusing=refusing), instead))


def all_of_it(count: int = 10) -> Summarize:
    reader = Reader(WordEncoder())
    return Summarize(
        ExtractiveSummarizer(reader, ExtractionPolicy()),
        KeywordExtractor(reader, KeywordPolicy(count)),
        EntityExtractor(Harbours(), EntityPolicy()),
    )


def completed(outcome: Outcome[EnrichedArticle]) -> EnrichedArticle:
    assert isinstance(outcome, Completed), outcome
    return outcome.event


def test_the_summary_is_added_and_all_else_is_kept() -> None:
    (outcome,) = extractive()([EVENT])
    event = completed(outcome)
    added = {"summary", "models", "timings", "coverage", "keywords", "entities", "fingerprint"}
    assert event.model_dump(exclude=added) == EVENT.model_dump(exclude=added)
    assert event.summary.method == "extractive"
    assert (event.keywords, event.entities) == ((), ())
    assert [model.role for model in event.models] == ["classification", "summarization"]
    assert event.timings["classify"] == EVENT.timings["classify"]
    assert event.timings[STAGE].batch_size == 1
    assert decode_enriched(encode(event)) == event


def test_keywords_and_names_are_added_with_their_models() -> None:
    (outcome,) = all_of_it()([EVENT])
    event = completed(outcome)
    assert "Rain" in [keyword.text for keyword in event.keywords]
    assert [entity.text for entity in event.entities] == ["harbour"]
    assert_true_offsets(event)
    roles = ["classification", "summarization", "keywords", "entities"]
    assert [model.role for model in event.models] == roles
    assert event.models[2].name == "words"
    assert event.models[3].name == "harbours"
    assert decode_enriched(encode(event)) == event


def test_summarize_returns_nothing_for_no_articles() -> None:
    assert extractive()([]) == []


def test_coverage_is_reported_by_role_and_as_their_minimum() -> None:
    event = completed(all_of_it()([EVENT])[0])
    assert event.coverage.input_tokens == EVENT.coverage.input_tokens
    assert event.coverage.by_role == {
        "classification": 1.0,
        "summarization": 1.0,
        "keywords": 1.0,
        "entities": 0.5,
    }
    assert event.coverage.covered_ratio == 0.5
    written = completed(generative()([EVENT])[0]).coverage
    assert written.covered_ratio == written.by_role["summarization"] == round(5 / 12, 4)


def test_coverage_of_the_classifier_is_kept() -> None:
    for by_role in ({"classification": 0.25}, {}):
        coverage = EVENT.coverage.model_copy(update={"covered_ratio": 0.25, "by_role": by_role})
        partly = EVENT.model_copy(update={"coverage": coverage})
        found = completed(extractive()([partly])[0]).coverage
        assert found.covered_ratio == 0.25
        assert found.by_role == {"classification": 0.25, "summarization": 1.0}


def test_the_fingerprint_covers_the_event_before_and_all_models() -> None:
    events = [EVENT, EVENT.model_copy(update={"fingerprint": "another"})]
    stages = [extractive(), all_of_it(), all_of_it(3), generative()]
    found = [completed(o).fingerprint for stage in stages for o in stage(events)]
    assert len(set(found)) == len(found)
    assert found[:2] == [extractive().fingerprint(event.fingerprint) for event in events]


def test_an_article_that_the_model_cannot_read_is_rejected_alone() -> None:
    poison = classified(clean_article(text="Nobody can read the word abracadabra."))
    outcomes = generative(Refusing("abracadabra"))([EVENT, EVENT, poison, EVENT])
    assert [type(outcome) for outcome in outcomes] == [Completed, Completed, Rejected, Completed]
    assert isinstance(outcomes[2], Rejected)
    assert outcomes[2].reason is Reason.ENRICHMENT_FAILED


def test_a_model_that_is_away_rejects_nothing() -> None:
    with pytest.raises(EngineUnavailable):
        generative(Refusing("Rain", EngineUnavailable("closed")))([EVENT])


def test_an_article_without_text_has_no_summary_and_no_keywords() -> None:
    (outcome,) = all_of_it()([classified(clean_article(text=""))])
    event = completed(outcome)
    assert event.summary.method == "none"
    assert event.keywords == ()


def test_both_stages_by_the_real_model_read_each_article_once(
    built_in_encoder: SentenceEncoder,
) -> None:
    reader = Reader(built_in_encoder)
    classify = Classify(
        TaxonomyClassifier(reader, TWO_TOPICS, TopicPolicy(threshold=0)),
        Limits(),
    )
    summarize = Summarize(
        ExtractiveSummarizer(reader, ExtractionPolicy()),
        KeywordExtractor(reader, KeywordPolicy()),
    )
    articles = [Article.from_fields({"text": text}) for text in ONE_TEXT_A_TOPIC.values()]
    misses = reader.misses
    events: list[ClassifiedArticle] = []
    for outcome in classify(articles):
        assert isinstance(outcome, Completed)
        events.append(decode_classified(encode(outcome.event)))
    enriched = [completed(outcome) for outcome in summarize(events)]
    assert reader.misses - misses == len(articles)
    assert [event.id for event in enriched] == [article.id for article in articles]
    for event, before in zip(enriched, events, strict=True):
        assert event.classification == before.classification
        assert event.coverage.covered_ratio == 1.0
        assert event.summary.sentences
        assert event.keywords
        assert_true_offsets(event)
