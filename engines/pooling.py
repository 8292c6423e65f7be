"""Pooling token vectors into one vector per text, as in sentence-transformers."""

from collections.abc import Callable
from dataclasses import dataclass

import torch


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer on a text's vector. `weight` has the shape (outputs, inputs)."""

    weight: torch.Tensor
    bias: torch.Tensor | None
    activation: Callable[[torch.Tensor], torch.Tensor]

    def __call__(self, vectors: torch.Tensor) -> torch.Tensor:
        """Return the layer's outputs, shape (texts, outputs)."""
        return self.activation(torch.nn.functional.linear(vectors, self.weight, self.bias))


def _mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return (hidden * mask).sum(dim=1) / mask.sum(dim=1)


def _mean_by_square_root(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return (hidden * mask).sum(dim=1) / mask.sum(dim=1).sqrt()


def _position_weighted_mean(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return _mean(hidden, mask * mask.cumsum(dim=1))


def _maximum(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    return hidden.masked_fill(mask == 0, -torch.inf).amax(dim=1)


def _first(hidden: torch.Tensor, _: torch.Tensor) -> torch.Tensor:
    return hidden[:, 0]


def _last(hidden: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    lengths = mask.squeeze(-1).sum(dim=1).long()
    return hidden[torch.arange(len(hidden)), lengths - 1]


POOLING: dict[str, Callable[[torch.Tensor, torch.Tensor], torch.Tensor]] = {
    "mean": _mean,
    "cls": _first,
    "max": _maximum,
    "mean_sqrt_len_tokens": _mean_by_square_root,
    "weightedmean": _position_weighted_mean,
    "lasttoken": _last,
}
"""By sentence-transformers' names, from token vectors of shape (texts, tokens, dimensions) and a
mask of shape (texts, tokens, 1) to vectors of shape (texts, dimensions)."""
