"""How the time of a function grows with the size of what it reads."""

import gc
from collections.abc import Callable
from time import process_time


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Assert that the whole takes under three times as long as its half, give or take.

    Twice would be linear, four times quadratic; one of three tries has to do.
    """
    for _ in range(3):
        half, whole = (cpu_seconds(work, n) for n in (size // 2, size))
        if whole < 3 * half + 0.1:
            return
    raise AssertionError(f"{half:.2f} s for half of it, {whole:.2f} s for all")


def cpu_seconds(work: Callable[[int], object], size: int) -> float:
    """Return the CPU time of `work`, without garbage collection.

    That takes time by all that earlier tests have left in this process.
    """
    gc.collect()
    gc.disable()
    try:
        started = process_time()
        work(size)
        return process_time() - started
    finally:
        gc.enable()
