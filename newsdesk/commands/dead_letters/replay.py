"""Sends dead letters back where they came from, each once, whoever else tries and whatever dies."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from newsdesk.chain import source_topics
from newsdesk.client.cluster import Cluster
from newsdesk.client.consumer import require_topics
from newsdesk.client.transactions import portions
from newsdesk.commands.dead_letters.entry import Entry, Place
from newsdesk.commands.dead_letters.replay_records import Replays, read_replays
from newsdesk.commands.dead_letters.replayer import ReplayError, open_replayer
from newsdesk.commands.dead_letters.selection import Row, read_entries
from newsdesk.settings import TopicSettings


@dataclass(slots=True)
class ReplayReport:
    """What came of it: messages sent by topic, and dead letters that another replay had sent."""

    sent: Counter[str] = field(default_factory=Counter)
    already: int = 0


def check_targets(cluster: Cluster, topics: TopicSettings, rows: Iterable[Row]) -> None:
    """Check that each dead letter came from a topic that a stage reads, and that Kafka has it.

    Raises:
        ReplayError: naming the first that did not.
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    sources = source_topics(topics)
    targets = set()
    for row in rows:
        if row.letter is None:
            raise ReplayError(f"{row.place} is no dead letter of newsdesk.")
        if row.letter.topic not in sources:
            raise ReplayError(
                f"The dead letter {row.place} came from the topic {row.letter.topic}, which no"
                f" stage reads: they read {' and '.join(sources)}."
            )
        targets.add(row.letter.topic)
    require_topics(cluster, targets)


def replay(
    cluster: Cluster,
    topics: TopicSettings,
    transactional_id: str,
    places: Iterable[Place],
    on_sent: Callable[[int], None] = lambda number: None,
) -> ReplayReport:
    """Send the dead letters at `places` back, and leave out those that were sent back before.

    The order is what makes it safe: what was replayed is read after every other replayer was
    fenced, so nothing can be added to it but by this one. `on_sent` is told the number of messages
    of each transaction that was committed.

    Raises:
        ReplayFenced: if another replayer takes over.
        ReplayError: if Kafka does not take a message.
        UnreachableError: if Kafka does not answer.
        TopicError: if a topic is missing.
    """
    report = ReplayReport()
    require_topics(cluster, [topics.dead_letter, topics.replays])
    with open_replayer(cluster, transactional_id, topics.replays) as replayer:
        replays = read_replays(cluster, topics, wait_for_open=True)
        entries = _not_replayed(read_entries(cluster, topics, places), replays, report)
        for portion in portions(entries, lambda entry: len(entry.message.value or b"")):
            replayer.send(portion)
            report.sent.update(entry.letter.topic for entry in portion if entry.letter)
            on_sent(len(portion))
    return report


def _not_replayed(
    entries: Iterable[Entry], replays: Replays, report: ReplayReport
) -> Iterator[Entry]:
    for entry in entries:
        if entry.letter is None:
            continue
        if replays.time_of(entry) is None:
            yield entry
        else:
            report.already += 1
