"""The batcher: every model call of a process goes through it, batch by batch.

Each caller submits the inputs of its micro-batch and waits. Lanes, which are threads, take a window
of the queued inputs, sorted by length and packed into batches. Requests are served first come,
first served, except that short ones may overtake long ones; a very long one gets a share of the
lanes, so that it neither blocks the others for long nor starves. Models take turns. When a request
arrives, the batches that no lane has started are planned again together with it. Answers come back
in the order of the inputs.
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
from newsdesk.enrichment.work_record import model_work

MAX_WAITING_TOKENS = 1_000_000
"""Tokens in the queue, at most; a caller that would exceed it blocks until there is room."""


class Batcher:
    """Lanes that run models, and their queue. Safe to share between threads."""

    def __init__(self, lanes: int, threads: int, max_waiting: int = MAX_WAITING_TOKENS) -> None:
        """Start `lanes` lanes; in each, torch computes with `threads` threads."""
        torch.set_num_threads(threads)
        self.counts = TokenCounts()
        self._lanes = lanes
        self._max_waiting = max_waiting
        self._waiting_tokens = 0
        self._dispatched_tokens = 0
        self._requests: deque[Request] = deque()
        self._batches: deque[Batch] = deque()
        self._latest: ModelCall[Any] | None = None
        self._closed = False
        self._changed = threading.Condition()
        self._threads = [
            threading.Thread(target=self._run_lane, args=(threads,), name=f"lane-{n}", daemon=True)
            for n in range(lanes)
        ]
        for thread in self._threads:
            thread.start()

    def ask(self, call: ModelCall[AnswerT], inputs: Sequence[Input]) -> list[AnswerT]:
        """Return one answer per input, in order; blocks until all are computed.

        Raises:
            DeadlineExceeded: if that takes longer than the caller's `time_left`; what has not been
                computed by then is dropped.
            EngineUnavailable: if the batcher or the model is closed in the meantime.
            MemoryError: if there is not enough memory.
        """
        if not inputs:
            return []
        request = Request(call, inputs)
        with model_work(request.tokens):
            if not self._add(request) or not request.done.wait(time_left()):
                self._drop(request, DeadlineExceeded("the models did not answer in time"))
        if request.error is not None:
            raise request.error
        return request.answers

    def cancel(self, call: ModelCall[Any]) -> None:
        """Drop what is queued for a model that is being closed."""
        with self._changed:
            for request in [r for r in self._requests if r.call is call]:
                self._complete(request, EngineUnavailable("the model was closed"))
            for batch in [b for b in self._batches if b.call is call]:
                for request, _ in batch.places:
                    self._complete(request, EngineUnavailable("the model was closed"))

    def close(self) -> None:
        """Stop the lanes after their current batches; callers still waiting get an error."""
        with self._changed:
            self._closed = True
            waiting = [*self._requests, *(r for b in self._batches for r, _ in b.places)]
            for request in waiting:
                self._complete(request, EngineUnavailable("the model was closed"))
            self._changed.notify_all()
        for thread in self._threads:
            thread.join()

    def _add(self, request: Request) -> bool:
        """Queue a request as soon as there is room; return False if the deadline passed first."""
        tokens = request.waiting_tokens
        with self._changed:
            has_room = self._changed.wait_for(
                lambda: (
                    self._closed
                    or not self._waiting_tokens
                    or self._waiting_tokens + tokens <= self._max_waiting
                ),
                time_left(),
            )
            if self._closed:
                raise EngineUnavailable("the model was closed")
            if has_room:
                self._requeue_batches()
                request.arrived = self._dispatched_tokens
                self._requests.append(request)
                self._waiting_tokens += tokens
                self._changed.notify_all()
            return has_room

    def _requeue_batches(self) -> None:
        """Put the batches that no lane has started back into the queue; call it with the lock."""
        for batch in self._batches:
            left = batch.still_wanted
            self._waiting_tokens += left.tokens
            for request, i in left.places:
                request.waiting.append(i)
                if request not in self._requests:
                    self._requests.append(request)
        self._batches.clear()

    def _drop(self, request: Request, error: BaseException) -> None:
        with self._changed:
            if not request.done.is_set():
                self._complete(request, error)

    def _complete(self, request: Request, error: BaseException | None) -> None:
        """Complete a request, with `error` if there is one; call it with the lock."""
        if request in self._requests:
            self._requests.remove(request)
            self._waiting_tokens -= request.waiting_tokens
            self._changed.notify_all()
        request.end(error)

    def _run_lane(self, threads: int) -> None:
        torch.set_num_threads(threads)
        with torch.inference_mode():
            while batch := self._next_batch():
                self._run(batch)

    def _next_batch(self) -> Batch | None:
        """Wait for the next batch; None once the batcher is closed."""
        with self._changed:
            while not self._closed:
                if not self._batches:
                    self._plan()
                if not self._batches:
                    self._changed.wait()
                elif (batch := self._batches.popleft().still_wanted).places:
                    self._dispatched_tokens += batch.tokens
                    return batch
            return None

    def _plan(self) -> None:
        """Plan a window of batches for one model, preferably not the one served last."""
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
        except BaseException as error:  # noqa: BLE001 - the callers handle it
            self._fail(batch, error)
            return
        with self._changed:
            self.counts.count(batch)
            for (request, i), answer in zip(batch.places, answers, strict=True):
                request.answers[i] = answer
                request.left -= 1
                if not request.left:
                    request.end()

    def _fail(self, batch: Batch, error: BaseException) -> None:
        """Pass the error to the caller whose inputs raise it; each caller's are retried alone."""
        parts = list(batch.by_request())
        if len(parts) > 1:
            for part in parts:
                self._run(part)
        else:
            self._drop(batch.places[0][0], error)


@cache
def shared_batcher(lanes: int, threads: int) -> Batcher:
    """Return the process's batcher of that shape; all models share its lanes."""
    return Batcher(lanes, threads)
