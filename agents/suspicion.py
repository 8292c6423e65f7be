"""Messages on which a whole worker may have died, remembered beside the committed offset.

A worker that dies with its models takes all memory of the culprit with it. What survives is the
metadata of the partition's committed offset (a string that Kafka keeps with it): before a worker
begins with messages that an earlier one may have died on, it notes there that it does. Who finds
the note unchanged knows that the one before did not come to an end.
"""

import re
from dataclasses import dataclass

_FORM = re.compile(
    r"newsdesk:(?P<how>batch|alone) tries=(?P<tries>\d{1,9}) until=(?P<until>\d{1,18})"
)

CALM_TRIES = 2
"""Micro-batches that may come to nothing before the partition's messages are tried one by one."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """How often work that begins at the committed offset has been started and not ended.

    `until` is the last offset under suspicion. `alone` says that the messages up to there are
    tried one by one; then `tries` is about the first of them.
    """

    tries: int
    until: int
    alone: bool

    def __str__(self) -> str:
        how = "alone" if self.alone else "batch"
        return f"newsdesk:{how} tries={self.tries} until={self.until}"

    @classmethod
    def parse(cls, metadata: str | None) -> "Suspicion | None":
        """Read a note; whatever is none of ours means no suspicion."""
        found = _FORM.fullmatch(metadata or "")
        if not found:
            return None
        return cls(int(found["tries"]), int(found["until"]), found["how"] == "alone")

    @property
    def calls_for_one_by_one(self) -> bool:
        """Whether the messages up to `until` are to be tried one by one."""
        return self.alone or self.tries >= CALM_TRIES

    def condemns(self, max_attempts: int) -> bool:
        """Whether the first message has had its tries."""
        return self.alone and self.tries >= max_attempts

    def one_more(self, until: int) -> "Suspicion":
        """Return the note for beginning once more, with messages up to `until`."""
        if not self.calls_for_one_by_one:
            return Suspicion(self.tries + 1, max(until, self.until), alone=False)
        return Suspicion(self.tries + 1 if self.alone else 1, self.until, alone=True)

    def one_less(self) -> "Suspicion | None":
        """Return the note for having ended in good order, without an outcome."""
        return Suspicion(self.tries - 1, self.until, self.alone) if self.tries > 1 else None

    def after(self, position: int) -> "Suspicion | None":
        """Return what is left of the suspicion when the committed offset has moved."""
        if self.alone and position <= self.until:
            return Suspicion(0, self.until, alone=True)
        return None
