"""Weights of four bits: blocks of 32 numbers with one scale (GGML's format Q4_0).

A block has 18 bytes: the scale as a half-precision float, and then 16 bytes, whose lower halves are
the first 16 numbers and whose upper halves the others, each from 0 to 15 for -8 to 7 scales.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

BLOCK = 32
BLOCK_BYTES = 18
_SCALE_BYTES = 2
_ZERO = 8

Bytes = npt.NDArray[np.uint8]


def row_bytes(columns: int) -> int:
    """Return the bytes of a row; `columns` is a multiple of `BLOCK`."""
    return columns // BLOCK * BLOCK_BYTES


def widened(rows: Bytes) -> npt.NDArray[np.float32]:
    """Return the numbers of rows, shape (rows, columns), from shape (rows, bytes)."""
    blocks = np.ascontiguousarray(rows).reshape(len(rows), -1, BLOCK_BYTES)
    scales = np.ascontiguousarray(blocks[:, :, :_SCALE_BYTES]).view("<f2").astype(np.float32)
    halves = blocks[:, :, _SCALE_BYTES:]
    steps = np.concatenate([halves & 15, halves >> 4], axis=2).astype(np.float32) - _ZERO
    numbers: npt.NDArray[np.float32] = (steps * scales).reshape(len(rows), -1)
    return numbers


@dataclass(frozen=True, slots=True)
class FourBitWords:
    """A table of token vectors that stays as it is in the file; rows are widened when looked up.

    `table` has the shape (ids, bytes) and may be mapped from the file.
    """

    table: Bytes
    dtype: torch.dtype
    device: torch.device

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self.table)

    def rows(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors of `ids`, shape (tokens, dimensions)."""
        found = torch.from_numpy(widened(self.table[ids.cpu().numpy()]))
        return found.to(device=self.device, dtype=self.dtype)
