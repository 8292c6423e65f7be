"""The text processes of a worker fit into its container."""

import math

import pytest

from newsdesk.commands.worker.child_stages import text_pool_size
from newsdesk.settings import LimitSettings

GIB = 1024**3


@pytest.mark.parametrize(
    ("cores", "memory", "processes", "most"),
    [
        (8, math.inf, 8, 2 * GIB),
        (8, 16 * GIB, 8, 2 * GIB),
        (8, 1 * GIB, 4, GIB // 2),
        (8, 64 * 1024**2, 1, 32 * 1024**2),
        (1, 16 * GIB, 1, 2 * GIB),
    ],
)
def test_text_pool_size_follows_cores_and_memory(
    cores: int, memory: float, processes: int, most: int
) -> None:
    limits, count = text_pool_size(LimitSettings(seconds=3.0), cores, memory)
    assert (count, limits.memory, limits.seconds) == (processes, most, 3.0)
