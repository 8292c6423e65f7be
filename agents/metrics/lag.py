"""How far a stage is behind on a partition, from what has come and what Kafka has."""

from dataclasses import dataclass

from aiokafka import TopicPartition

from newsdesk.agents.metrics.backlog import Backlog


@dataclass(frozen=True, slots=True)
class Lag:
    """A partition's lag, or what a look at Kafka found of it.

    `end` is where the partition ends for readers of committed messages. `waiting` is the offset of
    the oldest message that is not done, and `since` its timestamp as Unix time; None if none waits.
    """

    end: int
    waiting: int | None = None
    since: float | None = None
    messages: int = 0
    seconds: float = 0.0


def lag_of(source: TopicPartition, backlog: Backlog, found: Lag | None, now: float) -> Lag:
    """Return the lag at the time `now`.

    What came to the worker says most. Where nothing did, the look decides, unless the message that
    it found is done by now.
    """
    end = found.end if found else 0
    if oldest := backlog.oldest(source):
        offset, since = oldest
        messages = max(backlog.count(source), end - offset)
        return Lag(end, offset, since, messages, max(0.0, now - since))
    if found is None or found.waiting is None or found.since is None:
        return Lag(end)
    if found.waiting < (backlog.position(source) or 0):
        return Lag(end)
    return Lag(end, found.waiting, found.since, end - found.waiting, max(0.0, now - found.since))
