from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsdesk.enrichment.classify import STAGE, Classify
from newsdesk.enrichment.document import Limits
from newsdesk.enrichment.outcome import Completed, Held, Outcome, Rejected, Withdrawn
from newsdesk.enrichment.ports import EngineUnavailable, ModelInfo
from newsdesk.enrichment.provenance import model_use
from newsdesk.enrichment.topics.decision import TopicLabel, TopicPolicy
from newsdesk.enrichment.topics.model_classifier import ModelClassifier
from newsdesk.schemas import (
    Article,
    ClassifiedArticle,
    InvalidMessage,
    Reason,
    decode_classified,
    encode,
)
from tests.support.fakes import Refusing, WordClassifier

RAIN = (
    "Rain is expected in the north of the country on Monday and Tuesday. "
    "The rain will be followed by sport on Wednesday, the weather service said."
)
POISON = RAIN + " Nobody can read the word abracadabra."
FRENCH = (
    "Le président de la République a présenté mercredi son projet de loi devant les députés. "
    "Les syndicats ont annoncé une journée de grève pour la semaine prochaine."
)


def stage(
    refusing: Refusing | None = None, max_characters: int = 10_000, *, hold: bool = True
) -> Classify:
    topics = {"sport": TopicLabel("medtop:15000000", "sport")}
    classifier = ModelClassifier(WordClassifier(["sport", "rain"], refusing), TopicPolicy(), topics)
    return Classify(classifier, Limits(max_characters), hold_embargoed=hold)


def article(text: str, **fields: Any) -> Article:
    return Article.from_fields({"id": "a-1", "text": text} | fields)


def completed(outcome: Outcome[ClassifiedArticle]) -> ClassifiedArticle:
    assert isinstance(outcome, Completed), outcome
    return outcome.event


def test_an_article_becomes_a_classified_event() -> None:
    before = datetime.now(UTC)
    (outcome,) = stage()(
        [
            article(
                RAIN,
                title="Rain ahead",
                url="https://news.example/1",
                source="The Post",
                published_at="2026-11-10T09:30:00Z",
                section="weather",
            )
        ]
    )
    event = completed(outcome)
    assert event.id == event.article.id == "a-1"
    assert event.article.text == RAIN
    assert event.article.title == "Rain ahead"
    assert (event.article.url, event.article.source) == ("https://news.example/1", "The Post")
    assert event.article.published_at == datetime(2026, 11, 10, 9, 30, tzinfo=UTC)
    assert event.article.extra == {"section": "weather"}
    assert event.language.code == "en"
    assert [topic.id for topic in event.classification.topics] == ["model:rain", "medtop:15000000"]
    assert event.coverage.covered_ratio < 1
    assert [(m.role, m.name) for m in event.models] == [("classification", "label words")]
    timing = event.timings[STAGE]
    assert before <= timing.finished_at <= datetime.now(UTC)
    assert timing.batch_size == 1
    assert decode_classified(encode(event)) == event


def test_classify_returns_nothing_for_no_articles() -> None:
    assert stage()([]) == []


def test_outcomes_keep_the_order_of_the_articles() -> None:
    outcomes = stage()([article(RAIN, id=str(n)) for n in range(20)])
    assert [completed(outcome).id for outcome in outcomes] == [str(n) for n in range(20)]
    assert {completed(outcome).timings[STAGE].batch_size for outcome in outcomes} == {20}


def test_an_article_that_is_too_long_is_rejected_alone() -> None:
    good, long, last = stage(max_characters=200)([article(t) for t in (RAIN, RAIN * 2, RAIN)])
    assert completed(good).classification == completed(last).classification
    assert isinstance(long, Rejected)
    assert long.reason is Reason.TOO_LONG
    assert "the limit is 200" in long.message


def test_an_article_that_the_model_cannot_read_is_rejected_alone() -> None:
    outcomes = stage(Refusing("abracadabra"))([article(t) for t in (RAIN, POISON, RAIN, RAIN)])
    assert [type(outcome) for outcome in outcomes] == [Completed, Rejected, Completed, Completed]
    assert isinstance(outcomes[1], Rejected)
    assert outcomes[1].reason is Reason.ENRICHMENT_FAILED
    assert "a text that no model can read" in outcomes[1].message


@pytest.mark.parametrize("error", [EngineUnavailable("closed"), MemoryError(), OSError("disk")])
def test_a_model_that_is_away_rejects_nothing(error: Exception) -> None:
    with pytest.raises(type(error)):
        stage(Refusing("abracadabra", error))([article(RAIN), article(POISON)])


