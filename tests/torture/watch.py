"""Watches the groups' committed offsets, and tells how long a partition stood still."""

import threading
import time
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from newsdesk.client.admin import admin_client
from newsdesk.client.cluster import Cluster
from newsdesk.client.errors import UnreachableError

_INTERVAL = 0.2

Source = tuple[str, int]
"""A group and a partition of its input."""


class Watch:
    """Notes when committed offsets move, from `start` until `stop`."""

    def __init__(self, cluster: Cluster, groups: Iterable[str]) -> None:
        self.committed: dict[str, dict[int, int]] = {group: {} for group in groups}
        self._moves: dict[Source, list[float]] = defaultdict(list)
        self._cluster = cluster
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._over.set()
        if self._thread.is_alive():
            self._thread.join(60)

    def standstill(self, source: Source, since: float) -> float | None:
        """Return the seconds from `since` until the offset moved; None if it never did.

        `since` is a time of the monotonic clock, and the answer is right to 0.2 s.
        """
        moves = self._moves[source]
        later = bisect_right(moves, since + _INTERVAL)
        return moves[later] - since if later < len(moves) else None

    def _run(self) -> None:
        while not self._over.is_set():
            try:
                with admin_client(self._cluster, 5) as admin:
                    while not self._over.wait(_INTERVAL):
                        self._check(admin)
            except (UnreachableError, KafkaError, OSError):
                self._over.wait(_INTERVAL)

    def _check(self, admin: KafkaAdminClient) -> None:
        for group, known in self.committed.items():
            for source, meta in admin.list_group_offsets(group)[group].items():
                if meta.offset > known.get(source.partition, 0):
                    known[source.partition] = meta.offset
                    self._moves[group, source.partition].append(time.monotonic())


def committed_offsets(cluster: Cluster, groups: Iterable[str]) -> dict[str, dict[int, int]]:
    """Return each group's committed offset per partition."""
    with admin_client(cluster) as admin:
        return {
            group: {
                source.partition: meta.offset
                for source, meta in admin.list_group_offsets(group)[group].items()
            }
            for group in groups
        }
