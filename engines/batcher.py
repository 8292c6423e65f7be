"""The batcher: all that a process asks of its models goes through it, batch by batch.

Callers hand over inputs, each its own micro-batch's, and wait. Lanes, which are threads, take what
waits. A window of it is sorted by length and packed into batches; a window takes the same share of
every caller that waits for the same model, and callers with another model come next, so that
neither a giant nor a busy stage holds up the others. Answers come back in the order of the inputs.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Generic, TypeVar

import torch

from engines.batching import TOKEN_BUDGET, plan_batches
from engines.owner import memory_errors
from engines.tokenizer import Input
from enrichment.ports import DeadlineExceeded, EngineUnavailable, time_left

AnswerT = TypeVar("AnswerT")

WINDOW_TOKENS = 16_000
"""Tokens that are sorted and packed together: the more, the less padding, and the longer the wait
of who comes next."""

MOST_WAITING_TOKENS = 1_000_000
"""Tokens that may wait; who brings more waits until there is room."""

LEAST_BATCH_TOKENS = 192
"""Below this, a batch is not made smaller for the sake of a lane that has nothing to do."""


@dataclass(frozen=True, eq=False)
class Forward(Generic[AnswerT]):
    """A model's way from a batch of inputs to an answer an input, in order.

    `budget` is the number of tokens in a batch, where `padded` is set counted as if all inputs were
    as long as the longest.
    """

    run: Callable[[Sequence[Input]], Sequence[AnswerT]]
    budget: int = TOKEN_BUDGET
    padded: bool = True


@dataclass(slots=True)
class Load:
    """What the lanes have done so far."""

    batches: int = 0
    inputs: int = 0
    tokens: int = 0
    computed_tokens: int = 0
    busy_seconds: float = 0.0

    @property
    def padding(self) -> float:
        """Tokens that were computed for each token that was read; 1.0 is none wasted."""
        return self.computed_tokens / self.tokens if self.tokens else 1.0


@dataclass(eq=False)
class _Request:
    """A caller's inputs: those from `planned` on are in no batch yet, `left` have no answer yet."""

    forward: Forward[Any]
    inputs: Sequence[Input]
    answers: list[Any]
    left: int
    planned: int = 0
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def end(self, error: BaseException | None = None) -> None:
        self.error = self.error or error
        self.planned = len(self.inputs)
        self.done.set()


@dataclass(frozen=True, slots=True)
class _Batch:
    """Places in requests, all for the same model."""

    forward: Forward[Any]
    places: list[tuple[_Request, int]]

    def by_request(self) -> Iterator["_Batch"]:
        """Yield the part of each request by itself."""
        for request in dict.fromkeys(request for request, _ in self.places):
            yield _Batch(self.forward, [p for p in self.places if p[0] is request])


