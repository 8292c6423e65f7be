"""Whether the time of a pattern grows faster than its texts."""

import gc
import math
import re
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from time import thread_time
from types import FrameType
from typing import Any

from tests.support.patterns.families import Family, families_of

SHORT = 400
"""No rule for lines reads a line that is longer."""
SHORT_SECONDS = 0.01
LONG = 20_000
LONG_SECONDS = 0.5
MOST_POWER = 1.5
_UNMEASURABLE = 0.001
_SLOWEST = 8
_TRIES = 3
_TRIES_OF_GROWTH = 10
_MANY = 50
_LIMIT_OF_MANY = 0.5


class TooSlow(Exception):
    """Raised when work takes more CPU time than it may."""


@contextmanager
def cpu_limit(seconds: float) -> Iterator[None]:
    """End work in the block after this much CPU time; a match of a pattern, too.

    Raises:
        TooSlow: if it took longer.
    """
    before = signal.signal(signal.SIGVTALRM, _stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlow


def cpu_seconds_of(work: Callable[[], object], limit: float, tries: int = 1) -> float:
    """Return the least CPU seconds of some tries, or infinity if each takes more than the limit."""
    best = math.inf
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for _ in range(tries):
            with suppress(TooSlow), cpu_limit(limit):
                started = thread_time()
                work()
                best = min(best, thread_time() - started)
            if best < limit / 20:
                break
    finally:
        if was_enabled:
            gc.enable()
    return best


def slow_family(
    pattern: re.Pattern[Any], method: str, most: int, seed: int = 1
) -> tuple[Family, str] | None:
    """Return a family of texts on which a pattern is too slow, and how slow, or None.

    That is more than 10 ms for 400 characters, which finds exponential time and high powers, or
    time that grows with a power of the length above 1.5.

    Args:
        pattern: The pattern.
        method: The name of a method of patterns that takes a text: "match" or "search".
        most: Families to try of each kind.
        seed: Another one tries other families.
    """
    run: Callable[[Any], object] = getattr(pattern, method)
    families = families_of(pattern, most, seed)
    texts = [_text(pattern, family, SHORT) for family in families]
    timed = _timed(run, texts)
    order = sorted(range(len(timed)), key=lambda i: -timed[i])
    for i in order[:_SLOWEST]:
        if timed[i] > SHORT_SECONDS:
            text = texts[i]
            again = cpu_seconds_of(partial(run, text), SHORT_SECONDS, _TRIES)
            if again > SHORT_SECONDS:
                return families[i], f"over {SHORT_SECONDS * 1000:.0f} ms for {SHORT} characters"
        if slowness := _growth(pattern, run, families[i]):
            return families[i], slowness
    return None


def _timed(run: Callable[[Any], object], texts: Sequence[str | bytes]) -> list[float]:
    """Return the CPU seconds of one try for each text, up to the first that takes very long."""
    seconds: list[float] = []
    while len(seconds) < len(texts):
        try:
            with cpu_limit(_LIMIT_OF_MANY):
                for text in texts[len(seconds) : len(seconds) + _MANY]:
                    started = thread_time()
                    run(text)
                    seconds.append(thread_time() - started)
        except TooSlow:
            return [*seconds, math.inf]
    return seconds


def _growth(pattern: re.Pattern[Any], run: Callable[[Any], object], family: Family) -> str | None:
    def seconds(size: int, limit: float, tries: int = 1) -> float:
        text = _text(pattern, family, size)
        return cpu_seconds_of(partial(run, text), limit, tries)

    whole = seconds(LONG, LONG_SECONDS)
    if whole < _UNMEASURABLE:
        return None
    if math.isinf(whole):
        # Beside other work, a single try may be slow.
        whole = seconds(LONG, LONG_SECONDS, _TRIES)
    if math.isinf(whole):
        return f"over {LONG_SECONDS} s for {LONG:,} characters"
    power = power_of(seconds(LONG // 4, LONG_SECONDS), whole, 4)
    if power <= MOST_POWER:
        return None
    # Memory and neighbours cost time, too; what grows so in all tries is the pattern's.
    limit = whole * 4**MOST_POWER
    grows = all(math.isinf(seconds(4 * LONG, limit)) for _ in range(_TRIES_OF_GROWTH))
    return f"length to the power {power:.1f}" if grows else None


def power_of(seconds: float, more_seconds: float, times: float) -> float:
    """Return the power with which time grows, from the times for two lengths."""
    return math.log(more_seconds / seconds) / math.log(times)


def _text(pattern: re.Pattern[Any], family: Family, size: int) -> str | bytes:
    text = family.text(size)
    return text.encode("latin-1", "replace") if isinstance(pattern.pattern, bytes) else text
