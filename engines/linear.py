"""Linear layers whose weights lie as oneDNN reads them, laid out once and not at each product."""

from collections.abc import Callable
from functools import partial

import torch
from torch.nn import functional

Linear = Callable[[torch.Tensor], torch.Tensor]
"""Maps rows, shape (…, inputs), to their outputs, shape (…, outputs), in their dtype."""

ROW_MULTIPLE = 16
"""Products are of a multiple of so many rows, but for fewer than that.

oneDNN compiles a product anew for each number of rows, which takes about a millisecond, and keeps
the latest thousand, at half a megabyte each.
"""


class PrepackedLinear(torch.nn.Module):
    """A linear layer that can be computed, but not be trained, moved or saved."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        """Lay out a weight, shape (outputs, inputs), that oneDNN can have."""
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
    """Return `multiply` of `rows`, shape (…, inputs), which it gets as one row after the other.

    See `ROW_MULTIPLE` for how many those are.
    """
    flat = rows.reshape(-1, rows.shape[-1])
    outputs = multiply(pad_rows(flat) if len(flat) > ROW_MULTIPLE else flat)
    return outputs[: len(flat)].view(*rows.shape[:-1], -1)


def pad_rows(rows: torch.Tensor) -> torch.Tensor:
    """Return rows, shape (rows, inputs), and after them zeros up to a multiple of `ROW_MULTIPLE`."""
    missing = -len(rows) % ROW_MULTIPLE
    return functional.pad(rows, (0, 0, 0, missing)) if missing else rows


def linear_of(weight: torch.Tensor, bias: torch.Tensor) -> Linear:
    """Return the layer of a weight, shape (outputs, inputs), and a bias.

    Where oneDNN cannot have the weight, the layer is torch's own.
    """
    if _can_be_prepacked(weight):
        return PrepackedLinear(weight, bias)
    return partial(functional.linear, weight=weight.detach(), bias=bias.detach())


def prepack(model: torch.nn.Module) -> None:
    """Replace in place those linear layers of `model` whose weights oneDNN can have."""

    def laid_out(layer: torch.nn.Linear) -> torch.nn.Module:
        can = _can_be_prepacked(layer.weight)
        return PrepackedLinear(layer.weight, layer.bias) if can else layer

    replace_linear(model, laid_out)


def replace_linear(
    model: torch.nn.Module,
    replaced: Callable[[torch.nn.Linear], torch.nn.Module],
    keep: frozenset[str] = frozenset(),
) -> None:
    """Put `replaced(layer)` for each linear layer of `model` that is in no child named in `keep`.

    Layers of classes of their own are left alone: what they compute is not known.
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
