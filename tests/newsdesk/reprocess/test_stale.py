from dataclasses import asdict, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.commands.reprocess.stale import Counts
from newsdesk.schemas import SourceMessage
from tests.newsdesk.reprocess.messages import (
    NEW,
    OLD,
    REQUEST,
    article,
    event,
    marked,
    places,
    planned,
)


def test_stale_an_article_whose_newest_event_has_another_fingerprint_is_stale() -> None:
    articles = [article(0, "old"), article(1, "none"), article(2, "new"), article(3, "both")]
    events = [event(0, "old"), event(1, "new", NEW), event(2, "both", OLD), event(3, "both", NEW)]
    found = planned(articles, events)
    assert places(found) == [(0, 0)]
    assert found.counts == Counts(fresh=2, stale=1, no_event=1)
    assert found.ends == {0: 4}


def test_stale_an_event_without_a_fingerprint_is_stale() -> None:
    assert places(planned([article(0)], [event(0, fingerprint="")])) == [(0, 0)]


def test_stale_nothing_is_stale_in_empty_topics() -> None:
    found = planned([], [])
    assert (places(found), found.counts, found.ranges()) == ([], Counts(), {})


def test_stale_the_last_message_of_an_article_is_sent() -> None:
    articles = [article(0), article(1), article(2, "b"), article(7)]
    assert places(planned(articles, [event(0), event(1), event(2)])) == [(0, 7)]


def test_stale_between_partitions_the_latest_message_of_an_article_is_its_last() -> None:
    articles = [article(5, partition=1, timestamp=10), article(0, partition=2, timestamp=20)]
    events = [event(0, partition=1), event(0, partition=2)]
    assert places(planned(articles, events)) == [(2, 0)]


def test_stale_within_a_partition_order_counts_whatever_the_clock_says() -> None:
    articles = [article(0, timestamp=90), article(1, timestamp=10)]
    assert places(planned(articles, [event(0), event(1)])) == [(0, 1)]


def test_stale_an_event_belongs_to_the_article_of_its_own_partition() -> None:
    """A newer version waits in another partition, and the event is of the older one."""
    articles = [article(0, partition=1), article(0, partition=2, timestamp=20)]
    found = planned(articles, [event(0, partition=1)])
    assert (places(found), found.counts) == ([], Counts(no_event=1))


def test_stale_an_article_that_was_sent_again_is_in_flight_until_its_event_is_there() -> None:
    articles = [article(0), article(1, headers=marked(1))]
    found = planned(articles, [event(0)])
    assert (places(found), found.counts) == ([], Counts(in_flight=1))
    done = planned(articles, [event(0), event(1, fingerprint=NEW, headers=marked(1))])
    assert done.counts == Counts(fresh=1)


def test_stale_an_article_that_workers_with_other_settings_enriched_again_is_stale_once_more() -> (
    None
):
    articles = [article(0), article(1, headers=marked(1))]
    events = [event(0), event(1, headers=marked(1))]
    assert places(planned(articles, events)) == [(0, 1)]
    articles.append(article(2, headers=marked(2)))
    assert planned(articles, events).counts == Counts(in_flight=1)


def test_stale_articles_sent_again_for_another_fingerprint_are_sent_for_this_one() -> None:
    articles = [article(0), article(1, headers=marked(4, OLD))]
    assert places(planned(articles, [event(0), event(1, headers=marked(4, OLD))])) == [(0, 1)]


def test_stale_a_newer_version_of_an_article_that_was_sent_again_is_sent_on_its_own() -> None:
    articles = [article(0), article(1, headers=marked(1)), article(2)]
    events = [event(0), event(1, headers=marked(1)), event(2)]
    assert places(planned(articles, events)) == [(0, 2)]


def test_stale_an_article_that_no_worker_has_taken_yet_is_in_flight() -> None:
    articles = [article(0), article(1, "b"), article(2)]
    found = planned(articles, [event(0), event(1, "b")], waiting_from={0: 2, 3: 0})
    assert places(found) == [(0, 1)]
    assert found.counts == Counts(stale=1, in_flight=1)


def test_stale_only_the_last_message_of_a_key_is_sent() -> None:
    articles = [
        article(0, "v1", b"k"),
        article(1, "v2", b"k"),
        article(2, "no key"),
        article(3, "other", b"l"),
    ]
    events = [event(n, name) for n, name in enumerate(["v1", "v2", "no key", "other"])]
    found = planned(articles, events)
    assert places(found) == [(0, 1), (0, 2), (0, 3)]
    assert found.counts == Counts(stale=3, superseded=1)


def test_stale_a_fresh_article_with_the_same_key_keeps_its_place_as_the_last() -> None:
    articles = [article(0, "v1", b"k"), article(1, "v2", b"k")]
    found = planned(articles, [event(0, "v1"), event(1, "v2", NEW)])
    assert (places(found), found.counts) == ([], Counts(fresh=1, superseded=1))


def test_stale_with_shared_keys_every_article_is_sent() -> None:
    articles = [article(0, "a", b"source"), article(1, "b", b"source"), article(2, "a", b"source")]
    events = [event(0, "a"), event(1, "b"), event(2, "a")]
    found = planned(articles, events, request=replace(REQUEST, shared_keys=True))
    assert places(found) == [(0, 1), (0, 2)]
    assert found.counts == Counts(stale=2)


