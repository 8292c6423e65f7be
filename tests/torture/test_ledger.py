from collections.abc import Sequence
from dataclasses import replace

from tests.support.topics import OwnTopics
from tests.torture.embargoes import Embargoes
from tests.torture.feed import Fate
from tests.torture.ledger import Verdict, judge
from tests.torture.reading import Contents, Entry

TOPICS = OwnTopics("t.")
FATES = dict.fromkeys(range(4), Fate.ENRICHED)


def entries(topic: str, numbers: list[int], key: bytes = b"k") -> list[Entry]:
    return [Entry(number, topic, 0, i, key, None) for i, number in enumerate(numbers)]


def verdict(
    classified: list[int],
    enriched: list[int],
    done: int = 4,
    routed: frozenset[int] = frozenset(),
    further: Sequence[int] = (),
) -> Verdict:
    found = [
        *entries(TOPICS.articles, [0, 1, 2, 3]),
        *entries(TOPICS.classified, classified),
        *entries(TOPICS.enriched, enriched),
        *entries(TOPICS.routed, list(further)),
    ]
    committed = {"t.classify": {0: done}, "t.summarize": {0: len(classified)}}
    return judge(TOPICS, FATES, routed, Contents(tuple(found), ()), committed)


def test_ledger_finds_nothing_in_a_run_without_fault() -> None:
    assert verdict([0, 1, 2, 3], [0, 1, 2, 3]).violations == {}


def test_ledger_names_what_is_lost() -> None:
    assert verdict([0, 1, 3], [0, 1, 3]).lost == [2]


def test_ledger_names_duplicates_with_their_offsets() -> None:
    assert len(verdict([0, 1, 2, 3], [0, 1, 1, 2, 3]).doubled) == 2


def test_ledger_finds_another_order_within_a_key() -> None:
    assert verdict([0, 1, 2, 3], [0, 2, 1, 3]).out_of_order == ["t.enriched, partition 0, key b'k'"]


def test_ledger_finds_an_offset_that_was_not_committed() -> None:
    assert list(verdict([0, 1, 2, 3], [0, 1, 2, 3], done=3).violations) == ["uncommitted"]


def test_ledger_expects_further_messages_beside_each_routed_event() -> None:
    numbers, routed = [0, 1, 2, 3], frozenset({1, 2})
    assert verdict(numbers, numbers, routed=routed, further=[1, 1, 2, 2]).violations == {}
    torn = verdict(numbers, numbers, routed=routed, further=[1, 2, 2, 3])
    assert torn.not_in_one_transaction == [1, 3]


def test_ledger_counts_withdrawn_articles_apart_from_published_ones() -> None:
    fates = {**FATES, 1: Fate.WITHDRAWN, 2: Fate.WITHDRAWN}
    found = [
        *entries(TOPICS.articles, [0, 1, 2, 3]),
        *(
            replace(entry, is_tombstone=entry.number in (0, 1))
            for topic in (TOPICS.classified, TOPICS.enriched)
            for entry in entries(topic, [0, 1, 2, 3])
        ),
    ]
    committed = {"t.classify": {0: 4}, "t.summarize": {0: 4}}
    judged = judge(TOPICS, fates, frozenset(), Contents(tuple(found), ()), committed)
    assert judged.violations == {"wrongly withdrawn": [0], "not withdrawn": [2]}


def embargo_verdict(
    fates: dict[int, Fate], embargoes: Embargoes, *found: Entry
) -> dict[str, Sequence[object]]:
    sent = entries(TOPICS.articles, [0, 1])
    committed = {"t.classify": {0: 2}, "t.summarize": {0: 2}}
    contents = Contents((*sent, *found), ())
    return judge(TOPICS, fates, frozenset(), contents, committed, embargoes=embargoes).violations


def both(entry: Entry, offset: int) -> list[Entry]:
    """Return an entry of both topics of events."""
    at = replace(entry, offset=offset)
    return [replace(at, topic=topic) for topic in (TOPICS.classified, TOPICS.enriched)]


def test_ledger_finds_events_before_their_embargo_is_over_and_what_was_never_held() -> None:
    fates = {0: Fate.HELD, 1: Fate.ENRICHED, 2: Fate.REPLACED}
    early = replace(entries("", [0])[0], written_at=9.0)
    found = [*both(early, 0), *both(entries("", [1])[0], 1)]
    violations = embargo_verdict(fates, Embargoes(ends={0: 10.0}), *found)
    assert set(violations) == {"too early", "never held", "never accepted"}
    assert violations["never held"] == [2]
    assert len(violations["too early"]) == 2


def test_ledger_finds_an_event_behind_its_withdrawal() -> None:
    fates = {0: Fate.OVERTAKEN, 1: Fate.WITHDRAWN}
    event, tombstone = entries("", [0, 1])
    tombstone = replace(tombstone, is_tombstone=True)
    withdrawals = Embargoes(withdrawals={1: 0})
    before = [*both(event, 0), *both(tombstone, 1)]
    assert embargo_verdict(fates, withdrawals, *before) == {}
    behind = [*both(tombstone, 0), *both(event, 1)]
    assert "visible again" in embargo_verdict(fates, withdrawals, *behind)
    assert embargo_verdict(fates, withdrawals, *both(tombstone, 1)) == {}


def test_ledger_finds_what_is_still_held_or_was_published_although_it_was_replaced() -> None:
    fates = {0: Fate.REPLACED, 1: Fate.ENRICHED}
    record = replace(entries(TOPICS.embargoed, [0], key=b"articles/0/0")[0], number=0)
    gone = replace(record, number=-1, offset=1, is_tombstone=True)
    event = both(entries("", [1])[0], 1)
    first = both(entries("", [0])[0], 0)
    assert embargo_verdict(fates, Embargoes(), record, gone, *first, *event) == {
        "replaced and published": [0, 0]
    }
    assert embargo_verdict(fates, Embargoes(), record, *event) == {"still held": [0]}
    assert embargo_verdict(fates, Embargoes(), record, gone, *event) == {}
