"""What waits for a model: callers' inputs, the windows that are taken of them, and batches."""

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from engines.batching import TOKEN_BUDGET, plan_batches
from engines.tokenizer import Input

AnswerT = TypeVar("AnswerT")

WINDOW_TOKENS = 16_000
"""Tokens that are sorted and packed together: the more, the less padding, and the longer the wait
of who comes next."""

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


@dataclass(eq=False)
class Request:
    """A caller's inputs: those from `planned` on are in no batch yet, `left` have no answer yet."""

    forward: Forward[Any]
    inputs: Sequence[Input]
    answers: list[Any]
    left: int
    planned: int = 0
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    @property
    def waiting_tokens(self) -> int:
        """Tokens of the inputs that are in no batch yet."""
        return sum(len(one.ids) for one in self.inputs[self.planned :])

    def end(self, error: BaseException | None = None) -> None:
        """Tell the caller that all answers are there, or why they will not be."""
        self.error = self.error or error
        self.planned = len(self.inputs)
        self.done.set()


@dataclass(frozen=True, slots=True)
class Batch:
    """Places in requests, all for the same model."""

    forward: Forward[Any]
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
        if not self.forward.padded:
            return self.tokens
        return len(self.places) * max(len(one.ids) for one in self.inputs)

    @property
    def waited_for(self) -> "Batch":
        """The batch without what nobody waits for any more."""
        return Batch(self.forward, [p for p in self.places if not p[0].done.is_set()])

    def by_request(self) -> Iterator["Batch"]:
        """Yield the part of each request by itself."""
        for request in dict.fromkeys(request for request, _ in self.places):
            yield Batch(self.forward, [p for p in self.places if p[0] is request])


def plan_window(requests: Sequence[Request], lanes: int) -> list[Batch]:
    """Take a window of requests for one model, the same share of each, and return its batches.

    The longest come first, so that no lane is left alone with them at the end; a small window is
    shared out among the lanes.
    """
    forward = requests[0].forward
    share = WINDOW_TOKENS // len(requests)
    places = [place for request in requests for place in _taken(request, share)]
    lengths = [len(request.inputs[i].ids) for request, i in places]
    budget = min(forward.budget, max(LEAST_BATCH_TOKENS, -(-sum(lengths) // lanes)))
    plan = plan_batches(lengths, budget, forward.padded)
    return [Batch(forward, [places[i] for i in batch]) for batch in reversed(plan)]


def _taken(request: Request, share: int) -> Iterator[tuple[Request, int]]:
    """Take inputs of a request until they have `share` tokens, one at least."""
    tokens = 0
    while request.planned < len(request.inputs) and tokens < max(share, 1):
        tokens += len(request.inputs[request.planned].ids)
        request.planned += 1
        yield request, request.planned - 1
