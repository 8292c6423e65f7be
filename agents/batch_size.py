"""How large a micro-batch may be, and how its size follows the speed of the models."""

from dataclasses import dataclass

FAST_BATCH_SECONDS = 0.25
"""A micro-batch that takes less may grow: its first outcome is still soon there."""

SLOW_BATCH_SECONDS = 15.0
"""A micro-batch that takes more should shrink.

Its work is lost if its worker dies or its partition moves, and a stopping worker waits for it.
"""

MAX_IN_FLIGHT_BATCHES = 3
"""Micro-batches in flight: one in the models, one ready for them, one being published.

Small ones may be more, as many messages together.
"""

MIN_BATCH = 4
"""Messages of the first micro-batches, so that models soon have work, and the lower bound after.

One very long article says little about how fast the next articles will be.
"""

_MIN_SECONDS = 1e-6


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How large a micro-batch may be: messages, and bytes of their values.

    It may have up to `fast_messages` while one is processed in less than `FAST_BATCH_SECONDS`, and
    has fewer than `messages` where these would take more than `SLOW_BATCH_SECONDS`.

    After `rejected_in_a_row` articles that could not be enriched, without an enriched one among
    them, the stage stops. Unfit messages do not count (`schemas/reasons.py:Reason.is_ours`).
    """

    messages: int = 32
    value_bytes: int = 1024 * 1024
    rejected_in_a_row: int = 500
    fast_messages: int = 128

    @property
    def max_messages(self) -> int:
        """The most messages that a micro-batch may ever have."""
        return max(self.messages, self.fast_messages)


class BatchSizer:
    """How many messages the next micro-batch may have."""

    def __init__(self, limits: BatchLimits) -> None:
        self._limits = limits
        self._min = min(MIN_BATCH, limits.messages)
        self.messages = self._min

    def record(self, messages: int, in_flight: int, seconds: float) -> None:
        """Record that a micro-batch of `messages` was processed in `seconds`, waiting included.

        `in_flight` is how many messages were in flight when it started, its own included: what it
        had to wait for.
        """
        allowed = self._allowed(in_flight / max(seconds, _MIN_SECONDS))
        grown = 2 * self.messages if messages >= self.messages else self.messages
        self.messages = min(grown, allowed)

    def _allowed(self, messages_per_s: float) -> int:
        """Return how many messages a micro-batch may have at that speed of all together."""
        share = messages_per_s / MAX_IN_FLIGHT_BATCHES
        fast = min(self._limits.max_messages, int(share * FAST_BATCH_SECONDS))
        usual = min(self._limits.messages, int(share * SLOW_BATCH_SECONDS))
        return max(self._min, fast, usual)
