"""The batcher's queue: callers' requests, and the windows and batches they are split into."""

import itertools
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from newsdesk.engines.batching import TOKEN_BUDGET, even_batches, plan_batches
from newsdesk.engines.tokenizer import Input

AnswerT = TypeVar("AnswerT")

WINDOW_TOKENS = 8_000
"""Tokens that are sorted and packed together: the more, the less padding.

A window is larger where a full batch for each lane is more than that.
"""

LONG_REQUEST_TOKENS = 32_000
"""A request up to this size, such as a micro-batch of ordinary articles, is served in one go.

If all requests shared the lanes, all would finish at the same late time, and no caller could submit
more work meanwhile.
"""

LONG_REQUEST_SHARE = 2
"""A longer request gets one token in this many while others wait."""

MIN_BATCH_TOKENS = 64
"""A batch is not split below this size to give an idle lane something to do."""


@dataclass(frozen=True, eq=False)
class ModelCall(Generic[AnswerT]):
    """A function that computes one answer per input of a batch, in order.

    `budget` is the number of tokens per batch; where `padded` is set, every input counts as much as
    the longest.
    """

    run: Callable[[Sequence[Input]], Sequence[AnswerT]]
    budget: int = TOKEN_BUDGET
    padded: bool = True

    @property
    def fill_target(self) -> int:
        """Tokens from which a batch is not filled up with the inputs of later requests.

        Without padding, half a batch is as fast, and the first request gets its answers sooner.
        """
        return self.budget if self.padded else self.budget // 2


@dataclass(eq=False)
class Request:
    """A caller's inputs; those at the indices `waiting` are in no batch, `left` have no answer.

    `arrived` is the number of tokens that had been dispatched to the lanes when the request came;
    `number` orders requests that came at the same count.
    """

    call: ModelCall[Any]
    inputs: Sequence[Input]
    answers: list[Any] = field(init=False)
    waiting: list[int] = field(init=False)
    left: int = field(init=False)
    tokens: int = field(init=False)
    arrived: int = 0
    number: int = field(default_factory=itertools.count().__next__)
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.left = len(self.inputs)
        self.answers = [None] * self.left
        self.waiting = list(range(self.left))
        self.tokens = self.waiting_tokens

    @property
    def waiting_tokens(self) -> int:
        """Tokens of the inputs that are not in a batch yet."""
        return sum(len(self.inputs[i].ids) for i in self.waiting)

    @property
    def taken(self) -> int:
        """Tokens of the inputs that are in a batch."""
        return self.tokens - self.waiting_tokens

    @property
    def due(self) -> int:
        """The count of dispatched tokens at which it is this request's turn.

        A short request may overtake a long one, but not once the long one should have been done.
        """
        if self.tokens <= LONG_REQUEST_TOKENS:
            return self.arrived + self.waiting_tokens
        return self.arrived + LONG_REQUEST_SHARE * self.taken

    def take(self, tokens: int) -> list[int]:
        """Take waiting inputs, at least one, up to so many tokens; return their indices."""
        count = 0
        while count < len(self.waiting) and (tokens > 0 or not count):
            tokens -= len(self.inputs[self.waiting[count]].ids)
            count += 1
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken

    def end(self, error: BaseException | None = None) -> None:
        """Wake the caller: all answers are there, or `error` says why there will be none."""
        self.error = self.error or error
        self.waiting = []
        self.done.set()


@dataclass(frozen=True, slots=True)
class Batch:
    """Inputs of one or more requests for the same model, as pairs of request and index."""

    call: ModelCall[Any]
    places: list[tuple[Request, int]]

    @property
    def inputs(self) -> list[Input]:
        """The inputs of the batch."""
        return [request.inputs[i] for request, i in self.places]

    @property
    def tokens(self) -> int:
        """Tokens of all inputs, without padding."""
        return sum(len(one.ids) for one in self.inputs)

    @property
    def computed_tokens(self) -> int:
        """Tokens of all inputs, with padding if there is any."""
        if not self.call.padded:
            return self.tokens
        return len(self.places) * max(len(one.ids) for one in self.inputs)

    @property
    def still_wanted(self) -> "Batch":
        """The batch without inputs of requests that have ended."""
        return Batch(self.call, [p for p in self.places if not p[0].done.is_set()])

    def by_request(self) -> Iterator["Batch"]:
        """Yield one batch per request."""
        for request in dict.fromkeys(request for request, _ in self.places):
            yield Batch(self.call, [p for p in self.places if p[0] is request])


def plan_window(requests: Sequence[Request], lanes: int) -> list[Batch]:
    """Take a window of inputs from requests for one model and return its batches.

    The window goes to the request that is due first; if that is not enough for all lanes, the
    requests due next fill it up. The longest inputs come first, so that no lane is left with them
    at the end while the others are idle.
    """
    call = requests[0].call
    in_turn = sorted(requests, key=lambda request: (request.due, request.number))
    places: list[tuple[Request, int]] = []
    room = max(WINDOW_TOKENS, lanes * call.budget)
    for request in in_turn:
        places += [(request, i) for i in request.take(room)]
        lengths = [len(request.inputs[i].ids) for request, i in places]
        room = lanes * call.fill_target - sum(lengths)
        if room <= 0:
            break
    return [
        Batch(call, [places[i] for i in batch]) for batch in reversed(_split(lengths, call, lanes))
    ]


def _split(lengths: Sequence[int], call: ModelCall[Any], lanes: int) -> list[list[int]]:
    """Return batches of indices that keep all lanes equally busy."""
    tokens = sum(lengths)
    if call.padded:
        per_lane = max(MIN_BATCH_TOKENS, -(-tokens // lanes))
        return plan_batches(lengths, min(call.budget, per_lane))
    batches = lanes * max(1, -(-tokens // (lanes * call.budget)))
    per_batch = max(MIN_BATCH_TOKENS, -(-tokens // batches))
    return even_batches(lengths, min(call.budget, per_batch))
