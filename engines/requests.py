"""What waits for a model: callers' inputs, the windows that are taken of them, and batches."""

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

They are more where a batch for each lane is.
"""

USUAL_TOKENS = 32_000
"""Who brings no more, as micro-batches of usual articles do, is read whole once it is its turn.

If all shared, all would be done at the same late time, and nobody would have more work at hand.
"""

SHARE = 2
"""Who brings more gets one token in so many, as long as others wait."""

MIN_BATCH_TOKENS = 64
"""Below this, a batch is not made smaller for the sake of a lane that has nothing to do."""


@dataclass(frozen=True, eq=False)
class ModelCall(Generic[AnswerT]):
    """A model's way from a batch of inputs to an answer an input, in order.

    `budget` is the number of tokens in a batch, where `padded` is set counted as if all inputs were
    as long as the longest.
    """

    run: Callable[[Sequence[Input]], Sequence[AnswerT]]
    budget: int = TOKEN_BUDGET
    padded: bool = True

    @property
    def enough(self) -> int:
        """Tokens of a batch that is not worth making larger by those who could wait.

        Half a batch is as fast where nothing is padded; who is first has its answers sooner.
        """
        return self.budget if self.padded else self.budget // 2


@dataclass(eq=False)
class Request:
    """A caller's inputs: those of the indices `waiting` are in no batch, `left` have no answer.

    It came when lanes had been given `arrived` tokens in all; `number` tells which of those that
    came then was first.
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
        """Tokens of the inputs that are in no batch."""
        return sum(len(self.inputs[i].ids) for i in self.waiting)

    @property
    def read(self) -> int:
        """Tokens of the inputs that are in a batch."""
        return self.tokens - self.waiting_tokens

    @property
    def due(self) -> int:
        """How many tokens lanes are given in all before it is this request's turn.

        A short one may pass a long one, but not if it comes when that could be done by now.
        """
        if self.tokens <= USUAL_TOKENS:
            return self.arrived + self.waiting_tokens
        return self.arrived + SHARE * self.read

    def take(self, tokens: int) -> list[int]:
        """Take inputs that wait until they have so many tokens, one at least; return which."""
        count = 0
        while count < len(self.waiting) and (tokens > 0 or not count):
            tokens -= len(self.inputs[self.waiting[count]].ids)
            count += 1
        taken, self.waiting = self.waiting[:count], self.waiting[count:]
        return taken

    def end(self, error: BaseException | None = None) -> None:
        """Tell the caller that all answers are there, or why they will not be."""
        self.error = self.error or error
        self.waiting = []
        self.done.set()


@dataclass(frozen=True, slots=True)
class Batch:
    """Places in requests, all for the same model."""

    call: ModelCall[Any]
    places: list[tuple[Request, int]]

    @property
    def inputs(self) -> list[Input]:
        """What the model reads."""
        return [request.inputs[i] for request, i in self.places]

    @property
    def tokens(self) -> int:
        """Tokens of all its inputs."""
        return sum(len(one.ids) for one in self.inputs)

    @property
    def computed_tokens(self) -> int:
        """The same with padding, where there is any."""
        if not self.call.padded:
            return self.tokens
        return len(self.places) * max(len(one.ids) for one in self.inputs)

    @property
    def waited_for(self) -> "Batch":
        """The batch without what nobody waits for any more."""
        return Batch(self.call, [p for p in self.places if not p[0].done.is_set()])

    def by_request(self) -> Iterator["Batch"]:
        """Yield the part of each request by itself."""
        for request in dict.fromkeys(request for request, _ in self.places):
            yield Batch(self.call, [p for p in self.places if p[0] is request])


def plan_window(requests: Sequence[Request], lanes: int) -> list[Batch]:
    """Take a window of requests for one model and return its batches.

    The request that is due first gets it; what it lacks of enough for each lane is filled by those
    that are due next. The longest inputs come first, so that no lane is left alone with them at
    the end.
    """
    call = requests[0].call
    in_turn = sorted(requests, key=lambda request: (request.due, request.number))
    places: list[tuple[Request, int]] = []
    room = max(WINDOW_TOKENS, lanes * call.budget)
    for request in in_turn:
        places += [(request, i) for i in request.take(room)]
        lengths = [len(request.inputs[i].ids) for request, i in places]
        room = lanes * call.enough - sum(lengths)
        if room <= 0:
            break
    return [
        Batch(call, [places[i] for i in batch])
        for batch in reversed(_shared_out(lengths, call, lanes))
    ]


def _shared_out(lengths: Sequence[int], call: ModelCall[Any], lanes: int) -> list[list[int]]:
    """Return batches of indices such that no lane stands by while another computes."""
    tokens = sum(lengths)
    if call.padded:
        a_lane = max(MIN_BATCH_TOKENS, -(-tokens // lanes))
        return plan_batches(lengths, min(call.budget, a_lane))
    batches = lanes * max(1, -(-tokens // (lanes * call.budget)))
    a_batch = max(MIN_BATCH_TOKENS, -(-tokens // batches))
    return even_batches(lengths, min(call.budget, a_batch))
