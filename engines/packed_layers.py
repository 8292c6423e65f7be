"""The products and norms of a BERT-like layer, in the model's element type or in int8."""

from dataclasses import dataclass, replace
from typing import Any

import torch

from newsdesk.engines.int8 import Int8Linear
from newsdesk.engines.linear import Linear, linear_of

_FLOORS = {"gelu": -0.1701, "gelu_new": -0.1701, "relu": 0.0}
"""The lower bounds of activation functions."""


@dataclass(frozen=True, slots=True)
class Layer:
    """All of a layer except attention itself and the activation function."""

    project: Linear
    attend_out: Linear
    attend_norm: Linear
    widen: Linear
    narrow: Linear
    norm: Linear


@dataclass(frozen=True, slots=True)
class InputRanges:
    """The largest absolute value of each input of two products in one layer."""

    project: torch.Tensor
    widen: torch.Tensor


def layer_of(layer: Any) -> Layer:
    """Return a layer of a transformers model, with its three projections as one."""
    attention = layer.attention.output
    return Layer(
        project=linear_of(*_projections(layer)),
        attend_out=linear_of(*_parameters(attention.dense)),
        attend_norm=attention.LayerNorm,
        widen=linear_of(*_parameters(layer.intermediate.dense)),
        narrow=linear_of(*_parameters(layer.output.dense)),
        norm=layer.output.LayerNorm,
    )


def in_int8(plain: Layer, layer: Any, ranges: InputRanges, activation: str) -> Layer:
    """Return `plain`, made from the model's `layer`, with its products in int8.

    `activation` is the name of the activation function between widening and narrowing.
    """
    return replace(
        plain,
        project=Int8Linear(*_projections(layer), input_range=ranges.project),
        attend_out=Int8Linear(*_parameters(layer.attention.output.dense)),
        widen=Int8Linear(*_parameters(layer.intermediate.dense), input_range=ranges.widen),
        narrow=Int8Linear(*_parameters(layer.output.dense), floor=_FLOORS.get(activation)),
    )


def _projections(layer: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Return weight and bias of the three attention projections, concatenated."""
    attention = layer.attention.self
    parts = (attention.query, attention.key, attention.value)
    return torch.cat([part.weight for part in parts]), torch.cat([part.bias for part in parts])


def _parameters(dense: Any) -> tuple[torch.Tensor, torch.Tensor]:
    return dense.weight, dense.bias
