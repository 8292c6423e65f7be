"""Linear layers whose weights lie as oneDNN reads them, laid out once and not at each product."""

from collections.abc import Callable
from functools import partial

import torch
from torch.nn import functional

Linear = Callable[[torch.Tensor], torch.Tensor]
"""Maps rows, shape (rows, inputs), to their outputs, shape (rows, outputs), in their dtype."""


def linear_of(weight: torch.Tensor, bias: torch.Tensor) -> Linear:
    """Return the layer of a weight, shape (outputs, inputs), and a bias.

    Where oneDNN cannot have the weight, the layer is torch's own.
    """
    weight, bias = weight.detach(), bias.detach()
    if not _can_be_laid_out(weight):
        return partial(functional.linear, weight=weight, bias=bias)
    laid_out = torch.ops.mkldnn._reorder_linear_weight(weight, None)
    multiply = torch.ops.mkldnn._linear_pointwise.default
    return lambda rows: multiply(rows, laid_out, bias, "none", [], "")


def _can_be_laid_out(weight: torch.Tensor) -> bool:
    operators = torch.ops.mkldnn
    if not (
        weight.device.type == "cpu"
        and torch.backends.mkldnn.is_available()  # type: ignore[no-untyped-call]
        and hasattr(operators, "_linear_pointwise")
        and hasattr(operators, "_reorder_linear_weight")
    ):
        return False
    if weight.dtype == torch.bfloat16:
        return bool(operators._is_mkldnn_bf16_supported())
    return weight.dtype == torch.float32
