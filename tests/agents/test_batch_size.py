from newsdesk.agents.batch_size import (
    FAST_BATCH_SECONDS,
    MAX_IN_FLIGHT_BATCHES,
    MIN_BATCH,
    SLOW_BATCH_SECONDS,
    BatchLimits,
    BatchSizer,
)

LIMITS = BatchLimits(messages=8, fast_messages=50)


def record(sizer: BatchSizer, messages: int, seconds: float) -> None:
    """Record a micro-batch among others of its size."""
    sizer.record(messages, MAX_IN_FLIGHT_BATCHES * messages, seconds)


def test_sizer_doubles_full_batches_that_are_fast() -> None:
    sizer = BatchSizer(LIMITS)
    sizes = []
    for _ in range(5):
        record(sizer, sizer.messages, FAST_BATCH_SECONDS / 10)
        sizes.append(sizer.messages)
    assert sizes == [8, 16, 32, 50, 50]


def test_sizer_learns_nothing_about_larger_batches_from_one_that_was_not_full() -> None:
    sizer = BatchSizer(LIMITS)
    record(sizer, MIN_BATCH - 1, 0.0)
    assert sizer.messages == MIN_BATCH


def test_sizer_does_not_shrink_for_a_small_batch_that_waited_for_large_ones() -> None:
    sizer = BatchSizer(LIMITS)
    record(sizer, 4, 0.5 * SLOW_BATCH_SECONDS)
    assert sizer.messages == 8
    sizer.record(1, 17, 0.5 * SLOW_BATCH_SECONDS)
    assert sizer.messages == 8


def test_sizer_shrinks_slow_batches_but_not_below_the_setting() -> None:
    sizer = BatchSizer(LIMITS)
    for _ in range(4):
        record(sizer, sizer.messages, 0.0)
    record(sizer, 50, 2 * FAST_BATCH_SECONDS)
    assert sizer.messages == 25
    record(sizer, 25, SLOW_BATCH_SECONDS)
    assert sizer.messages == 8


def test_sizer_goes_below_the_setting_for_very_slow_models_but_keeps_a_minimum() -> None:
    sizer = BatchSizer(BatchLimits(messages=32))
    for _ in range(3):
        record(sizer, sizer.messages, 0.0)
    record(sizer, 32, 2 * SLOW_BATCH_SECONDS)
    assert sizer.messages == 16
    record(sizer, 1, 100 * SLOW_BATCH_SECONDS)
    assert sizer.messages == MIN_BATCH


def test_sizer_grows_again_once_models_are_faster() -> None:
    sizer = BatchSizer(BatchLimits(messages=32))
    record(sizer, 1, 100 * SLOW_BATCH_SECONDS)
    sizes = []
    for _ in range(4):
        record(sizer, sizer.messages, SLOW_BATCH_SECONDS / 8)
        sizes.append(sizer.messages)
    assert sizes == [8, 16, 32, 32]


def test_sizer_starts_small_whatever_the_setting() -> None:
    assert BatchSizer(BatchLimits(messages=1000)).messages == MIN_BATCH
    assert BatchSizer(BatchLimits(messages=2)).messages == 2


def test_sizer_follows_a_setting_above_the_fast_limit() -> None:
    sizer = BatchSizer(BatchLimits(messages=1000, fast_messages=50))
    for _ in range(10):
        record(sizer, sizer.messages, 0.0)
    assert sizer.messages == 1000
