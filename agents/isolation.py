"""From messages to outcomes, whatever the models do: a failing message is found and isolated."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from newsdesk.agents.health import Cause, StageHealth
from newsdesk.agents.host import ModelFailure, ModelHost
from newsdesk.agents.route import Published, Route
from newsdesk.enrichment.outcome import INFRASTRUCTURE_ERRORS, Rejected
from newsdesk.schemas import Reason, SourceMessage

_FIRST_BACKOFF = 0.5
_MAX_BACKOFF = 30.0


class Isolation:
    """Processes a stage's messages through the model host.

    - A micro-batch on which the models die or hang is halved, and each half is tried alone, down to
      the message that causes it. That one is rejected after `max_attempts` failures.
    - One that does not fit into memory is halved. A message that does not fit even alone is tried
      again after all others, and rejected after `max_attempts` failures if another article was
      enriched in the meantime: where there is none, the route's sample. If none was, memory is
      short for all, and that is waited out.
    - So is any other cause that is not a message's fault.
    """

    def __init__(
        self, host: ModelHost, route: Route, health: StageHealth, max_attempts: int
    ) -> None:
        self._host = host
        self._route = route
        self._health = health
        self._max_attempts = max_attempts
        self._enriched = 0
        self._sample = SourceMessage(route.source_topic, 0, 0, None, route.sample)

    async def __call__(self, messages: Sequence[SourceMessage]) -> list[Published]:
        """Return one outcome for each message, in order."""
        before = self._enriched
        found = await self._process(messages, failures=0)
        return [
            outcome or await self._wait_for_memory(message, before)
            for message, outcome in zip(messages, found, strict=True)
        ]

    async def _process(
        self, messages: Sequence[SourceMessage], failures: int
    ) -> list[Published | None]:
        """Return the outcomes of messages that have been part of `failures` failures.

        A message that does not fit into memory, not even alone, has None.
        """
        try:
            return list(await self._answer(messages, alone=failures > 0))
        except MemoryError:
            return [None] if len(messages) == 1 else await self._in_halves(messages, failures)
        except ModelFailure as failure:
            single = len(messages) == 1
            # The system may have killed it for lack of memory: then a smaller batch helps.
            failures += 1 if single or not failure.by_sigkill else 0
            if single and failures >= self._max_attempts:
                return [self._route.reject(messages[0], _rejection(failure, failures), failures)]
            return await self._in_halves(messages, max(failures, 1))

    async def _in_halves(
        self, messages: Sequence[SourceMessage], failures: int
    ) -> list[Published | None]:
        middle = len(messages) // 2
        halves = [half for half in (messages[:middle], messages[middle:]) if half]
        outcomes: list[Published | None] = []
        for half in halves:
            outcomes += await self._process(half, failures)
        return outcomes

    async def _wait_for_memory(self, message: SourceMessage, enriched: int) -> Published:
        """Return the outcome of a message that did not fit into memory once.

        `enriched` is how many micro-batches had been enriched before it was first tried.
        """
        failures, backoff, attempt = 1, _FIRST_BACKOFF, object()
        try:
            while True:
                if self._enriched == enriched:
                    await self._try_sample()
                if failures >= self._max_attempts and self._enriched > enriched:
                    return self._route.reject(message, _OUT_OF_MEMORY, failures)
                if self._enriched == enriched:
                    problem = "enrichment fails: MemoryError: no article fits into memory"
                    self._health.blocked(attempt, problem, Cause.MEMORY)
                await asyncio.sleep(backoff)
                backoff = min(2 * backoff, _MAX_BACKOFF)
                [outcome] = await self._process([message], failures=0)
                if outcome:
                    return outcome
                failures += 1
        finally:
            self._health.recovered(attempt)

    async def _try_sample(self) -> None:
        """See whether anything can be enriched."""
        with suppress(MemoryError, ModelFailure):
            await self._answer([self._sample], alone=False)

    async def _answer(self, messages: Sequence[SourceMessage], *, alone: bool) -> list[Published]:
        backoff, attempt = _FIRST_BACKOFF, object()
        try:
            while True:
                try:
                    outcomes = await self._host.process(self._route.stage, messages, alone=alone)
                except MemoryError:
                    raise
                except INFRASTRUCTURE_ERRORS as error:
                    problem = f"enrichment fails: {type(error).__name__}: {error}"
                    self._health.blocked(attempt, problem, Cause.ENRICHMENT)
                    await asyncio.sleep(backoff)
                    backoff = min(2 * backoff, _MAX_BACKOFF)
                else:
                    self._enriched += any(outcome.is_event for outcome in outcomes)
                    return outcomes
        finally:
            self._health.recovered(attempt)


_OUT_OF_MEMORY = Rejected(
    Reason.OUT_OF_MEMORY,
    "This article, alone, does not fit into memory, although others do. Give the worker more"
    " memory, or send less text.",
    MemoryError.__name__,
)


def _rejection(failure: ModelFailure, attempts: int) -> Rejected:
    reason = Reason.MODEL_HUNG if failure.hung else Reason.MODEL_DIED
    return Rejected(
        reason,
        f"The models fail on this article alone, after {attempts} attempts: {failure}.",
        type(failure).__name__,
    )
