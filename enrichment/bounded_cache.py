"""A cache that is bounded by the size of what it has, not by the number of its entries."""

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")


class BoundedCache(Generic[KeyT, ValueT]):
    """The latest results whose sizes together are at most `capacity`.

    The caller chooses the unit, such as characters or bytes. What is larger than the whole is not
    cached. Safe to share between threads.
    """

    def __init__(self, capacity: int) -> None:
        self._capacity = capacity
        self._entries: OrderedDict[KeyT, tuple[ValueT, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def size(self) -> int:
        """The size of all entries together."""
        return self._size

    def get(self, key: KeyT) -> ValueT | None:
        """Return the value of `key`, or None if it is not cached."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            self._entries.move_to_end(key)
            return entry[0]

    def put(self, key: KeyT, value: ValueT, size: int) -> None:
        """Cache a value of this size, and drop those that were not used for longest."""
        with self._lock:
            if key in self._entries or size > self._capacity:
                return
            self._entries[key] = value, size
            self._size += size
            while self._size > self._capacity:
                _, (_, freed) = self._entries.popitem(last=False)
                self._size -= freed
