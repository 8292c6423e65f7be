"""How large a micro-batch may be, and how that follows from how fast the models are."""

from dataclasses import dataclass

BRISK_SECONDS = 0.25
"""A micro-batch that takes less may be larger: nobody waits long for its first outcome."""


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How large a micro-batch may be: messages, and bytes of their values.

    It may have up to `brisk_messages` while one is worked out in less than `BRISK_SECONDS`.

    After `rejected_in_a_row` rejected messages with none enriched among them, in micro-batches of
    which nothing else came, the stage stops.
    """

    messages: int = 32
    value_bytes: int = 1024 * 1024
    rejected_in_a_row: int = 500
    brisk_messages: int = 128

    @property
    def most(self) -> int:
        """How many messages a micro-batch may ever have."""
        return max(self.messages, self.brisk_messages)


class Pace:
    """How many messages the next micro-batch may have."""

    def __init__(self, limits: BatchLimits) -> None:
        self.messages = limits.messages
        self._limits = limits

    def note(self, messages: int, seconds: float) -> None:
        """Learn that `messages` together took `seconds` to be worked out, waiting included."""
        if seconds > BRISK_SECONDS:
            fitting = int(messages * BRISK_SECONDS / seconds)
            self.messages = max(self._limits.messages, min(self.messages, fitting))
        elif messages >= self.messages:
            self.messages = min(2 * self.messages, self._limits.most)
