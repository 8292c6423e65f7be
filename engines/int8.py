"""Linear layers in 8-bit integers: weights are scaled per output, activations per token.

The scale of a token depends on that token alone, so a text's result does not depend on the rest of
its batch. (torch's own dynamic quantization uses one scale for the whole batch.)
"""

from collections.abc import Callable
from typing import Any
from warnings import catch_warnings, simplefilter

import torch

from newsdesk.engines.linear import in_padded_rows, replace_linear

_LARGEST = 127
_LARGEST_UNSATURATED = 63
_LOWEST = -128
_STEPS = 255
_MIN_SCALE = 1e-8
_MIN_RANGE = 1e-5
_SMOOTHING = 0.65

Product = Callable[[torch.Tensor], torch.Tensor]
"""Maps int8 rows, shape (rows, inputs), to float32, shape (rows, outputs); may overwrite them."""


class Int8Linear(torch.nn.Module):
    """A linear layer that multiplies in int8; inputs and outputs are float32."""

    def __init__(
        self,
        weight: torch.Tensor,
        bias: torch.Tensor | None,
        *,
        input_range: torch.Tensor | None = None,
        floor: float | None = None,
    ) -> None:
        """Quantize a layer.

        Args:
            weight: Shape (outputs, inputs).
            bias: Shape (outputs,).
            input_range: The largest absolute value of each input, shape (inputs,). An input with
                outliers is scaled down and its weights up; otherwise it would leave few of int8's
                steps to the other inputs (SmoothQuant; Xiao and others, 2023).
            floor: A lower bound of all inputs; all of int8's steps are then above it.
        """
        super().__init__()
        weight = weight.detach()
        self._factors, self._floor = None, floor
        if input_range is not None:
            divisors = _divisors(input_range, weight)
            self._factors, weight = 1 / divisors, weight * divisors
        scales = _scales(weight, _LARGEST if has_vnni() else _LARGEST_UNSATURATED)
        quantized = (weight / scales).round().to(torch.int8)
        outputs = scales.flatten()
        self._bias = torch.zeros_like(outputs) if bias is None else bias.detach()
        if floor is not None:
            self._bias = self._bias + floor * quantized.sum(dim=1) * outputs
        self._product = _product(quantized, outputs, 0 if floor is None else _LOWEST)

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Return the outputs of `rows`, shape (…, inputs), of shape (…, outputs)."""
        return in_padded_rows(self._multiplied, rows)

    def _multiplied(self, flat: torch.Tensor) -> torch.Tensor:
        """Return the outputs of `flat`, shape (rows, inputs)."""
        if self._factors is not None:
            flat = flat * self._factors
        if self._floor is None:
            scales = _scales(flat)
            steps = flat * (1 / scales)
        else:
            input_range = flat.amax(dim=1, keepdim=True) - self._floor
            scales = input_range.clamp_min(_MIN_SCALE) / _STEPS
            steps = (flat * (1 / scales)).add_(_LOWEST - self._floor / scales)
        product = self._product(steps.round_().to(torch.int8))
        return torch.addcmul(self._bias, product, scales)


def _scales(rows: torch.Tensor, largest: int = _LARGEST) -> torch.Tensor:
    """Return the divisors that scale each row to at most `largest`, shape (rows, 1)."""
    input_range = torch.maximum(rows.amax(dim=1, keepdim=True), -rows.amin(dim=1, keepdim=True))
    return input_range.clamp_min(_MIN_SCALE) / largest


def _divisors(input_range: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Return the divisor of each input, shape (inputs,)."""
    weights = weight.abs().amax(dim=0).clamp_min(_MIN_RANGE)
    return input_range.clamp_min(_MIN_RANGE) ** _SMOOTHING / weights ** (1 - _SMOOTHING)


def _product(weight: torch.Tensor, scales: torch.Tensor, zero: int) -> Product:
    """Return the product with a weight, shape (outputs, inputs), and its scales, (outputs,).

    `zero` is the step that represents zero.
    """
    if not has_vnni():
        return _product_without_vnni(weight, scales, zero)
    # oneDNN is fast with unsigned rows only, and needs the weight prepacked, which is done once.
    prepacked = torch.ops.onednn.qlinear_prepack(weight, None)
    multiply = torch.ops.onednn.qlinear_pointwise.default
    weights = (prepacked, scales, torch.zeros(len(scales), dtype=torch.int64))
    outcome: tuple[Any, ...] = (None, 1.0, 0, torch.float32, "none", [], "")

    def product(steps: torch.Tensor) -> torch.Tensor:
        unsigned = steps.view(torch.uint8).bitwise_xor_(-_LOWEST)
        outputs: torch.Tensor = multiply(unsigned, 1.0, zero - _LOWEST, *weights, *outcome)
        return outputs

    return product


def _product_without_vnni(weight: torch.Tensor, scales: torch.Tensor, zero: int) -> Product:
    """Return the same product computed by FBGEMM, or by torch's own loops without FBGEMM."""
    if not _has_fbgemm():
        transposed = weight.t().contiguous()
        shift = -zero * weight.sum(dim=1, dtype=torch.int32)
        return lambda steps: torch._int_mm(steps, transposed).add_(shift).float().mul_(scales)
    zeros = torch.zeros(len(scales), dtype=torch.int64)
    with catch_warnings():
        simplefilter("ignore", UserWarning)  # about quantized tensors, which FBGEMM needs
        quantized = torch._make_per_channel_quantized_tensor(weight, scales, zeros, 0)
    engine = torch.backends.quantized.engine
    torch.backends.quantized.engine = "fbgemm"
    try:
        packed = torch.ops.quantized.linear_prepack(quantized, None)
    finally:
        torch.backends.quantized.engine = engine
    multiply = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32.default
    return lambda steps: multiply(steps.float() - zero, 1.0, zero - _LOWEST, packed)


def _has_fbgemm() -> bool:
    return "fbgemm" in torch.backends.quantized.supported_engines


def has_vnni() -> bool:
    """Whether oneDNN is available and the CPU sums products of bytes in 32 bits.

    Other CPUs add pairs of them in 16 bits, where weights above `_LARGEST_UNSATURATED` saturate.
    """
    return torch.cpu._is_vnni_supported() and hasattr(torch.ops.onednn, "qlinear_pointwise")


def quantize(model: torch.nn.Module, keep: frozenset[str] = frozenset()) -> None:
    """Replace the linear layers of `model` in place, except in its children named in `keep`."""
    replace_linear(model, lambda layer: Int8Linear(layer.weight, layer.bias), keep)
