"""From messages to outcomes, whatever the models do: a failing message is found and isolated."""

import asyncio
from collections.abc import Sequence

from newsdesk.agents.health import StageHealth
from newsdesk.agents.host import ModelFailure, ModelHost
from newsdesk.agents.stage import Published, Route
from newsdesk.enrichment.outcome import INFRASTRUCTURE_ERRORS, Rejected
from newsdesk.schemas import Reason, SourceMessage

_FIRST_BACKOFF = 0.5
_MAX_BACKOFF = 30.0


class Isolation:
    """Processes a stage's messages through the model host.

    - A micro-batch on which the models die or hang is halved, and each half is tried alone, down to
      the message that causes it. That one is rejected after `max_attempts` failures.
    - One that does not fit into memory is halved, and nothing of it is rejected.
    - Any other cause that is not a message's fault is waited out.
    """

    def __init__(
        self, host: ModelHost, route: Route, health: StageHealth, max_attempts: int
    ) -> None:
        self._host = host
        self._route = route
        self._health = health
        self._max_attempts = max_attempts

    async def __call__(self, messages: Sequence[SourceMessage]) -> list[Published]:
        """Return one outcome for each message, in order."""
        return await self._process(messages, failures=0)

    async def _process(self, messages: Sequence[SourceMessage], failures: int) -> list[Published]:
        """Return the outcomes of messages that have been part of `failures` failures."""
        try:
            return await self._answer(messages, alone=failures > 0)
        except MemoryError:
            return await self._in_halves(messages, failures)
        except ModelFailure as failure:
            single = len(messages) == 1
            # The system may have killed it for lack of memory: then a smaller batch helps.
            failures += 1 if single or not failure.by_sigkill else 0
            if single and failures >= self._max_attempts:
                return [self._route.reject(messages[0], _rejection(failure, failures), failures)]
            return await self._in_halves(messages, max(failures, 1))

    async def _in_halves(self, messages: Sequence[SourceMessage], failures: int) -> list[Published]:
        middle = len(messages) // 2
        halves = [half for half in (messages[:middle], messages[middle:]) if half]
        outcomes: list[Published] = []
        for half in halves:
            outcomes += await self._process(half, failures)
        return outcomes

    async def _answer(self, messages: Sequence[SourceMessage], *, alone: bool) -> list[Published]:
        backoff, attempt = _FIRST_BACKOFF, object()
        try:
            while True:
                try:
                    return await self._host.process(self._route.stage, messages, alone=alone)
                except INFRASTRUCTURE_ERRORS as error:
                    if isinstance(error, MemoryError) and len(messages) > 1:
                        raise
                    problem = f"enrichment fails: {type(error).__name__}: {error}"
                    self._health.blocked(attempt, problem)
                    await asyncio.sleep(backoff)
                    backoff = min(2 * backoff, _MAX_BACKOFF)
        finally:
            self._health.recovered(attempt)


def _rejection(failure: ModelFailure, attempts: int) -> Rejected:
    reason = Reason.MODEL_HUNG if failure.hung else Reason.MODEL_DIED
    return Rejected(
        reason,
        f"The models fail on this article alone, after {attempts} attempts: {failure}.",
        type(failure).__name__,
    )
