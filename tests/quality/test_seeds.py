"""The articles in seeds/ through the real worker."""
# ruff: noqa: RUF001 (sentences begin and end in typographic quotes)

import io
import re
from datetime import datetime
from pathlib import Path

import jsonschema
import orjson
import pytest
import yaml

from newsdesk.commands.produce.files import ArticleFile, read_articles
from newsdesk.schemas.json_schema import FOLDER as SCHEMAS
from tests.support.newsdesk_worker import Chain, Outcome

ROOT = Path(__file__).parents[2]
ACCEPTED: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).with_name("seed_topics.yaml").read_text(encoding="utf-8")
)
MISSES_ALLOWED = 2
MIN_HITS = 13
SPANISH = "mercado-san-telmo"
BOILERPLATE = re.compile(
    r"cookie|donat|newsletter|bolet[ií]n|share this|read more|subscribe|sign up"
    r"|advertisement|all rights reserved|support our|become a member",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…][”’\"')\]»]*$")


@pytest.fixture(scope="module")
def outcomes(chain: Chain) -> dict[str, Outcome]:
    articles = list(read_articles([ROOT / "seeds"], io.BytesIO()))
    readable = [article for article in articles if isinstance(article, ArticleFile)]
    assert readable == articles
    ids = [str(article.id) for article in readable]
    assert len(set(ids)) == len(ids)
    found = chain.enrich([a.value for a in readable], [i.encode() for i in ids])
    return dict(zip(ids, found, strict=True))


def test_every_seed_becomes_a_separate_event(outcomes: dict[str, Outcome]) -> None:
    assert {name: o.letter for name, o in outcomes.items() if o.letter} == {}
    assert [o.enriched.id for o in outcomes.values()] == list(outcomes)
    event_ids = {dict(o.headers)["ce_id"] for o in outcomes.values()}
    assert len(event_ids) == len(outcomes)


def test_the_accepted_topics_name_every_english_seed(outcomes: dict[str, Outcome]) -> None:
    assert set(ACCEPTED) == set(outcomes) - {SPANISH}


def test_english_seeds_get_the_first_topic_that_an_editor_accepts(
    outcomes: dict[str, Outcome],
) -> None:
    missed = {}
    for name, accepted in ACCEPTED.items():
        classification = outcomes[name].enriched.classification
        if not classification.topics or classification.topics[0].id not in accepted:
            missed[name] = classification.topics or classification.abstained
    assert len(missed) <= MISSES_ALLOWED, missed
    assert len(ACCEPTED) - len(missed) >= MIN_HITS, missed


def test_the_meeting_of_two_presidents_is_politics(outcomes: dict[str, Outcome]) -> None:
    topics = outcomes["kazakhstan-china"].enriched.classification.topics
    assert "medtop:11000000" in [topic.id for topic in topics]


def test_seed_summary_is_two_to_four_whole_sentences_of_its_text(
    outcomes: dict[str, Outcome],
) -> None:
    event = outcomes["kazakhstan-china"].enriched
    text = event.article.text
    assert event.summary.method == "extractive"
    assert 2 <= len(event.summary.sentences) <= 4
    for sentence in event.summary.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        before = text[: sentence.start]
        assert not before.strip() or before[-1] == "\n" or SENTENCE_END.search(before.rstrip())
        assert SENTENCE_END.search(sentence.text), sentence.text
        assert sentence.text[0].isupper() or sentence.text[0] in "“\"'‘"
    assert event.summary.text == " ".join(s.text for s in event.summary.sentences)


def test_seed_loses_its_appeal_for_donations(outcomes: dict[str, Outcome]) -> None:
    event = outcomes["kazakhstan-china"].enriched
    assert event.cleaning.kinds.get("donation", 0) >= 1
    for text in (event.article.text, event.summary.text):
        assert "Support Village Voice" not in text
        assert "donat" not in text.lower()


def test_the_spanish_seed_is_summarized_but_not_sorted(outcomes: dict[str, Outcome]) -> None:
    event = outcomes[SPANISH].enriched
    assert event.language.code == "es"
    assert event.classification.topics == ()
    assert event.classification.abstained is not None
    assert event.classification.abstained.reason == "language_not_read"
    assert event.summary.sentences


def test_the_update_of_a_wire_story_is_its_own_event(outcomes: dict[str, Outcome]) -> None:
    story = outcomes["wire-merrow-quake"].enriched
    update = outcomes["wire-merrow-quake-update-1"].enriched
    assert story.article.text != update.article.text
    assert story.summary.text != update.summary.text


def test_every_summary_stands_in_its_article_where_the_offsets_say(
    outcomes: dict[str, Outcome],
) -> None:
    for name, outcome in outcomes.items():
        event = outcome.enriched
        assert event.summary.sentences, name
        ends = 0
        for sentence in event.summary.sentences:
            assert sentence.start >= ends, name
            assert event.article.text[sentence.start : sentence.end] == sentence.text, name
            ends = sentence.end


def test_no_summary_contains_page_furniture(outcomes: dict[str, Outcome]) -> None:
    found = {
        name: outcome.enriched.summary.text
        for name, outcome in outcomes.items()
        if BOILERPLATE.search(outcome.enriched.summary.text)
    }
    assert found == {}


def test_events_keep_to_the_published_schema(outcomes: dict[str, Outcome]) -> None:
    schema = orjson.loads((SCHEMAS / "enriched-article.schema.json").read_bytes())
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    for outcome in outcomes.values():
        assert outcome.value is not None
        validator.validate(orjson.loads(outcome.value))


def test_events_are_cloud_events_under_their_articles_key(outcomes: dict[str, Outcome]) -> None:
    for name, outcome in outcomes.items():
        headers = {key: value.decode() for key, value in outcome.headers}
        assert outcome.key == name.encode()
        assert headers["ce_specversion"] == "1.0"
        assert headers["ce_type"] == "newsdesk.article.enriched"
        assert headers["ce_source"] == "/newsdesk/summarize"
        assert headers["ce_subject"] == name
        assert headers["ce_id"]
        assert datetime.fromisoformat(headers["ce_time"]).tzinfo
        assert headers["content-type"].startswith("application/json")
        names = [key for key, _ in outcome.headers]
        assert len(set(names)) == len(names), names
