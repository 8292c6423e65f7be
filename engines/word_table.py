"""The vectors of a vocabulary's tokens, looked up by their ids."""

from dataclasses import dataclass
from typing import Protocol

import torch
from torch.nn import functional


class WordTable(Protocol):
    """Maps token ids to vectors."""

    @property
    def device(self) -> torch.device:
        """Where ids are expected and vectors are returned."""
        ...

    def __len__(self) -> int:
        """Return the number of ids, which begin with 0."""
        ...

    def rows(self, ids: torch.Tensor) -> torch.Tensor:
        """Return a new tensor of the vectors of `ids`, shape (tokens, dimensions)."""
        ...


@dataclass(frozen=True, slots=True)
class DenseWords:
    """A table that is a model's weight, shape (ids, dimensions)."""

    weight: torch.Tensor

    @property
    def device(self) -> torch.device:
        """Where the weight is."""
        return self.weight.device

    def __len__(self) -> int:
        """Return the number of ids."""
        return len(self.weight)

    def rows(self, ids: torch.Tensor) -> torch.Tensor:
        """Return the vectors of `ids`, shape (tokens, dimensions)."""
        return functional.embedding(ids, self.weight)
