"""How large a micro-batch may be, and how that follows from how fast the models are."""

from dataclasses import dataclass

BRISK_SECONDS = 0.25
"""A micro-batch that takes less may be larger: nobody waits long for its first outcome."""

LONG_SECONDS = 15.0
"""One that takes more should be smaller.

Its work is lost where its worker or its partition goes; a worker that stops waits for it.
"""

UNDER_WAY = 3
"""Micro-batches begun and not delivered: one at the models, one at hand for them, one on its way.

Where they are small there may be more, as many messages together.
"""

LEAST_MESSAGES = 4
"""What a micro-batch may have at first, so that models soon have work, and however slow they are.

One giant tells little of how fast the next articles are done.
"""

_LEAST_SECONDS = 1e-6


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How large a micro-batch may be: messages, and bytes of their values.

    It may have up to `brisk_messages` while one is worked out in less than `BRISK_SECONDS`, and has
    fewer than `messages` where these would take more than `LONG_SECONDS`.

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
        self._limits = limits
        self._least = min(LEAST_MESSAGES, limits.messages)
        self.messages = self._least

    def note(self, messages: int, under_way: int, seconds: float) -> None:
        """Learn that a micro-batch of `messages` was worked out in `seconds`, waiting included.

        With its own, `under_way` messages were when it began; they were what it waited for.
        """
        allowed = self._allowed(under_way / max(seconds, _LEAST_SECONDS))
        grown = 2 * self.messages if messages >= self.messages else self.messages
        self.messages = min(grown, allowed)

    def _allowed(self, messages_per_s: float) -> int:
        """Return how many messages a micro-batch may have among others, at that speed of all."""
        a_micro_batch = messages_per_s / UNDER_WAY
        brisk = min(self._limits.most, int(a_micro_batch * BRISK_SECONDS))
        usual = min(self._limits.messages, int(a_micro_batch * LONG_SECONDS))
        return max(self._least, brisk, usual)
