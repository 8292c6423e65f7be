"""Messages that no newsroom means to send, through the real worker, between good articles."""

from dataclasses import dataclass

import pytest

from newsdesk.schemas import DeadLetter
from newsdesk.schemas.dead_letter import HEADER_PREFIX
from tests.quality.bad_messages import CASES, STORY, Enrichment, Rejection, article
from tests.support.kafka_tools import Message
from tests.support.newsdesk_worker import Chain, Outcome


@dataclass(frozen=True)
class Batch:
    bad: dict[str, Outcome]
    good: list[Outcome]


@pytest.fixture(scope="module")
def batch(chain: Chain) -> Batch:
    """Every case, each after a good article, sent at once."""
    cases = [case.message for case in CASES.values()]
    good = [
        Message(article(id=f"good-{i}", text=f"{STORY} That makes {i} votes."))
        for i in range(len(cases))
    ]
    outcomes = chain.outcomes_of([m for pair in zip(good, cases, strict=True) for m in pair])
    return Batch(dict(zip(CASES, outcomes[1::2], strict=True)), outcomes[::2])


@pytest.mark.parametrize("name", CASES)
def test_bad_messages_get_the_expected_outcome(batch: Batch, name: str) -> None:
    outcome, expected = batch.bad[name], CASES[name].expected
    if isinstance(expected, Rejection):
        _is_rejected(outcome, expected)
    else:
        _is_enriched(outcome, expected)


@pytest.mark.parametrize(
    "name", [name for name, case in CASES.items() if isinstance(case.expected, Rejection)]
)
def test_a_dead_letter_is_the_message_as_it_was_sent(batch: Batch, name: str) -> None:
    outcome, message = batch.bad[name], CASES[name].message
    assert outcome.value == message.value
    assert outcome.key == message.key
    sent = tuple(h for h in message.headers if not h[0].startswith(HEADER_PREFIX))
    assert outcome.headers[: len(sent)] == sent
    names = [name for name, _ in outcome.headers]
    assert names.count(f"{HEADER_PREFIX}reason") == 1


def test_good_articles_among_them_are_all_enriched(batch: Batch) -> None:
    assert [o.letter for o in batch.good if o.letter] == []
    assert [o.enriched.id for o in batch.good] == [f"good-{i}" for i in range(len(batch.good))]
    assert all(o.enriched.classification.topics for o in batch.good)
    assert all(o.enriched.summary.text for o in batch.good)


def test_offsets_of_all_events_are_right(batch: Batch) -> None:
    for name, outcome in batch.bad.items():
        for sentence in outcome.event.summary.sentences if outcome.event else ():
            text = outcome.enriched.article.text
            assert text[sentence.start : sentence.end] == sentence.text, name


def test_headers_of_all_kinds_are_carried_on(batch: Batch) -> None:
    headers = batch.bad["odd headers"].headers
    for name, value in CASES["odd headers"].message.headers:
        if name not in ("ce_id", "content-type"):
            assert (name, value) in headers
    assert [name for name, _ in headers].count("ce_id") == 1
    assert [name for name, _ in headers].count("content-type") == 1


def test_the_worker_is_alive_and_its_log_has_no_traceback(batch: Batch, chain: Chain) -> None:
    (outcome,) = chain.enrich([article(id="after", text=STORY)])
    assert outcome.enriched.id == "after"
    assert chain.worker.process.poll() is None
    log = chain.worker.output()
    assert "Traceback" not in log
    assert '"exception"' not in log


def _is_rejected(outcome: Outcome, expected: Rejection) -> None:
    letter = outcome.letter
    assert isinstance(letter, DeadLetter), outcome.event
    assert letter.reason is expected.reason, letter
    assert expected.text in letter.message
    assert letter.message[0].isupper() and letter.message.endswith(".")
    assert letter.stage == "classify"


def _is_enriched(outcome: Outcome, expected: Enrichment) -> None:
    classification = outcome.enriched.classification
    abstained = classification.abstained.reason if classification.abstained else None
    assert bool(classification.topics) == (abstained is None)
    if expected.abstained != "":
        assert abstained == expected.abstained, classification
    assert expected.text in outcome.enriched.article.text
