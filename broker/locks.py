"""A lock between processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsdesk.broker.private import private_file


@contextmanager
def exclusive_lock(file: Path) -> Iterator[None]:
    """Wait until no other process holds the lock; the system releases it when the holder dies."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with open(file, "a", opener=private_file) as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
