"""Record batches that Kafka takes and its clients do not read, through the real worker."""

from functools import partial

from newsdesk.schemas import Reason
from tests.quality.bad_messages import STORY, article
from tests.support.hostile_batches import readable_batches, unreadable_batches
from tests.support.newsdesk_worker import Chain

GOOD = article(id="good", text=STORY)


def test_batches_that_java_reads_are_enriched(chain: Chain) -> None:
    outcomes = chain.outcomes_of_batches(partial(readable_batches, GOOD))
    assert {name: outcome.letter for name, outcome in outcomes.items() if outcome.letter} == {}
    assert {outcome.enriched.id for outcome in outcomes.values()} == {"good"}


def test_records_that_are_wrong_become_dead_letters_and_the_next_ones_are_enriched(
    chain: Chain,
) -> None:
    outcomes = chain.outcomes_of_batches(partial(unreadable_batches, GOOD))
    letters = [outcome.letter for outcome in outcomes.values()]
    assert {letter and letter.reason for letter in letters} == {Reason.UNREADABLE_RECORD}
    assert {outcome.value for outcome in outcomes.values()} == {GOOD}
    [behind] = chain.enrich([GOOD])
    assert behind.enriched.id == "good"
