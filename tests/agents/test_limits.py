from newsdesk.agents import BatchLimits
from newsdesk.agents.limits import BRISK_SECONDS, LEAST_MESSAGES, LONG_SECONDS, UNDER_WAY, Pace

LIMITS = BatchLimits(messages=8, brisk_messages=50)


def note(pace: Pace, messages: int, seconds: float) -> None:
    """Note a micro-batch among others of its size."""
    pace.note(messages, UNDER_WAY * messages, seconds)


def test_micro_batches_grow_while_full_ones_take_next_to_no_time() -> None:
    pace = Pace(LIMITS)
    sizes = []
    for _ in range(5):
        note(pace, pace.messages, BRISK_SECONDS / 10)
        sizes.append(pace.messages)
    assert sizes == [8, 16, 32, 50, 50]


def test_a_micro_batch_that_was_not_full_says_nothing_about_larger_ones() -> None:
    pace = Pace(LIMITS)
    note(pace, LEAST_MESSAGES - 1, 0.0)
    assert pace.messages == LEAST_MESSAGES


def test_a_small_one_that_waited_for_large_ones_makes_none_smaller() -> None:
    pace = Pace(LIMITS)
    note(pace, 4, 0.5 * LONG_SECONDS)
    assert pace.messages == 8
    pace.note(1, 17, 0.5 * LONG_SECONDS)
    assert pace.messages == 8


def test_slow_ones_shrink_to_what_takes_no_longer_and_not_below_what_was_set() -> None:
    pace = Pace(LIMITS)
    for _ in range(4):
        note(pace, pace.messages, 0.0)
    note(pace, 50, 2 * BRISK_SECONDS)
    assert pace.messages == 25
    note(pace, 25, LONG_SECONDS)
    assert pace.messages == 8


def test_where_even_those_take_long_there_are_fewer_but_a_few_in_any_case() -> None:
    pace = Pace(BatchLimits(messages=32))
    for _ in range(3):
        note(pace, pace.messages, 0.0)
    note(pace, 32, 2 * LONG_SECONDS)
    assert pace.messages == 16
    note(pace, 1, 100 * LONG_SECONDS)
    assert pace.messages == LEAST_MESSAGES


def test_they_grow_again_once_they_are_faster() -> None:
    pace = Pace(BatchLimits(messages=32))
    note(pace, 1, 100 * LONG_SECONDS)
    sizes = []
    for _ in range(4):
        note(pace, pace.messages, LONG_SECONDS / 8)
        sizes.append(pace.messages)
    assert sizes == [8, 16, 32, 32]


def test_the_first_are_small_whatever_is_set() -> None:
    assert Pace(BatchLimits(messages=1000)).messages == LEAST_MESSAGES
    assert Pace(BatchLimits(messages=2)).messages == 2


def test_a_limit_that_is_set_above_the_brisk_one_holds() -> None:
    pace = Pace(BatchLimits(messages=1000, brisk_messages=50))
    for _ in range(10):
        note(pace, pace.messages, 0.0)
    assert pace.messages == 1000