@pytest.mark.parametrize("status", ["canceled", "withheld"])
@pytest.mark.parametrize("shared_keys", [True, False])
def test_stale_an_article_that_its_publisher_withdraws_is_not_sent_again(
    status: str, shared_keys: bool
) -> None:
    articles = [article(0, key=b"k"), article(1, "b"), article(2, key=b"k", pubStatus=status)]
    events = [event(0), event(1, "b")]
    found = planned(articles, events, request=replace(REQUEST, shared_keys=shared_keys))
    assert places(found) == [(0, 1)]
    assert found.counts == Counts(stale=1, superseded=1)


def test_stale_a_withdrawal_that_names_no_id_is_about_its_key() -> None:
    cancel = replace(article(1, key=b"k"), value=b'{"pubStatus": "canceled"}')
    assert places(planned([article(0, key=b"k"), cancel], [event(0)])) == []


def test_stale_an_article_under_embargo_is_in_flight_until_it_ends() -> None:
    held = article(1, embargoedUntil="9000-01-01T00:00:00Z")
    assert planned([article(0), held], [event(0)]).counts == Counts(in_flight=1)
    over = article(1, embargoedUntil="2020-01-01T00:00:00Z")
    assert places(planned([article(0), over], [event(0)])) == [(0, 1)]


def test_stale_a_message_without_a_value_is_a_tombstone_for_its_key() -> None:
    deletion = replace(article(1, key=b"k"), value=None)
    found = planned([article(0, key=b"k"), deletion], [event(0)])
    assert (places(found), found.counts) == ([], Counts(superseded=1, undecodable=1))


def test_stale_a_message_that_is_no_article_changes_nothing() -> None:
    bad = [replace(article(n, key=b"k"), value=v) for n, v in enumerate([b"{", b"[]", b'{"id":1}'])]
    keyless = replace(article(4), value=None)
    found = planned([*bad[:1], article(3, key=b"k"), *bad[1:], keyless], [event(0)])
    assert places(found) == [(0, 3)]
    assert found.counts == Counts(stale=1, undecodable=4)


def test_stale_messages_that_are_no_events_change_nothing() -> None:
    foreign = [replace(event(n), value=v) for n, v in enumerate([None, b"{", b"[1]", b'{"id": 3}'])]
    assert planned([article(0)], foreign).counts == Counts(no_event=1)


def test_stale_events_whose_article_is_missing_are_counted() -> None:
    events = [event(0, "gone"), event(1, "mended"), event(2, "mended", NEW), event(3, "here")]
    found = planned([article(8, "here")], events)
    assert places(found) == [(0, 8)]
    assert found.counts == Counts(stale=1, missing=1)


def test_stale_a_limit_takes_the_oldest() -> None:
    articles = [
        article(0, "a", partition=1, timestamp=30),
        article(1, "b", partition=1, timestamp=40),
        article(0, "c", partition=0, timestamp=10),
        article(1, "d", partition=0, timestamp=50),
        article(2, "e", partition=0, timestamp=60),
    ]
    events = [event(n, name, partition=1 if name in "ab" else 0) for n, name in enumerate("abcde")]
    found = planned(articles, events, request=replace(REQUEST, limit=3))
    assert places(found) == [(0, 0), (1, 0), (1, 1)]
    assert found.counts == Counts(stale=5)
    assert found.ranges() == {0: range(1), 1: range(2)}


_IDS, _KEYS = st.sampled_from("abc"), st.sampled_from([None, b"k", b"l"])
_SENT = st.lists(st.tuples(_IDS, _KEYS, st.integers(0, 1), st.integers(0, 2)), max_size=12)
_PUBLISHED = st.lists(
    st.tuples(_IDS, st.sampled_from([OLD, NEW]), st.integers(0, 1), st.integers(0, 2)), max_size=12
)


@settings(deadline=None)
@given(_SENT, _PUBLISHED)
def test_stale_every_article_is_of_one_kind_and_only_stale_ones_are_sent(
    sent: list[tuple[str, bytes | None, int, int]], published: list[tuple[str, str, int, int]]
) -> None:
    articles = [
        article(n, name, key, partition, marked(attempt))
        for n, (name, key, partition, attempt) in enumerate(sent)
    ]
    events = [
        event(n, name, fingerprint, partition, marked(attempt))
        for n, (name, fingerprint, partition, attempt) in enumerate(published)
    ]
    found = planned(articles, events)
    kinds = asdict(found.counts) | {"missing": 0, "undecodable": 0}
    assert sum(kinds.values()) == len({name for name, *_ in sent})
    assert places(found) == sorted(_stale_by_hand(articles, sent, published))


def _stale_by_hand(
    articles: list[SourceMessage],
    sent: list[tuple[str, bytes | None, int, int]],
    published: list[tuple[str, str, int, int]],
) -> list[tuple[int, int]]:
    """Offsets are unique here, and times equal them, so the order of sending is that of all."""
    last = {name: n for n, (name, *_) in enumerate(sent)}
    last_of_key: dict[bytes | None, int] = {
        key: n for n, (_, key, *_) in enumerate(sent) if key is not None
    }
    newest = {(name, partition): n for n, (name, _, partition, _) in enumerate(published)}
    stale = []
    for name, n in last.items():
        _, key, partition, attempt = sent[n]
        if (name, partition) not in newest:
            continue
        _, fingerprint, _, made_of = published[newest[name, partition]]
        if fingerprint == OLD and attempt <= made_of and last_of_key.get(key, n) == n:
            stale.append((articles[n].partition, articles[n].offset))
    return stale
