"""Threads that wait for Kafka, apart from those that read the database.

Where Kafka is away, each waits until its time is up: pages that need no Kafka do not wait behind.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

_THREADS = 8

_threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="desk-kafka")

P = ParamSpec("P")
T = TypeVar("T")


async def asked(function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return what a function returns that asks Kafka; it is called in a thread of these."""
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_threads, lambda: function(*args, **kwargs))
