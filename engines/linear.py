"""Linear layers whose weights are prepacked for oneDNN once, not at each product."""

from collections.abc import Callable
from functools import partial

import torch
from torch.nn import functional

Linear = Callable[[torch.Tensor], torch.Tensor]
"""Maps rows, shape (…, inputs), to their outputs, shape (…, outputs), in their dtype."""

ROW_MULTIPLE = 16
"""Products of more rows than this are padded to a multiple of it.

oneDNN compiles a product for each number of rows, which takes about a millisecond, and caches the
latest thousand, at half a megabyte each.
"""


class PrepackedLinear(torch.nn.Module):
    """A linear layer for inference only: it cannot be trained, moved or saved."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        """Prepack a weight, shape (outputs, inputs), that oneDNN supports."""
        super().__init__()
        # Some models look at the dtype of their layers' weights.
        self.weight = torch.ops.mkldnn._reorder_linear_weight(weight.detach(), None)
        self.bias = None if bias is None else bias.detach()
        self._multiply = torch.ops.mkldnn._linear_pointwise.default

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Return the outputs of `rows`, shape (…, inputs), of shape (…, outputs)."""
        multiply, weight, bias = self._multiply, self.weight, self.bias
        return in_padded_rows(lambda flat: multiply(flat, weight, bias, "none", [], ""), rows)


def in_padded_rows(multiply: Linear, rows: torch.Tensor) -> torch.Tensor:
    """Return `multiply(rows)`, where rows of shape (…, inputs) are flattened and padded.

    They are padded to a multiple of `ROW_MULTIPLE`.
    """
    flat = rows.reshape(-1, rows.shape[-1])
    outputs = multiply(pad_rows(flat) if len(flat) > ROW_MULTIPLE else flat)
    return outputs[: len(flat)].view(*rows.shape[:-1], -1)


def pad_rows(rows: torch.Tensor) -> torch.Tensor:
    """Return `rows`, shape (rows, inputs), with zero rows up to a multiple of `ROW_MULTIPLE`."""
    missing = -len(rows) % ROW_MULTIPLE
    return functional.pad(rows, (0, 0, 0, missing)) if missing else rows


def linear_of(weight: torch.Tensor, bias: torch.Tensor) -> Linear:
    """Return the layer with a weight, shape (outputs, inputs), and a bias.

    If oneDNN does not support the weight, it is torch's own layer.
    """
    if _can_be_prepacked(weight):
        return PrepackedLinear(weight, bias)
    return partial(functional.linear, weight=weight.detach(), bias=bias.detach())


def prepack(model: torch.nn.Module) -> None:
    """Replace in place the linear layers of `model` whose weights oneDNN supports."""

    def prepacked(layer: torch.nn.Linear) -> torch.nn.Module:
        can = _can_be_prepacked(layer.weight)
        return PrepackedLinear(layer.weight, layer.bias) if can else layer

    replace_linear(model, prepacked)


def replace_linear(
    model: torch.nn.Module,
    replaced: Callable[[torch.nn.Linear], torch.nn.Module],
    keep: frozenset[str] = frozenset(),
) -> None:
    """Replace each linear layer of `model`, except in children named in `keep`.

    Subclasses of Linear are left alone, since they may compute something else.
    """
    for name, child in model.named_children():
        if name in keep:
            continue
        if type(child) is torch.nn.Linear:
            setattr(model, name, replaced(child))
        else:
            replace_linear(child, replaced, keep)


def _can_be_prepacked(weight: torch.Tensor) -> bool:
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
