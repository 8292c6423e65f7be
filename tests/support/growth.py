"""How the time of a function grows with the size of what it reads."""

from collections.abc import Callable
from time import process_time


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Assert that the whole takes less than four times as long as its half, give or take."""
    for _ in range(3):
        half, whole = (cpu_seconds(work, n) for n in (size // 2, size))
        if whole < 4 * half + 0.2:
            return
    raise AssertionError(f"{half:.2f} s for half of it, {whole:.2f} s for all")


def cpu_seconds(work: Callable[[int], object], size: int) -> float:
    started = process_time()
    work(size)
    return process_time() - started
