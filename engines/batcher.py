"""The batcher: all that a process asks of its models goes through it, batch by batch.

Callers hand over inputs, each its own micro-batch's, and wait. Lanes, which are threads, take what
waits. A window of it is sorted by length and packed into batches. Who came first is read first,
but for who needs less; a giant shares, so that it delays nobody for long, nor waits for good.
Callers with another model come next. Who comes while a window is under way is planned in with what
of it no lane has begun. Answers come back in the inputs' order.
"""

import threading
from collections import deque
from collections.abc import Sequence
from functools import cache
from typing import Any

import torch

from newsdesk.engines.owner import memory_errors
from newsdesk.engines.requests import AnswerT, Batch, ModelCall, Request, plan_window
from newsdesk.engines.token_counts import TokenCounts
from newsdesk.engines.tokenizer import Input
from newsdesk.enrichment.deadline import time_left
from newsdesk.enrichment.ports import DeadlineExceeded, EngineUnavailable

MAX_WAITING_TOKENS = 1_000_000
"""Tokens that may wait; who brings more waits until there is room."""


class Batcher:
    """Lanes that run models, and the queue before them. Safe to share between threads."""

    def __init__(self, lanes: int, threads: int, max_waiting: int = MAX_WAITING_TOKENS) -> None:
        """Start `lanes` lanes, in each of which torch computes with `threads` threads."""
        torch.set_num_threads(threads)
        self.counts = TokenCounts()
        self._lanes = lanes
        self._max_waiting = max_waiting
        self._waiting_tokens = 0
        self._given_tokens = 0
        self._requests: deque[Request] = deque()
        self._batches: deque[Batch] = deque()
        self._latest: ModelCall[Any] | None = None
        self._closed = False
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._work, args=(threads,), name=f"lane-{n}", daemon=True)
            for n in range(lanes)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, call: ModelCall[AnswerT], inputs: Sequence[Input]) -> list[AnswerT]:
        """Return an answer an input, in order; wait for them.

        Raises:
            DeadlineExceeded: if they do not come within the caller's `time_left`; what is not
                computed yet is dropped then.
            EngineUnavailable: if the batcher, or the model, is closed meanwhile.
            MemoryError: if memory did not suffice.
        """
        if not inputs:
            return []
        request = Request(call, inputs)
        if not self._add(request) or not request.done.wait(time_left()):
            self._drop(request, DeadlineExceeded("the models did not answer in time"))
        if request.error is not None:
            raise request.error
        return request.answers

    def forget(self, call: ModelCall[Any]) -> None:
        """Drop what waits for a model that is closed."""
        with self._changed:
            for request in [r for r in self._requests if r.call is call]:
                self._end(request, EngineUnavailable("the model was closed"))
            for batch in [b for b in self._batches if b.call is call]:
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

    def _add(self, request: Request) -> bool:
        """Queue a request as soon as there is room; return whether that was in time."""
        tokens = request.waiting_tokens
        with self._changed:
            roomy = self._changed.wait_for(
                lambda: (
                    self._closed
                    or not self._waiting_tokens
                    or self._waiting_tokens + tokens <= self._max_waiting
                ),
                time_left(),
            )
            if self._closed:
                raise EngineUnavailable("the model was closed")
            if roomy:
                self._take_back()
                request.arrived = self._given_tokens
                self._requests.append(request)
                self._waiting_tokens += tokens
                self._changed.notify_all()
            return roomy

    def _take_back(self) -> None:
        """Unmake the batches that no lane has begun; to be called with the lock."""
        for batch in self._batches:
            left = batch.waited_for
            self._waiting_tokens += left.tokens
            for request, i in left.places:
                request.waiting.append(i)
                if request not in self._requests:
                    self._requests.append(request)
        self._batches.clear()

    def _drop(self, request: Request, error: BaseException) -> None:
        with self._changed:
            if not request.done.is_set():
                self._end(request, error)

    def _end(self, request: Request, error: BaseException | None) -> None:
        """Give a request its end; to be called with the lock."""
        if request in self._requests:
            self._requests.remove(request)
            self._waiting_tokens -= request.waiting_tokens
            self._changed.notify_all()
        request.end(error)

    def _work(self, threads: int) -> None:
        torch.set_num_threads(threads)
        with torch.inference_mode():
            while batch := self._next():
                self._run(batch)

    def _next(self) -> Batch | None:
        """Wait for the next batch; None once the batcher is closed."""
        with self._changed:
            while not self._closed:
                if not self._batches:
                    self._plan()
                if not self._batches:
                    self._changed.wait()
                elif (batch := self._batches.popleft().waited_for).places:
                    self._given_tokens += batch.tokens
                    return batch
            return None

    def _plan(self) -> None:
        """Make batches of a window of what waits for one model, rather not the last one's again."""
        if not self._requests:
            return
        waiting = [request.call for request in self._requests]
        call = next((one for one in waiting if one is not self._latest), waiting[0])
        self._latest = call
        together = [request for request in self._requests if request.call is call]
        window = plan_window(together, self._lanes)
        self._batches.extend(window)
        self._waiting_tokens -= sum(batch.tokens for batch in window)
        for request in together:
            self._requests.remove(request)
            if request.waiting:
                self._requests.append(request)
        self._changed.notify_all()

    def _run(self, batch: Batch) -> None:
        try:
            with memory_errors():
                answers = batch.call.run(batch.inputs)
        except BaseException as error:  # noqa: BLE001 - it is the callers' to deal with
            self._blame(batch, error)
            return
        with self._changed:
            self.counts.count(batch)
            for (request, i), answer in zip(batch.places, answers, strict=True):
                request.answers[i] = answer
                request.left -= 1
                if not request.left:
                    request.end()

    def _blame(self, batch: Batch, error: BaseException) -> None:
        """Give the error to the caller whose inputs raise it; the others' are tried alone."""
        parts = list(batch.by_request())
        if len(parts) > 1:
            for part in parts:
                self._run(part)
        else:
            self._drop(batch.places[0][0], error)


@cache
def shared_batcher(lanes: int, threads: int) -> Batcher:
    """Return the process's batcher of that shape, so that all models share its lanes."""
    return Batcher(lanes, threads)
