from tests.support.topics import OwnTopics
from tests.torture.feed import Fate
from tests.torture.ledger import Verdict, judge
from tests.torture.reading import Contents, Entry

TOPICS = OwnTopics("t.")
FATES = dict.fromkeys(range(4), Fate.ENRICHED)


def entries(topic: str, numbers: list[int], key: bytes = b"k") -> list[Entry]:
    return [Entry(number, topic, 0, i, key, None) for i, number in enumerate(numbers)]


def verdict(classified: list[int], enriched: list[int], done: int = 4) -> Verdict:
    found = [
        *entries(TOPICS.articles, [0, 1, 2, 3]),
        *entries(TOPICS.classified, classified),
        *entries(TOPICS.enriched, enriched),
    ]
    committed = {"t.classify": {0: done}, "t.summarize": {0: len(classified)}}
    return judge(TOPICS, FATES, Contents(tuple(found), ()), committed)


def test_a_run_without_fault_breaks_no_promise() -> None:
    assert verdict([0, 1, 2, 3], [0, 1, 2, 3]).violations == {}


def test_what_is_lost_is_named() -> None:
    assert verdict([0, 1, 3], [0, 1, 3]).lost == [2]


def test_what_comes_twice_is_named_with_its_places() -> None:
    assert len(verdict([0, 1, 2, 3], [0, 1, 1, 2, 3]).doubled) == 2


def test_another_order_within_a_key_is_found() -> None:
    assert verdict([0, 1, 2, 3], [0, 2, 1, 3]).out_of_order == ["t.enriched, partition 0, key b'k'"]


def test_an_offset_that_was_not_committed_is_found() -> None:
    assert list(verdict([0, 1, 2, 3], [0, 1, 2, 3], done=3).violations) == ["uncommitted"]
