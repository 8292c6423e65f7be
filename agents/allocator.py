"""How this process gets its memory from the system, where the system's C library is glibc."""

import ctypes
from contextlib import suppress

_MIB = 1024 * 1024
# glibc's malloc.h
_M_TRIM_THRESHOLD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -3, -8


def use_one_heap() -> None:
    """Use one heap for all threads. glibc gives each its own, and all of them grow with time."""
    _set(_M_ARENA_MAX, 1)


def keep_large_buffers() -> None:
    """Keep freed buffers for reuse.

    By default glibc returns a large buffer to the system after each operation of a model, and gets
    it back for the next one, page by page set to zero.
    """
    _set(_M_MMAP_THRESHOLD, 32 * _MIB)
    _set(_M_TRIM_THRESHOLD, 128 * _MIB)


def _set(parameter: int, value: int) -> None:
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).mallopt(parameter, value)
