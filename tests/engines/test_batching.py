from collections.abc import Callable, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.engines.batching import TOKEN_BUDGET, even_batches, plan_batches

LENGTHS = st.lists(st.integers(0, 600), max_size=60)
Plan = Callable[[Sequence[int], int], list[list[int]]]


def test_texts_are_sorted_by_length_and_packed_within_the_budget() -> None:
    assert plan_batches([300, 10, 20, 400, 5], budget=600) == [[4, 1, 2], [0], [3]]


def test_texts_are_sorted_by_length_and_cut_into_batches_of_one_size() -> None:
    assert even_batches([40, 30, 10, 20, 30, 30], 80) == [[2, 3, 1, 4], [5, 0]]


def test_no_inputs_make_no_batch() -> None:
    assert plan_batches([]) == even_batches([], 100) == []


@pytest.mark.parametrize("plan", [plan_batches, even_batches])
def test_a_text_longer_than_the_budget_is_a_separate_batch(plan: Plan) -> None:
    assert plan([5, 2000, 3000], 1000) == [[0], [1], [2]]


def test_texts_of_one_length_keep_their_order() -> None:
    assert plan_batches([100] * 25, budget=1000) == [
        list(range(10)),
        list(range(10, 20)),
        list(range(20, 25)),
    ]


@pytest.mark.parametrize("plan", [plan_batches, even_batches])
@settings(deadline=None)
@given(lengths=LENGTHS, budget=st.integers(1, 2000))
def test_every_text_is_in_one_batch(plan: Plan, lengths: list[int], budget: int) -> None:
    batches = plan(lengths, budget)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(batches)


@settings(deadline=None)
@given(LENGTHS, st.integers(1, 2000))
def test_no_batch_of_several_texts_is_over_the_budget(lengths: list[int], budget: int) -> None:
    for batch in plan_batches(lengths, budget):
        assert len(batch) == 1 or len(batch) * max(lengths[i] for i in batch) <= budget


@pytest.mark.parametrize("plan", [plan_batches, even_batches])
@settings(deadline=None)
@given(lengths=LENGTHS, budget=st.integers(1, 2000))
def test_batches_go_from_short_to_long(plan: Plan, lengths: list[int], budget: int) -> None:
    order = [lengths[index] for batch in plan(lengths, budget) for index in batch]
    assert order == sorted(order)


@settings(deadline=None)
@given(LENGTHS)
def test_no_two_neighbouring_batches_would_fit_into_one(lengths: list[int]) -> None:
    batches = plan_batches(lengths)
    for batch, following in pairwise(batches):
        assert (len(batch) + 1) * lengths[following[0]] > TOKEN_BUDGET


def test_little_is_padded_where_lengths_differ_much() -> None:
    lengths = [5 + i * 37 % 120 for i in range(500)]
    padded = sum(len(batch) * lengths[batch[-1]] for batch in plan_batches(lengths))
    assert padded / sum(lengths) == pytest.approx(1.05, abs=0.05)


@settings(deadline=None)
@given(st.lists(st.integers(1, 200), min_size=2, max_size=300), st.integers(1, 20))
def test_even_batches_differ_by_less_than_a_text(lengths: list[int], count: int) -> None:
    tokens = max(max(lengths), -(-sum(lengths) // count))
    batches = even_batches(lengths, tokens)
    assert len(batches) <= count
    for batch in batches[:-1]:
        assert abs(sum(lengths[i] for i in batch) - tokens) <= max(lengths)
