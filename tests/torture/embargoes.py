"""The ledger's checks of articles under embargo, and of those that are withdrawn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tests.torture.feed import Fate
from tests.torture.reading import Entry

_ROUNDING = 0.001
"""Kafka's timestamps are in whole milliseconds."""


@dataclass(frozen=True)
class Embargoes:
    """When embargoes end, and which article a message withdraws; by the numbers of messages."""

    ends: Mapping[int, float] = field(default_factory=dict)
    withdrawals: Mapping[int, int] = field(default_factory=dict)

    def too_early(self, published: Sequence[Entry]) -> list[str]:
        """Name the events that came before their embargo was over."""
        return [
            str(entry)
            for entry in published
            if not entry.is_tombstone
            and (entry.written_at or 0) + _ROUNDING < self.ends.get(entry.number, 0)
        ]

    def visible_again(self, published: Sequence[Entry]) -> list[str]:
        """Name the events that stand behind the tombstone that withdraws them."""
        withdrawn: dict[tuple[int, int], str] = {}
        found = []
        for entry in published:
            if entry.is_tombstone and entry.number in self.withdrawals:
                withdrawn[entry.partition, self.withdrawals[entry.number]] = str(entry)
            elif (entry.partition, entry.number) in withdrawn:
                found.append(f"{entry} behind {withdrawn[entry.partition, entry.number]}")
        return found

    def still_held(self, records: Sequence[Entry]) -> list[int]:
        """Name the articles whose record was not removed."""
        live: dict[bytes | None, int] = {}
        for entry in records:
            live.pop(entry.key, None)
            if not entry.is_tombstone:
                live[entry.key] = entry.number
        return sorted(live.values())

    def never_held(self, records: Sequence[Entry], fates: Mapping[int, Fate]) -> list[int]:
        """Name the articles under a long embargo that have no record.

        A short one may be over before a worker reads the article.
        """
        held = {entry.number for entry in records if not entry.is_tombstone}
        return sorted(n for n, fate in fates.items() if fate is Fate.REPLACED and n not in held)

    def replaced_and_published(
        self, published: Sequence[Entry], fates: Mapping[int, Fate]
    ) -> Iterator[int]:
        """Yield the articles that came although something newer had replaced them."""
        return (e.number for e in published if fates.get(e.number) is Fate.REPLACED)
