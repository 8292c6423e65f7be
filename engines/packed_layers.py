"""The products and norms of a BERT-like layer, in the model's element type or in int8."""

from dataclasses import dataclass, replace
from typing import Any

import torch

from newsdesk.engines.int8 import Int8Linear
from newsdesk.engines.linear import Linear, linear_of

_FLOORS = {"gelu": -0.1701, "gelu_new": -0.1701, "relu": 0.0}
"""The lower bounds of activation functions."""

Dense = tuple[torch.Tensor, torch.Tensor]
"""A weight, shape (outputs, inputs), and a bias, shape (outputs,)."""


@dataclass(frozen=True, slots=True)
class LayerWeights:
    """The weights of a layer, with its three attention projections as one, and its norms."""

    project: Dense
    attend_out: Dense
    attend_norm: Linear
    widen: Dense
    narrow: Dense
    norm: Linear


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


def weights_of(layer: Any) -> LayerWeights:
    """Return the weights of a layer of a transformers model."""
    attention = layer.attention.output
    return LayerWeights(
        project=_projections(layer),
        attend_out=_parameters(attention.dense),
        attend_norm=attention.LayerNorm,
        widen=_parameters(layer.intermediate.dense),
        narrow=_parameters(layer.output.dense),
        norm=layer.output.LayerNorm,
    )


def layer_of(weights: LayerWeights) -> Layer:
    """Return the layer with these weights."""
    return Layer(
        project=linear_of(*weights.project),
        attend_out=linear_of(*weights.attend_out),
        attend_norm=weights.attend_norm,
        widen=linear_of(*weights.widen),
        narrow=linear_of(*weights.narrow),
        norm=weights.norm,
    )


def in_int8(plain: Layer, weights: LayerWeights, ranges: InputRanges, activation: str) -> Layer:
    """Return `plain`, which has these weights, with its products in int8.

    `activation` is the name of the activation function between widening and narrowing.
    """
    return replace(
        plain,
        project=Int8Linear(*weights.project, input_range=ranges.project),
        attend_out=Int8Linear(*weights.attend_out),
        widen=Int8Linear(*weights.widen, input_range=ranges.widen),
        narrow=Int8Linear(*weights.narrow, floor=_FLOORS.get(activation)),
    )


def _projections(layer: Any) -> Dense:
    """Return weight and bias of the three attention projections, concatenated."""
    attention = layer.attention.self
    parts = (attention.query, attention.key, attention.value)
    return torch.cat([part.weight for part in parts]), torch.cat([part.bias for part in parts])


def _parameters(dense: Any) -> Dense:
    return dense.weight, dense.bias
