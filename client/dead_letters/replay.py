"""Replays dead letters, each once, even if other replayers run or this one is killed."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field

from newsdesk.client.cluster import Cluster
from newsdesk.client.dead_letters.reading import read_places
from newsdesk.client.dead_letters.replay_records import Replays, read_replays
from newsdesk.client.dead_letters.replayer import ReplayError, open_replayer
from newsdesk.client.dead_letters.selection import MessageHead
from newsdesk.client.dead_letters.stored import Place, StoredMessage
from newsdesk.client.dead_letters.topics import LetterTopics
from newsdesk.client.errors import missing_topics
from newsdesk.client.transactions import chunks
from newsdesk.controls import visible


@dataclass(slots=True)
class ReplayReport:
    """The messages sent by topic, and the number of dead letters that were replayed before."""

    sent: Counter[str] = field(default_factory=Counter)
    already: int = 0


def check_targets(
    cluster: Cluster,
    topics: LetterTopics,
    heads: Iterable[MessageHead],
    existing: Collection[str],
) -> None:
    """Check that each dead letter came from a topic that a stage reads, and that still exists.

    Args:
        cluster: Where the topics are, for the error.
        topics: Those that stages read are among them.
        heads: The dead letters.
        existing: All topics that Kafka has.

    Raises:
        ReplayError: naming the first that did not.
        TopicError: if a topic is missing.
    """
    targets = set()
    for head in heads:
        if head.letter is None:
            raise ReplayError(f"{head.place} is no dead letter of newsdesk.")
        if head.letter.topic not in topics.sources:
            raise ReplayError(
                f"The dead letter {head.place} came from the topic"
                f" {visible(' '.join(head.letter.topic.split()))}, which no stage reads: they read"
                f" {' and '.join(topics.sources)}."
            )
        targets.add(head.letter.topic)
    if missing := targets - set(existing):
        raise missing_topics(cluster.bootstrap_servers, missing)


def replay(
    cluster: Cluster,
    topics: LetterTopics,
    transactional_id: str,
    places: Iterable[Place],
    on_sent: Callable[[int], None] = lambda number: None,
) -> ReplayReport:
    """Send the dead letters at `places` back, except those that were replayed before.

    The order makes it safe: every other replayer is fenced before the records of replays are read,
    so that only this one can add to them. `on_sent` is called with the number of messages in each
    committed transaction.

    Raises:
        ReplayFenced: if another replayer takes over.
        ReplayError: if Kafka does not accept a message.
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    report = ReplayReport()
    with open_replayer(cluster, transactional_id, topics.replays) as replayer:
        replays = read_replays(cluster, topics, wait_for_open=True)
        stored = read_places(cluster, topics.dead_letter, places)
        pending = _not_replayed(stored, replays, report)
        for chunk in chunks(pending, lambda one: one.message.size):
            replayer.send(chunk)
            report.sent.update(one.letter.topic for one in chunk if one.letter)
            on_sent(len(chunk))
    return report


def _not_replayed(
    messages: Iterable[StoredMessage], replays: Replays, report: ReplayReport
) -> Iterator[StoredMessage]:
    for stored in messages:
        if stored.letter is None:
            continue
        if replays.time_of(stored) is None:
            yield stored
        else:
            report.already += 1
