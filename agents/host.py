"""The worker's side of the child process: it sends messages to it, and replaces a dead child."""

import asyncio
import itertools
import threading
from collections.abc import Sequence

import structlog

from newsdesk.agents.child import Answer, BuildStages, Child, ChildFailed, Progress, Request
from newsdesk.agents.metrics.model_metrics import ModelMetrics
from newsdesk.agents.route import Published
from newsdesk.agents.shared_lock import SharedLock
from newsdesk.enrichment.ports import DeadlineExceeded, EngineUnavailable
from newsdesk.schemas import SourceMessage
from newsdesk.schemas.errors import NewsdeskError

log = structlog.get_logger()

_GRACE_SECONDS = 2.0
"""For the models to report by themselves that their time is up, which saves their process."""


class ModelFailure(NewsdeskError):
    """Raised when the models did not answer: they died, hung, or failed as a whole."""

    def __init__(self, what: str, *, hung: bool = False, by_sigkill: bool = False) -> None:
        super().__init__(what)
        self.hung = hung
        self.by_sigkill = by_sigkill
        """As the system does when memory runs out."""


class _Waiting:
    """A request that waits for its answer, and the seconds within which the child has to speak.

    However long this process itself is frozen counts as one second.
    """

    def __init__(self, child: Child, seconds: float) -> None:
        self.child = child
        self.answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self.expect_within(seconds)

    def expect_within(self, seconds: float) -> None:
        """Begin the time again."""
        self._left = seconds + _GRACE_SECONDS

    async def is_answered(self) -> bool:
        """Wait for the answer; return whether it came in time."""
        while self._left > 0 and not self.answer.done():
            tick = min(1.0, self._left)
            self._left -= tick
            await asyncio.wait({self.answer}, timeout=tick)
        return self.answer.done()


class ModelHost:
    """Keeps one child process with all stages' models.

    Micro-batches of different stages are processed side by side. After a failure the suspects
    run alone, so that no message is blamed for another's crash. A child that neither answers nor
    reports progress in time is replaced.
    """

    def __init__(self, build: BuildStages, hang_seconds: float) -> None:
        self._build = build
        self._hang_seconds = hang_seconds
        self.metrics = ModelMetrics()
        """Counts of the models, over all lives of their process."""
        self._child: Child | None = None
        self._listened_to: Child | None = None
        self._waiting: dict[int, _Waiting] = {}
        self._latest: dict[str, asyncio.Future[Answer]] = {}
        self._numbers = itertools.count()
        self._lock = SharedLock()
        self._starting = asyncio.Lock()

    def load(self) -> None:
        """Start the child and wait until its models are loaded, unless that was done before.

        Raises:
            ChildFailed: if they cannot be.
        """
        if self._child is None:
            log.info("loading models")
            self._child = _started(self._build)
            self.metrics.models = self._child.models

    async def process(
        self, stage: str, messages: Sequence[SourceMessage], *, alone: bool = False
    ) -> list[Published]:
        """Return the outcomes of `messages`, processed with nothing beside them if `alone`.

        Raises:
            ModelFailure: if the child died, hung or failed; another takes its place.
            EngineUnavailable, MemoryError, OSError: if it is no message's fault.
        """
        async with self._lock.exclusive() if alone else self._lock.shared():
            child = await self._living_child()
            return await self._ask(child, stage, messages)

    def close(self) -> None:
        """End the child."""
        child, self._child = self._child, None
        if child:
            child.kill()

    async def _ask(
        self, child: Child, stage: str, messages: Sequence[SourceMessage]
    ) -> list[Published]:
        number = next(self._numbers)
        waiting = _Waiting(child, self._hang_seconds)
        answer = waiting.answer
        self._waiting[number] = waiting
        before, self._latest[stage] = self._latest.get(stage), answer
        try:
            request = Request(number, stage, messages, self._hang_seconds)
            await asyncio.to_thread(child.send, request)
            if before:
                # The clock starts once the request before has its answer.
                await asyncio.wait({before, answer}, return_when=asyncio.FIRST_COMPLETED)
            if await waiting.is_answered():
                self._count(stage, child, answer.result())
                return answer.result().published(messages)
            log.error("models hang", stage=stage, messages=len(messages))
            await asyncio.to_thread(child.kill)
            self._forget(child)
            raise ModelFailure("the models did not answer in time", hung=True)
        except (OSError, ValueError) as error:
            if answer.done():
                raise
            self._forget(child)
            raise ModelFailure(f"the models' process is gone: {error}") from error
        finally:
            del self._waiting[number]
            if self._latest.get(stage) is answer:
                del self._latest[stage]
            answer.cancel()

    def _count(self, stage: str, child: Child, answer: Answer) -> None:
        self.metrics.answered(stage, answer.record)
        self.metrics.active(child, answer.activity)

    async def _living_child(self) -> Child:
        """Return the child, a new one if the last one died.

        Raises:
            EngineUnavailable: if none can be started.
        """
        async with self._starting:
            if self._child is None:
                log.info("models restarting")
                try:
                    self._child = await asyncio.to_thread(_started, self._build)
                except ChildFailed as error:
                    raise EngineUnavailable(error.problem, error.advice) from error
                self.metrics.restarts += 1
                self.metrics.models = self._child.models
            if self._listened_to is not self._child:
                self._listened_to = self._child
                arguments = (self._child, asyncio.get_running_loop())
                threading.Thread(target=self._listen, args=arguments, daemon=True).start()
            return self._child

    def _listen(self, child: Child, loop: asyncio.AbstractEventLoop) -> None:
        """Pass on answers until the child is gone."""
        while True:
            try:
                answer = child.receive()
            except (EOFError, OSError):
                break
            loop.call_soon_threadsafe(self._resolve, answer)
        ending = child.ending()
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._on_death, child, ending)

    def _resolve(self, answer: Answer | Progress) -> None:
        request = self._waiting.get(answer.number)
        if request is None or request.answer.done():
            return
        if isinstance(answer, Progress):
            request.expect_within(answer.seconds)
            return
        waiting = request.answer
        if isinstance(answer.error, ChildFailed):
            waiting.set_exception(ModelFailure(str(answer.error)))
        elif isinstance(answer.error, DeadlineExceeded):
            waiting.set_exception(ModelFailure(str(answer.error), hung=True))
        elif answer.error is not None:
            waiting.set_exception(answer.error)
        else:
            waiting.set_result(answer)

    def _on_death(self, child: Child, ending: str) -> None:
        """Fail all requests that wait for this child."""
        self._forget(child)
        log.error("models died", ending=ending)
        failure = ModelFailure(
            f"the models' process died ({ending})", by_sigkill=ending == "SIGKILL"
        )
        for waiting in self._waiting.values():
            if waiting.child is child and not waiting.answer.done():
                waiting.answer.set_exception(failure)

    def _forget(self, child: Child) -> None:
        if self._child is child:
            self._child = None


def _started(build: BuildStages) -> Child:
    """Return a child that is ready; none is left behind where that fails, or is interrupted."""
    child = Child(build)
    try:
        child.wait_until_ready()
    except BaseException:
        child.kill()
        raise
    return child
