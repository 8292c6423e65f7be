"""Rows of numbers and digests in little memory, for millions of messages."""

from hashlib import blake2b
from struct import Struct
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

DIGEST = "S16"
"""The type of a column of digests."""

Records: TypeAlias = npt.NDArray[np.void]
"""The rows of a table, shape (rows,), with one field per column."""

Column: TypeAlias = npt.NDArray[Any]
Indices: TypeAlias = npt.NDArray[np.intp]
"""Indices of rows in a table."""

_FORMATS = {DIGEST: "16s", "<i4": "i", "<i8": "q", "?": "?"}


def digest(data: bytes | str) -> bytes:
    """Return 16 bytes that identify an id or a key."""
    if isinstance(data, str):
        data = data.encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=16).digest()


class Table:
    """Rows appended one by one, which take no more memory than their values."""

    def __init__(self, **columns: str) -> None:
        """Make an empty table with these columns, each given its numpy type."""
        self._type = np.dtype(list(columns.items()))
        self._pack = Struct("<" + "".join(_FORMATS[kind] for kind in columns.values())).pack
        self._data = bytearray()

    def append(self, *values: bytes | int) -> None:
        """Append a row, one value per column."""
        self._data += self._pack(*values)

    @property
    def rows(self) -> Records:
        """All rows in order, in the table's own memory: nothing may be appended afterwards."""
        return np.frombuffer(self._data, self._type) if self._data else np.empty(0, self._type)


def last_of_each(groups: Column, *order: Column) -> Indices:
    """Return the last row of each group by `order`, most significant first; sorted by group."""
    if not len(groups):
        return np.empty(0, dtype=np.intp)
    indices: Indices = np.lexsort((*reversed(order), groups))
    ordered = groups[indices]
    last: Indices = indices[np.append(ordered[1:] != ordered[:-1], True)]
    return last


def find(known: Column, values: Column) -> Indices:
    """Return the index of each of `values` in `known`, which is sorted; -1 if it is not there."""
    if not len(known):
        return np.full(len(values), -1, dtype=np.intp)
    indices = np.minimum(np.searchsorted(known, values), len(known) - 1)
    return np.where(known[indices] == values, indices, -1)


def take(column: Column, indices: Indices) -> Column:
    """Return the values at `indices`; zero where the index is -1."""
    values = np.zeros(len(indices), column.dtype)
    there = indices >= 0
    values[there] = column[indices[there]]
    return values
