"""Decides which articles are stale, and which of those are sent again."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from newsdesk.commands.reprocess.articles import ArticleLog
from newsdesk.commands.reprocess.events import EventLog
from newsdesk.commands.reprocess.packed_table import (
    Column,
    Indices,
    Records,
    find,
    last_of_each,
    take,
)
from newsdesk.settings import TopicSettings


@dataclass(frozen=True, slots=True)
class ReprocessRequest:
    """Which articles to send again.

    Attributes:
        topics: The topics of the chain.
        group: The consumer group of the stage that reads articles.
        fingerprint: The fingerprint of fresh events.
        limit: The most articles to send, oldest first; None for all.
        shared_keys: Whether different articles may have the same key, so that a newer message with
            the key replaces nothing. Otherwise only the last message of each key is sent again.
    """

    topics: TopicSettings
    group: str
    fingerprint: str
    limit: int | None = None
    shared_keys: bool = False


@dataclass(slots=True)
class Counts:
    """How many articles there are of each kind; of the messages with an id, the last one counts.

    Attributes:
        fresh: the newest event has the fingerprint.
        stale: the newest event has another one; these are sent again.
        in_flight: the newest event has another one, but the last message is not enriched yet, or
            under embargo.
        superseded: stale, but a newer message has the key, or withdraws the article; these are left
            as they are.
        no_event: never enriched: waiting, or dead letters.
        missing: the event has another fingerprint, but the article is no longer in its topic.
        undecodable: messages that are not articles, and so became dead letters.
    """

    fresh: int = 0
    stale: int = 0
    in_flight: int = 0
    superseded: int = 0
    no_event: int = 0
    missing: int = 0
    undecodable: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """The articles to send again: rows of `ArticleLog`, by partition and offset; and the counts.

    `ends` are the offsets after the last messages that were scanned, by partition.
    """

    rows: Records
    counts: Counts
    ends: Mapping[int, int]

    def ranges(self) -> dict[int, range]:
        """Return the range of offsets that the rows of each partition have."""
        offsets = self.rows["offset"]
        groups = np.unique(self.rows["partition"], return_index=True, return_counts=True)
        return {
            int(partition): range(int(offsets[first]), int(offsets[first + number - 1]) + 1)
            for partition, first, number in zip(*groups, strict=True)
        }


def plan(
    articles: ArticleLog,
    events: EventLog,
    waiting_from: Mapping[int, int],
    request: ReprocessRequest,
) -> Plan:
    """Return what to send again.

    Args:
        articles: The topic of articles.
        events: The topic of enriched articles, read after that.
        waiting_from: The first offset that no worker has committed, by partition, where known.
        request: Which articles to look for.
    """
    rows, counts = _chosen(articles.rows, events.rows, waiting_from, request)
    counts.undecodable = articles.undecodable
    return Plan(rows, counts, articles.ends)


def _chosen(
    articles: Records, events: Records, waiting_from: Mapping[int, int], request: ReprocessRequest
) -> tuple[Records, Counts]:
    last = _last_rows(articles)
    ids, partitions = articles["id"][last], articles["partition"][last]
    event = _newest_events(ids, partitions, events)
    has_event, fresh = event >= 0, take(events["fresh"], event)
    again = articles["attempt"][last] > take(events["attempt"], event)
    waiting = again | _is_waiting(partitions, articles["offset"][last], waiting_from)
    waiting |= articles["embargoed"][last]
    old = has_event & ~fresh
    replaced = articles["withdrawn"][last]
    if not request.shared_keys:
        replaced = replaced | _is_replaced(last, articles)
    stale = last[old & ~waiting & ~replaced]
    counts = Counts(
        fresh=int(fresh.sum()),
        stale=len(stale),
        in_flight=int((old & waiting).sum()),
        superseded=int((old & ~waiting & replaced).sum()),
        no_event=int((~has_event).sum()),
        missing=_missing(ids, events),
    )
    return _oldest(articles[stale], request.limit), counts


def _last_rows(articles: Records) -> Indices:
    """Return each article's last row, sorted by id."""
    rows = np.flatnonzero(articles["has_id"])
    return rows[_last(articles, "id", rows)]


def _last(articles: Records, group: str, rows: Indices) -> Indices:
    time, offset = articles["time"][rows], articles["offset"][rows]
    return last_of_each(articles[group][rows], time, offset)


def _newest_events(ids: Column, partitions: Column, events: Records) -> Indices:
    """Return the newest event of each article, or -1; an event has its article's partition."""
    newest = np.full(len(ids), -1, dtype=np.intp)
    for partition in np.unique(partitions):
        articles = np.flatnonzero(partitions == partition)
        rows = np.flatnonzero(events["partition"] == partition)
        rows = rows[last_of_each(events["id"][rows], events["offset"][rows])]
        found = find(events["id"][rows], ids[articles])
        newest[articles[found >= 0]] = rows[found[found >= 0]]
    return newest


def _is_waiting(partitions: Column, offsets: Column, waiting_from: Mapping[int, int]) -> Column:
    """Whether no worker has committed an article yet."""
    waiting = np.zeros(len(partitions), np.bool_)
    for partition, offset in waiting_from.items():
        waiting |= (partitions == partition) & (offsets >= offset)
    return waiting


def _is_replaced(last: Indices, articles: Records) -> Column:
    """Whether a newer message, of any article, has an article's key."""
    keyed = np.flatnonzero(articles["has_key"])
    newest = np.zeros(len(articles), np.bool_)
    newest[keyed[_last(articles, "key", keyed)]] = True
    return articles["has_key"][last] & ~newest[last]


def _missing(ids: Column, events: Records) -> int:
    stale = np.setdiff1d(events["id"][~events["fresh"]], events["id"][events["fresh"]])
    return int((find(ids, stale) < 0).sum())


def _oldest(rows: Records, limit: int | None) -> Records:
    """Return the oldest `limit` rows, or all, by partition and offset."""
    oldest = rows[np.lexsort((rows["offset"], rows["partition"], rows["time"]))[:limit]]
    return oldest[np.lexsort((oldest["offset"], oldest["partition"]))]
