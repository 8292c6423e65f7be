import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from newsdesk.engines.batcher import MAX_WAITING_TOKENS, Batcher
from newsdesk.engines.requests import (
    LONG_REQUEST_SHARE,
    LONG_REQUEST_TOKENS,
    WINDOW_TOKENS,
    ModelCall,
    Request,
    plan_window,
)
from newsdesk.engines.tokenizer import Input
from newsdesk.enrichment.deadline import deadline
from newsdesk.enrichment.ports import DeadlineExceeded, EngineUnavailable


def inputs_of(*lengths: int) -> list[Input]:
    return [Input([place] * length, [0] * length) for place, length in enumerate(lengths)]


def length(one: Input) -> int:
    return len(one.ids)


class Recorder:
    """A model that answers with an input's length, and remembers the batches that it had."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.may_run = threading.Event()
        self.may_run.set()
        self.is_running = threading.Event()

    def __call__(self, inputs: Sequence[Input]) -> list[int]:
        self.is_running.set()
        self.may_run.wait(30)
        self.batches.append([length(one) for one in inputs])
        return [length(one) for one in inputs]

    def hold(self) -> None:
        self.may_run.clear()

    def release(self) -> None:
        self.may_run.set()


@pytest.fixture
def batcher() -> Iterator[Batcher]:
    batcher = Batcher(lanes=1, threads=1)
    yield batcher
    batcher.close()


@settings(deadline=None, max_examples=30)
@given(st.lists(st.lists(st.integers(0, 400), max_size=20), min_size=1, max_size=8))
def test_every_caller_gets_its_answers_in_order(calls: list[list[int]]) -> None:
    batcher = Batcher(lanes=3, threads=1)
    call = ModelCall(Recorder(), budget=300)
    with ThreadPoolExecutor(8) as callers:
        answers = list(callers.map(lambda own: batcher.ask(call, inputs_of(*own)), calls))
    batcher.close()
    assert answers == calls
    assert batcher.counts.tokens == sum(map(sum, calls))


def test_a_batch_is_sorted_packed_and_within_the_budget(batcher: Batcher) -> None:
    recorder = Recorder()
    batcher.ask(ModelCall(recorder, budget=600), inputs_of(300, 10, 20, 400, 5))
    assert recorder.batches == [[400], [300], [5, 10, 20]]
    assert batcher.counts.padding == pytest.approx((400 + 300 + 60) / 735)


def test_without_padding_a_batch_holds_what_its_tokens_add_up_to(batcher: Batcher) -> None:
    recorder = Recorder()
    batcher.ask(ModelCall(recorder, budget=420, padded=False), inputs_of(300, 10, 20, 400, 5))
    assert recorder.batches == [[400], [5, 10, 20, 300]]
    assert batcher.counts.padding == 1.0


def test_batcher_returns_no_answers_for_no_inputs(batcher: Batcher) -> None:
    assert batcher.ask(ModelCall(Recorder()), []) == []


def test_batcher_runs_a_single_input_without_waiting_for_more(batcher: Batcher) -> None:
    recorder = Recorder()
    assert batcher.ask(ModelCall(recorder), inputs_of(7)) == [7]
    assert recorder.batches == [[7]]


def test_batcher_puts_waiting_inputs_of_several_callers_into_one_batch(batcher: Batcher) -> None:
    recorder = Recorder()
    call = ModelCall(recorder)
    recorder.hold()
    with ThreadPoolExecutor(4) as callers:
        first = callers.submit(batcher.ask, call, inputs_of(1))
        recorder.is_running.wait(30)
        others = [callers.submit(batcher.ask, call, inputs_of(n)) for n in (9, 8, 7)]
        _until_waiting(batcher, 3)
        recorder.release()
        assert [first.result(30), *(other.result(30) for other in others)] == [[1], [9], [8], [7]]
    assert recorder.batches == [[1], [7, 8, 9]]


def test_long_request_delays_others_by_one_window_at_most(batcher: Batcher) -> None:
    recorder = Recorder()
    call = ModelCall(recorder, budget=1000)
    recorder.hold()
    with ThreadPoolExecutor(2) as callers:
        long_request = callers.submit(batcher.ask, call, inputs_of(*[1000] * 100))
        recorder.is_running.wait(30)
        small = callers.submit(batcher.ask, call, inputs_of(3, 4))
        _until_waiting(batcher, 2)
        recorder.release()
        assert small.result(30) == [3, 4]
        long_request.result(30)
    place = next(i for i, batch in enumerate(recorder.batches) if 3 in batch)
    assert place <= WINDOW_TOKENS // 1000 + 1
    assert len(recorder.batches) > 90


def test_ordinary_micro_batches_are_read_whole_one_after_the_other() -> None:
    call = ModelCall(Recorder(), budget=1000)
    first, second = (Request(call, inputs_of(*[1000] * 20)) for _ in range(2))
    waiting = [second, first]
    while first.waiting:
        plan_window(waiting, lanes=1)
    assert first.tokens <= LONG_REQUEST_TOKENS
    assert second.taken < WINDOW_TOKENS


@pytest.mark.parametrize(("arrived", "goes_first"), [(1_000, True), (6_800, False)])
def test_short_request_overtakes_a_long_one_unless_that_is_due(
    arrived: int, goes_first: bool
) -> None:
    call = ModelCall(Recorder(), budget=1000, padded=False)
    long = Request(call, inputs_of(*[500] * 14))
    short = Request(call, inputs_of(500), arrived=arrived)
    places = [place for batch in plan_window([long, short], 1) for place in batch.places]
    assert {request for request, _ in places} == {short if goes_first else long}


def test_long_request_is_not_starved_by_later_ones() -> None:
    call = ModelCall(Recorder(), budget=1000)
    long_request = Request(call, inputs_of(*[1000] * 100))
    waiting, given, turns_of_others = [long_request], 0, 0
    while long_request.waiting:
        waiting.append(Request(call, inputs_of(*[1000] * 8), arrived=given))
        took = plan_window(waiting, lanes=1)
        given += sum(batch.tokens for batch in took)
        turns_of_others += all(
            request is not long_request for batch in took for request, _ in batch.places
        )
        waiting = [request for request in waiting if request.waiting]
    long_turns = -(-long_request.tokens // WINDOW_TOKENS)
    assert long_turns / 2 <= turns_of_others <= long_turns * LONG_REQUEST_SHARE


def test_small_request_goes_before_a_long_one_that_has_had_a_window() -> None:
    call = ModelCall(Recorder(), budget=1000)
    long_request = Request(call, inputs_of(*[1000] * 100))
    given = sum(batch.tokens for batch in plan_window([long_request], lanes=1))
    assert given == long_request.taken == WINDOW_TOKENS
    small = Request(call, inputs_of(*[500] * 4), arrived=given)
    assert {one for batch in plan_window([long_request, small], 1) for one, _ in batch.places} == {
        small
    }


def test_first_request_is_read_first_even_if_later_ones_fill_the_lanes() -> None:
    call = ModelCall(Recorder(), budget=1000)
    came = [Request(call, inputs_of(*[500] * 9), arrived=n) for n in range(3)]
    places = [
        place for batch in plan_window([came[2], came[0], came[1]], 10) for place in batch.places
    ]
    assert [sum(request is one for request, _ in places) for one in came] == [9, 9, 2]


def test_models_take_turns_after_the_window_in_progress(batcher: Batcher) -> None:
    order: list[str] = []
    busy = Recorder()

    def other(inputs: Sequence[Input]) -> list[int]:
        order.append(f"other after {len(busy.batches)}")
        return [0] * len(inputs)

    busy.hold()
    with ThreadPoolExecutor(2) as callers:
        first = callers.submit(batcher.ask, ModelCall(busy), inputs_of(*[1000] * 100))
        busy.is_running.wait(30)
        second = callers.submit(batcher.ask, ModelCall(other), inputs_of(5))
        _until_waiting(batcher, 2)
        busy.release()
        second.result(30)
        first.result(30)
    assert order == ["other after 1"]


def test_without_padding_no_lane_has_more_to_do_than_the_others() -> None:
    call = ModelCall(Recorder(), budget=700, padded=False)
    request = Request(call, inputs_of(*[20, 30, 40] * 17))
    assert [batch.tokens for batch in plan_window([request], lanes=2)] == [400, 370, 390, 370]


def test_small_window_is_split_among_the_lanes() -> None:
    batcher = Batcher(lanes=2, threads=1)
    recorder = Recorder()
    batcher.ask(ModelCall(recorder, padded=False), inputs_of(*[20] * 40))
    batcher.close()
    assert [len(batch) for batch in recorder.batches] == [20, 20]


def test_error_reaches_only_the_caller_whose_input_raised_it(batcher: Batcher) -> None:
    held = Recorder()

    def run(inputs: Sequence[Input]) -> list[int]:
        if any(length(one) == 13 for one in inputs):
            raise ValueError("thirteen")
        return held(inputs)

    call = ModelCall(run)
    held.hold()
    with ThreadPoolExecutor(3) as callers:
        first = callers.submit(batcher.ask, call, inputs_of(1))
        held.is_running.wait(30)
        bad = callers.submit(batcher.ask, call, inputs_of(12, 13))
        good = callers.submit(batcher.ask, call, inputs_of(14))
        _until_waiting(batcher, 2)
        held.release()
        assert (first.result(30), good.result(30)) == ([1], [14])
        with pytest.raises(ValueError, match="thirteen"):
            bad.result(30)
    assert batcher.ask(call, inputs_of(2)) == [2]


def test_memory_that_does_not_suffice_is_a_memory_error(batcher: Batcher) -> None:
    def run(_: Sequence[Input]) -> list[torch.Tensor]:
        return [torch.empty(2**50, dtype=torch.uint8)]

    with pytest.raises(MemoryError):
        batcher.ask(ModelCall(run), inputs_of(1))


def test_no_gradients_are_kept(batcher: Batcher) -> None:
    layer = torch.nn.Linear(1, 1)
    (answer,) = batcher.ask(ModelCall(lambda _: [layer(torch.ones(1))]), inputs_of(1))
    assert not answer.requires_grad


def test_after_the_deadline_the_rest_is_dropped(batcher: Batcher) -> None:
    recorder = Recorder()
    call = ModelCall(recorder, budget=1000)
    recorder.hold()
    with deadline(0.05), pytest.raises(DeadlineExceeded):
        batcher.ask(call, inputs_of(*[1000] * 50))
    recorder.release()
    assert batcher.ask(call, inputs_of(5)) == [5]
    assert recorder.batches == [[1000], [5]]


def test_callers_waiting_for_a_closed_model_get_an_error(batcher: Batcher) -> None:
    busy, closed = ModelCall(Recorder()), ModelCall(Recorder())
    busy.run.hold()  # type: ignore[attr-defined]
    with ThreadPoolExecutor(2) as callers:
        first = callers.submit(batcher.ask, busy, inputs_of(1))
        busy.run.is_running.wait(30)  # type: ignore[attr-defined]
        second = callers.submit(batcher.ask, closed, inputs_of(2))
        _until_waiting(batcher, 1)
        batcher.cancel(closed)
        with pytest.raises(EngineUnavailable, match="closed"):
            second.result(30)
        busy.run.release()  # type: ignore[attr-defined]
        assert first.result(30) == [1]


def test_closed_batcher_raises_engine_unavailable() -> None:
    batcher = Batcher(lanes=2, threads=1)
    batcher.close()
    with pytest.raises(EngineUnavailable, match="closed"):
        batcher.ask(ModelCall(Recorder()), inputs_of(1))
    assert not any(thread.is_alive() for thread in batcher._threads)


def test_caller_of_a_full_queue_blocks_until_there_is_room() -> None:
    batcher = Batcher(lanes=1, threads=1, max_waiting=100)
    recorder = Recorder()
    call = ModelCall(recorder)
    recorder.hold()
    with ThreadPoolExecutor(3) as callers:
        first = callers.submit(batcher.ask, call, inputs_of(1))
        recorder.is_running.wait(30)
        second = callers.submit(batcher.ask, call, inputs_of(90))
        _until_waiting(batcher, 1)
        with deadline(0.05), pytest.raises(DeadlineExceeded):
            batcher.ask(call, inputs_of(11))
        recorder.release()
        assert (first.result(30), second.result(30)) == ([1], [90])
    assert batcher.ask(call, inputs_of(2 * MAX_WAITING_TOKENS)) == [2 * MAX_WAITING_TOKENS]
    batcher.close()


def _until_waiting(batcher: Batcher, requests: int) -> None:
    """Wait until so many requests are queued that are not all in batches yet."""
    while len(batcher._requests) < requests:
        threading.Event().wait(0.001)
