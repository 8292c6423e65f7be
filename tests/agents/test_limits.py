from agents import BatchLimits
from agents.limits import BRISK_SECONDS, Pace

LIMITS = BatchLimits(messages=8, brisk_messages=50)


def test_micro_batches_grow_while_full_ones_take_next_to_no_time() -> None:
    pace = Pace(LIMITS)
    sizes = []
    for _ in range(5):
        pace.note(pace.messages, BRISK_SECONDS / 10)
        sizes.append(pace.messages)
    assert sizes == [16, 32, 50, 50, 50]


def test_a_micro_batch_that_was_not_full_says_nothing_about_larger_ones() -> None:
    pace = Pace(LIMITS)
    pace.note(7, 0.0)
    assert pace.messages == 8


def test_slow_ones_shrink_to_what_takes_no_longer_and_never_below_what_was_set() -> None:
    pace = Pace(LIMITS)
    for _ in range(3):
        pace.note(pace.messages, 0.0)
    pace.note(50, 2 * BRISK_SECONDS)
    assert pace.messages == 25
    pace.note(25, 100 * BRISK_SECONDS)
    assert pace.messages == 8


def test_a_limit_that_is_set_above_the_brisk_one_holds() -> None:
    pace = Pace(BatchLimits(messages=1000, brisk_messages=50))
    pace.note(1000, 0.0)
    assert pace.messages == 1000
