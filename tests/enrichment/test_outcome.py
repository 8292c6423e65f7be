from collections.abc import Sequence
from math import ceil, log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.enrichment.outcome import ATTEMPTS, Completed, Outcome, Rejected, bisect
from newsdesk.enrichment.ports import EngineUnavailable
from newsdesk.schemas import InvalidMessage, Reason


class Squares:
    """Squares numbers, and raises on the whole batch where one of them is bad."""

    def __init__(self, bad: set[int], error: Exception | None = None) -> None:
        self.calls = 0
        self._bad = bad
        self._error = error or ValueError("odd number")

    def __call__(self, numbers: Sequence[int]) -> list[Outcome[int]]:
        self.calls += 1
        if self._bad.intersection(numbers):
            raise self._error
        return [Completed(number * number) for number in numbers]


@settings(deadline=None)
@given(st.integers(1, 64), st.sets(st.integers(0, 63), max_size=5))
def test_only_the_articles_at_fault_are_rejected_and_the_order_is_kept(
    size: int, bad: set[int]
) -> None:
    enrich = Squares(bad)
    outcomes = bisect(enrich, range(size))
    assert len(outcomes) == size
    for number, outcome in enumerate(outcomes):
        if number in bad:
            assert isinstance(outcome, Rejected)
        else:
            assert outcome == Completed(number * number)
    at_fault = len(bad & set(range(size)))
    halvings = 1 + 2 * at_fault * ceil(log2(size) if size > 1 else 0)
    assert enrich.calls <= halvings + at_fault * (ATTEMPTS - 1)


def test_a_good_batch_costs_one_call() -> None:
    enrich = Squares(set())
    bisect(enrich, range(64))
    assert enrich.calls == 1


def test_a_rejection_says_what_went_wrong() -> None:
    assert bisect(Squares({3}), [3]) == [
        Rejected(
            Reason.ENRICHMENT_FAILED,
            "Enriching this article failed: ValueError: odd number",
            "ValueError",
            attempts=ATTEMPTS,
        )
    ]


def test_an_article_on_which_a_model_fails_now_and_then_is_tried_again() -> None:
    calls = 0

    def moody(numbers: Sequence[int]) -> list[Outcome[int]]:
        nonlocal calls
        calls += 1
        if calls < ATTEMPTS:
            raise ValueError("not now")
        return [Completed(number) for number in numbers]

    assert bisect(moody, [7]) == [Completed(7)]
    assert calls == ATTEMPTS


@pytest.mark.parametrize(
    "error",
    [
        EngineUnavailable("the model was closed"),
        MemoryError("out of memory"),
        OSError("disk full"),
        TimeoutError("too slow"),
        ConnectionError("away"),
    ],
)
def test_infrastructure_errors_end_the_batch_at_once(error: Exception) -> None:
    enrich = Squares({3}, error)
    with pytest.raises(type(error), match=str(error)):
        bisect(enrich, range(8))
    assert enrich.calls == 1


@pytest.mark.parametrize("error", [RuntimeError("size mismatch"), KeyError("x"), RecursionError()])
def test_other_errors_of_a_model_reject_the_article(error: Exception) -> None:
    outcomes = bisect(Squares({1}, error), range(3))
    assert [type(outcome) for outcome in outcomes] == [Completed, Rejected, Completed]


def test_an_interruption_is_never_swallowed() -> None:
    def interrupted(_: Sequence[int]) -> list[Outcome[int]]:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        bisect(interrupted, range(4))


def test_a_rejection_keeps_the_reason_of_an_invalid_message_and_its_cause() -> None:
    error = InvalidMessage(Reason.NO_TEXT, "The article has no text.")
    assert Rejected.because(error) == Rejected(Reason.NO_TEXT, "The article has no text.", None)
    error.__cause__ = UnicodeError("odd")
    assert Rejected.because(error).exception == "UnicodeError"