def test_a_batch_that_is_rejected_whole_never_reaches_the_model() -> None:
    outcomes = stage(Refusing("R"), max_characters=10)([article(RAIN)] * 3)
    assert [type(outcome) for outcome in outcomes] == [Rejected] * 3


def test_language_that_the_model_does_not_read_is_the_reason_to_abstain() -> None:
    (outcome,) = stage()([article(FRENCH)])
    event = completed(outcome)
    assert event.language.code == "fr"
    assert event.classification.abstained
    assert event.classification.abstained.reason == "language_not_read"


def test_too_little_text_is_the_reason_to_abstain() -> None:
    (outcome,) = stage()([article("42 !!")])
    event = completed(outcome)
    assert event.language.code == "und"
    assert event.classification.abstained
    assert event.classification.abstained.reason == "too_little_text"


def test_a_long_text_in_an_unknown_language_is_a_reason_of_its_own() -> None:
    (outcome,) = stage()([article("\u13e3\u13b3\u13a9 \u13a6\u13ec\u13c2\u13af " * 20)])
    event = completed(outcome)
    assert event.language.code == "und"
    assert event.classification.abstained
    assert event.classification.abstained.reason == "language_unknown"


def test_an_article_sent_as_html_is_cleaned() -> None:
    page = f"<html><body><article><h1>Rain</h1><p>{RAIN}</p></article></body></html>"
    (outcome,) = stage()([Article.from_fields({"html": page})])
    event = completed(outcome)
    assert RAIN in event.article.text
    assert "<" not in event.article.text


ODD = ["\x00\x01\x02", "\u202e\ufeff\u200b", "👩‍👩‍👧‍👦" * 50, "e" + "\u0301" * 1000, "\U0010ffff"]
FIELDS = {name: st.text(max_size=40) for name in ("id", "title", "url", "language", "extra field")}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1) | st.sampled_from(ODD), st.fixed_dictionaries({}, optional=FIELDS))
def test_any_text_ends_in_an_event_or_a_rejection_that_can_be_sent(
    text: str, fields: dict[str, str]
) -> None:
    try:
        read = article(text, **fields)
    except InvalidMessage:
        return
    (outcome,) = stage()([read])
    if isinstance(outcome, Completed):
        assert decode_classified(encode(outcome.event)) == outcome.event
    else:
        assert isinstance(outcome, Rejected)
        assert outcome.message


def test_coverage_is_reported_by_role() -> None:
    coverage = completed(stage()([article(RAIN)])[0]).coverage
    assert coverage.by_role == {"classification": coverage.covered_ratio}


def test_an_event_has_the_fingerprint_of_its_stage() -> None:
    classify = stage()
    assert completed(classify([article(RAIN)])[0]).fingerprint == classify.fingerprint() != ""
    assert stage().fingerprint() == classify.fingerprint()


def test_another_policy_limit_or_topic_has_another_fingerprint() -> None:
    def classify(policy: TopicPolicy, limits: Limits, topic: str = "sport") -> Classify:
        topics = {"sport": TopicLabel("medtop:15000000", topic)}
        return Classify(ModelClassifier(WordClassifier(["sport"]), policy, topics), limits)

    stages = [
        classify(TopicPolicy(), Limits()),
        classify(TopicPolicy(languages=frozenset({"en", "de"})), Limits()),
        classify(TopicPolicy(threshold=0.9), Limits()),
        classify(TopicPolicy(), Limits(7)),
        classify(TopicPolicy(), Limits(), "sports"),
    ]
    assert len({stage.fingerprint() for stage in stages}) == len(stages)


def test_a_model_is_named_as_it_names_itself() -> None:
    use = model_use("summarization", ModelInfo("m", "r", "f"))
    assert (use.role, use.name, use.revision, use.fingerprint) == ("summarization", "m", "r", "f")


UNTIL = datetime(9000, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("hold", [True, False])
def test_what_its_publisher_withdraws_is_never_enriched(hold: bool) -> None:
    articles = [article(RAIN), *(article(RAIN, pubStatus=s) for s in ("withheld", "canceled"))]
    first, *others = stage(hold=hold)(articles)
    assert completed(first).article.status == "usable"
    assert others == [Withdrawn("withheld", "a-1"), Withdrawn("canceled", "a-1")]


def test_what_is_under_embargo_is_held_or_published_with_its_mark() -> None:
    embargoed = article(RAIN, embargoedUntil=UNTIL.isoformat())
    assert stage()([embargoed]) == [Held(UNTIL)]
    event = completed(stage(hold=False)([embargoed])[0])
    assert (event.article.status, event.article.usable_from) == ("embargoed", UNTIL)
    assert decode_classified(encode(event)).article == event.article
