"""A record of the work on a micro-batch: its cost and its results, for metrics."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from time import perf_counter

from newsdesk.schemas import ClassifiedArticle


@dataclass(slots=True)
class WorkRecord:
    """Seconds of text work, seconds of waiting for models, and the tokens that these read.

    `abstained` counts the events without a topic by reason; `coverage` has the share of the text
    that was read, for each event.
    """

    text_seconds: float = 0.0
    model_seconds: float = 0.0
    tokens: int = 0
    abstained: Counter[str] = field(default_factory=Counter)
    coverage: list[float] = field(default_factory=list)


_record: ContextVar[WorkRecord | None] = ContextVar("record", default=None)


@contextmanager
def recorded() -> Iterator[WorkRecord]:
    """Yield a record of the work that is done in the block, in this thread."""
    record = WorkRecord()
    token = _record.set(record)
    try:
        yield record
    finally:
        _record.reset(token)


@contextmanager
def text_work() -> Iterator[None]:
    """Record the time of the block as text work."""
    began = perf_counter()
    try:
        yield
    finally:
        if record := _record.get():
            record.text_seconds += perf_counter() - began


@contextmanager
def model_work(tokens: int) -> Iterator[None]:
    """Record the time of the block as waiting for a model that reads so many tokens."""
    began = perf_counter()
    try:
        yield
    finally:
        if record := _record.get():
            record.model_seconds += perf_counter() - began
            record.tokens += tokens


def record_event(event: ClassifiedArticle) -> None:
    """Record an event that is ready to be published."""
    if record := _record.get():
        record.coverage.append(event.coverage.covered_ratio)
        if event.classification.abstained:
            record.abstained[event.classification.abstained.reason] += 1
