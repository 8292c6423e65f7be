"""Where an article is, from its traces and what the stages have committed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.topics import TracedTopics
from newsdesk.client.tracing.trace import Now, State

Committed = Mapping[str, Mapping[int, int]]
"""The offsets that the stages have committed, by the topic that they read and the partition."""

Place = tuple[str, int, int]
"""Topic, partition and offset."""

Count = Callable[[str, int, range], int]
"""Counts the messages of a partition with these offsets."""


def in_order(sightings: Sequence[Sighting]) -> list[Sighting]:
    """Return the traces in order of time; a copy that was replayed has the time of its record."""
    records = {s.source: s for s in sightings if s.kind is Kind.REPLAY and s.source}
    letters = {s.place: s for s in sightings if s.kind is Kind.DEAD_LETTER}
    exact = [_as_replayed(s, letters, records) for s in sightings]
    return sorted(exact, key=lambda s: s.moment)


def _as_replayed(
    sighting: Sighting,
    letters: Mapping[Place, Sighting],
    records: Mapping[Place, Sighting],
) -> Sighting:
    if sighting.kind not in (Kind.REPLAYED, Kind.EVENT) or sighting.source is None:
        return sighting
    letter = letters.get(sighting.source)
    came_back = letter is not None and letter.source and letter.source[0] == sighting.topic
    if sighting.kind is Kind.EVENT and not came_back:
        return replace(sighting, source=None)
    record = records.get(sighting.source)
    return replace(sighting, kind=Kind.REPLAYED, time=record.time if record else sighting.time)


def now_of(
    sightings: Sequence[Sighting], topics: TracedTopics, committed: Committed, count: Count
) -> Now:
    """Return where the article of these traces is, which are in order of time."""
    for stage in topics.stages:
        offsets = committed.get(stage.reads, {})
        waits = [
            s
            for s in sightings
            if s.topic == stage.reads and s.offset >= offsets.get(s.partition, 0)
        ]
        if waits:
            last = max(waits, key=lambda s: s.offset)
            before = range(offsets.get(last.partition, 0), last.offset)
            return Now(State.WAITING, last, count(last.topic, last.partition, before))
    return _settled(sightings, topics)


def _settled(sightings: Sequence[Sighting], topics: TracedTopics) -> Now:
    released = {s.source for s in sightings if s.kind is Kind.NO_LONGER_HELD}
    outcomes = [
        (state, s)
        for s in sightings
        if (state := _outcome(s, topics)) and not (state is State.HELD and s.source in released)
    ]
    if not outcomes:
        return Now(State.PASSED, sightings[-1])
    state, last = outcomes[-1]
    if newer := _newer_copy(last, sightings, topics):
        return Now(State.PASSED, newer)
    replayed = next((s.time for s in sightings if _is_replay_of(s, last)), None)
    if state is State.DEAD_LETTER and replayed is not None:
        return Now(State.PASSED, last, replayed=replayed)
    return Now(state, last)


def _outcome(sighting: Sighting, topics: TracedTopics) -> State | None:
    if sighting.kind is Kind.HELD:
        return State.HELD
    if sighting.kind is Kind.DEAD_LETTER:
        return State.DEAD_LETTER
    if sighting.topic == topics.chain[-1]:
        return State.WITHDRAWN if sighting.kind is Kind.WITHDRAWAL else State.OUT
    return None


def _newer_copy(
    outcome: Sighting, sightings: Sequence[Sighting], topics: TracedTopics
) -> Sighting | None:
    """Return a message of the article that is newer than the one that had this outcome."""
    copies = [s for s in sightings if s.topic == topics.chain[0] and s.kind is not Kind.REPLAYED]
    return next((copy for copy in reversed(copies) if _is_newer(copy, outcome)), None)


def _is_newer(copy: Sighting, outcome: Sighting) -> bool:
    if outcome.source and outcome.source[0] == copy.topic:
        return copy.offset > outcome.source[2]
    return outcome.article_time is not None and copy.moment > outcome.article_time


def _is_replay_of(sighting: Sighting, letter: Sighting) -> bool:
    return sighting.kind is Kind.REPLAY and sighting.source == letter.place
