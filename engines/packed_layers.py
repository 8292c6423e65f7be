"""The products and norms of a BERT-like layer, in its model's element type or in int8."""

from dataclasses import dataclass, replace
from typing import Any

import torch

from newsdesk.engines.int8 import Int8Linear
from newsdesk.engines.linear import Linear, linear_of

_FLOORS = {"gelu": -0.1701, "gelu_new": -0.1701, "relu": 0.0}
"""What activations never fall below."""


@dataclass(frozen=True, slots=True)
class Layer:
    """What a layer computes beside attention itself and its activation."""

    project: Linear
    attend_out: Linear
    attend_norm: Linear
    widen: Linear
    narrow: Linear
    norm: Linear


@dataclass(frozen=True, slots=True)
class InputRanges:
    """How far from zero the inputs of two products go, in one layer."""

    project: torch.Tensor
    widen: torch.Tensor


def layer_of(layer: Any) -> Layer:
    """Return a layer of a transformers model, its three projections as one."""
    attention = layer.attention.output
    return Layer(
        project=linear_of(*_projections(layer)),
        attend_out=linear_of(*_parameters(attention.dense)),
        attend_norm=attention.LayerNorm,
        widen=linear_of(*_parameters(layer.intermediate.dense)),
        narrow=linear_of(*_parameters(layer.output.dense)),
        norm=layer.output.LayerNorm,
    )


def in_int8(plain: Layer, layer: Any, reaches: InputRanges, activation: str) -> Layer:
    """Return `plain`, which is of the model's `layer`, with its products in int8.

    `activation` is the name of what stands between widening and narrowing.
    """
    return replace(
        plain,
        project=Int8Linear(*_projections(layer), reach=reaches.project),
        attend_out=Int8Linear(*_parameters(layer.attention.output.dense)),
        widen=Int8Linear(*_parameters(layer.intermediate.dense), reach=reaches.widen),
        narrow=Int8Linear(*_parameters(layer.output.dense), floor=_FLOORS.get(activation)),
    )


def _projections(layer: Any) -> tuple[torch.Tensor, torch.Tensor]:
    """Return weight and bias of attention's three projections as one."""
    attention = layer.attention.self
    parts = (attention.query, attention.key, attention.value)
    return torch.cat([part.weight for part in parts]), torch.cat([part.bias for part in parts])


def _parameters(dense: Any) -> tuple[torch.Tensor, torch.Tensor]:
    return dense.weight, dense.bias