class Batcher:
    """Lanes that run models, and the queue before them. Safe to share between threads."""

    def __init__(self, lanes: int, threads: int, most_waiting: int = MOST_WAITING_TOKENS) -> None:
        """Start `lanes` lanes, in each of which torch computes with `threads` threads."""
        torch.set_num_threads(threads)
        self.load = Load()
        self._lanes = lanes
        self._most_waiting = most_waiting
        self._waiting_tokens = 0
        self._requests: deque[_Request] = deque()
        self._batches: deque[_Batch] = deque()
        self._latest: Forward[Any] | None = None
        self._closed = False
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._work, args=(threads,), name=f"lane-{n}", daemon=True)
            for n in range(lanes)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, forward: Forward[AnswerT], inputs: Sequence[Input]) -> list[AnswerT]:
        """Return an answer an input, in order; wait for them.

        Raises:
            DeadlineExceeded: if they do not come within the caller's `time_left`; what is not
                computed yet is dropped then.
            EngineUnavailable: if the batcher, or the model, is closed meanwhile.
            MemoryError: if memory did not suffice.
        """
        if not inputs:
            return []
        request = _Request(forward, inputs, [None] * len(inputs), len(inputs))
        if not self._add(request) or not request.done.wait(time_left()):
            self._drop(request, DeadlineExceeded("the models did not answer in time"))
        if request.error is not None:
            raise request.error
        return request.answers

    def forget(self, forward: Forward[Any]) -> None:
        """Drop what waits for a model that is closed."""
        with self._changed:
            for request in [r for r in self._requests if r.forward is forward]:
                self._end(request, EngineUnavailable("the model was closed"))
            for batch in [b for b in self._batches if b.forward is forward]:
                for request, _ in batch.places:
                    self._end(request, EngineUnavailable("the model was closed"))

    def close(self) -> None:
        """End the lanes after the batches that they are at; whoever waits gets an error."""
        with self._changed:
            self._closed = True
            waiting = [*self._requests, *(r for b in self._batches for r, _ in b.places)]
            for request in waiting:
                self._end(request, EngineUnavailable("the model was closed"))
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _add(self, request: _Request) -> bool:
        """Queue a request as soon as there is room; return whether that was in time."""
        tokens = _tokens(request.inputs)
        with self._changed:
            roomy = self._changed.wait_for(
                lambda: (
                    self._closed
                    or not self._waiting_tokens
                    or self._waiting_tokens + tokens <= self._most_waiting
                ),
                time_left(),
            )
            if self._closed:
                raise EngineUnavailable("the model was closed")
            if roomy:
                self._requests.append(request)
                self._waiting_tokens += tokens
                self._changed.notify_all()
            return roomy

    def _drop(self, request: _Request, error: BaseException) -> None:
        with self._changed:
            if not request.done.is_set():
                self._end(request, error)

    def _end(self, request: _Request, error: BaseException | None) -> None:
        """Give a request its end; to be called with the lock."""
        if request in self._requests:
            self._requests.remove(request)
            self._waiting_tokens -= _tokens(request.inputs[request.planned :])
            self._changed.notify_all()
        request.end(error)

    def _work(self, threads: int) -> None:
        torch.set_num_threads(threads)
        with torch.inference_mode():
            while batch := self._next():
                self._run(batch)

    def _next(self) -> _Batch | None:
        """Wait for the next batch; None once the batcher is closed."""
        with self._changed:
            while not self._closed:
                if not self._batches:
                    self._plan()
                if self._batches:
                    batch = self._batches.popleft()
                    places = [p for p in batch.places if not p[0].done.is_set()]
                    if places:
                        return _Batch(batch.forward, places)
                else:
                    self._changed.wait()
            return None

    def _plan(self) -> None:
        """Make batches of a window of what waits for one model, rather not the last one's again."""
        if not self._requests:
            return
        waiting = [request.forward for request in self._requests]
        forward = next((one for one in waiting if one is not self._latest), waiting[0])
        self._latest = forward
        together = [request for request in self._requests if request.forward is forward]
        share = WINDOW_TOKENS // len(together)
        places = [place for request in together for place in _taken(request, share)]
        for request in together:
            self._requests.remove(request)
            if request.planned < len(request.inputs):
                self._requests.append(request)
        lengths = [len(request.inputs[i].ids) for request, i in places]
        self._waiting_tokens -= sum(lengths)
        self._changed.notify_all()
        budget = min(forward.budget, max(LEAST_BATCH_TOKENS, -(-sum(lengths) // self._lanes)))
        plan = plan_batches(lengths, budget if forward.budget else 0, forward.padded)
        # The longest first, so that no lane is left alone with them at the end.
        for batch in reversed(plan):
            self._batches.append(_Batch(forward, [places[i] for i in batch]))

    def _run(self, batch: _Batch) -> None:
        started = time.perf_counter()
        try:
            with memory_errors():
                answers = batch.forward.run([request.inputs[i] for request, i in batch.places])
        except BaseException as error:  # noqa: BLE001 - it is the callers' to deal with
            self._blame(batch, error)
            return
        with self._changed:
            self._count(batch, time.perf_counter() - started)
            for (request, i), answer in zip(batch.places, answers, strict=True):
                request.answers[i] = answer
                request.left -= 1
                if not request.left:
                    request.end()

    def _blame(self, batch: _Batch, error: BaseException) -> None:
        """Give the error to the caller whose inputs raise it; the others' are tried alone."""
        parts = list(batch.by_request())
        if len(parts) > 1:
            for part in parts:
                self._run(part)
        else:
            self._drop(batch.places[0][0], error)

    def _count(self, batch: _Batch, seconds: float) -> None:
        lengths = [len(request.inputs[i].ids) for request, i in batch.places]
        tokens = sum(lengths)
        self.load.batches += 1
        self.load.inputs += len(lengths)
        self.load.tokens += tokens
        self.load.computed_tokens += max(lengths) * len(lengths) if batch.forward.padded else tokens
        self.load.busy_seconds += seconds


def _taken(request: _Request, share: int) -> Iterator[tuple[_Request, int]]:
    """Take inputs of a request until they have `share` tokens, one at least."""
    tokens = 0
    while request.planned < len(request.inputs) and tokens < max(share, 1):
        tokens += len(request.inputs[request.planned].ids)
        request.planned += 1
        yield request, request.planned - 1


def _tokens(inputs: Sequence[Input]) -> int:
    return sum(len(one.ids) for one in inputs)


@cache
def shared_batcher(lanes: int, threads: int) -> Batcher:
    """Return the process's batcher of that shape, so that all models share its lanes."""
    return Batcher(lanes, threads)
