"""The messages of each partition that came to this worker and are not done yet."""

from collections import deque
from collections.abc import Iterator, Sequence
from time import monotonic, time

from aiokafka import TopicPartition

from newsdesk.schemas import SourceMessage


class Backlog:
    """Offsets and timestamps of what is not done; no message itself is kept."""

    def __init__(self) -> None:
        self._undone: dict[TopicPartition, deque[tuple[int, float]]] = {}
        self._arrivals: dict[TopicPartition, deque[tuple[int, float]]] = {}
        self._done: dict[TopicPartition, int] = {}

    def clear(self) -> None:
        """Forget everything: partitions were assigned again, and Kafka sends the messages again."""
        self._undone.clear()
        self._arrivals.clear()
        self._done.clear()

    def add(self, messages: Sequence[SourceMessage]) -> None:
        """Add messages of one partition, in order. One without a timestamp is as old as now."""
        source = TopicPartition(messages[0].topic, messages[0].partition)
        now = time()
        self._undone.setdefault(source, deque()).extend(
            [(m.offset, m.timestamp / 1000 if m.timestamp else now) for m in messages]
        )
        arrival = (messages[-1].offset, monotonic())
        self._arrivals.setdefault(source, deque()).append(arrival)

    def waited(self, source: TopicPartition, offsets: Sequence[int]) -> Iterator[tuple[float, int]]:
        """Yield how many of these have waited how long since they came, in seconds.

        Args:
            source: their partition.
            offsets: in order; what came before them is forgotten.
        """
        arrivals, now, begin = self._arrivals.get(source), monotonic(), 0
        while arrivals and begin < len(offsets):
            last, at = arrivals[0]
            end = begin
            while end < len(offsets) and offsets[end] <= last:
                end += 1
            if end > begin:
                yield now - at, end - begin
            if end == len(offsets) and offsets[-1] < last:
                return
            begin = end
            arrivals.popleft()

    def done(self, source: TopicPartition, position: int) -> None:
        """Record that all messages before an offset are done."""
        undone = self._undone.get(source)
        while undone and undone[0][0] < position:
            undone.popleft()
        self._done[source] = max(position, self._done.get(source, 0))

    def position(self, source: TopicPartition) -> int | None:
        """Return the offset before which all messages are done, if that is known."""
        return self._done.get(source)

    def oldest(self, source: TopicPartition) -> tuple[int, float] | None:
        """Return offset and Unix time of the oldest message that is not done, if any came."""
        undone = self._undone.get(source)
        return undone[0] if undone else None

    def count(self, source: TopicPartition) -> int:
        """Return how many messages that came are not done."""
        return len(self._undone.get(source, ()))
