"""A marker beside the committed offset for messages on which a whole worker may have died.

A worker that dies with its models remembers nothing of the message that killed it. What survives
is the metadata of the partition's committed offset, a string that Kafka keeps with it. Before a
worker starts on messages that an earlier one may have died on, it writes a marker there. The next
worker that finds the marker unchanged knows that this work was never finished.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(
    r"newsdesk:(?P<how>batch|alone) tries=(?P<tries>\d{1,9}) until=(?P<until>\d{1,18})"
)

BATCH_TRIES = 2
"""Unfinished micro-batches after which the partition's messages are tried one by one."""


@dataclass(frozen=True, slots=True)
class CrashMarker:
    """How often work that starts at the committed offset was started and never finished.

    `until` is the last offset that the marker covers. With `alone`, the messages up to there are
    tried one by one, and `tries` counts those of the first of them.
    """

    tries: int
    until: int
    alone: bool

    def __str__(self) -> str:
        how = "alone" if self.alone else "batch"
        return f"newsdesk:{how} tries={self.tries} until={self.until}"

    @classmethod
    def parse(cls, metadata: str | None) -> "CrashMarker | None":
        """Read an offset's metadata; text that is not a marker gives None."""
        found = _FORM.fullmatch(metadata or "")
        if not found:
            return None
        return cls(int(found["tries"]), int(found["until"]), found["how"] == "alone")

    @property
    def one_by_one(self) -> bool:
        """Whether the messages up to `until` are tried one by one."""
        return self.alone or self.tries >= BATCH_TRIES

    def is_exhausted(self, max_attempts: int) -> bool:
        """Whether the first message has used up its attempts."""
        return self.alone and self.tries >= max_attempts

    def attempted(self, until: int) -> "CrashMarker":
        """Return the marker for one more attempt, at messages up to `until`."""
        if not self.one_by_one:
            return CrashMarker(self.tries + 1, max(until, self.until), alone=False)
        return CrashMarker(self.tries + 1 if self.alone else 1, self.until, alone=True)

    def withdrawn(self) -> "CrashMarker | None":
        """Return the marker after an attempt that ended cleanly without an outcome."""
        if self.alone or self.tries > 1:
            return CrashMarker(self.tries - 1, self.until, self.alone)
        return None

    def after(self, position: int) -> "CrashMarker | None":
        """Return what remains of the marker once the committed offset is `position`."""
        if self.alone and position <= self.until:
            return CrashMarker(0, self.until, alone=True)
        return None
