"""Linear layers in 8-bit integers: weights scaled by output, activations by token.

The scales of a token come from that token alone, so what a text's neighbours in a batch are does
not change its result. (Dynamic quantization as torch has it takes one scale for the whole batch.)
"""

import torch

_LARGEST = 127
_LEAST_SCALE = 1e-8


class Int8Linear(torch.nn.Module):
    """A linear layer whose weight, shape (outputs, inputs), is kept and multiplied in int8."""

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None) -> None:
        super().__init__()
        scales = _scales(weight)
        self.weight = (weight / scales).round().to(torch.int8).t().contiguous()
        self.scales = scales.t().contiguous()
        self.bias = bias

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """Return the outputs of `rows`, shape (…, inputs), in their dtype, shape (…, outputs)."""
        flat = rows.reshape(-1, rows.shape[-1])
        scales = _scales(flat)
        quantized = (flat / scales).round_().to(torch.int8)
        product = torch._int_mm(quantized, self.weight).to(rows.dtype).mul_(scales)
        if self.bias is None:
            outputs = product.mul_(self.scales)
        else:
            outputs = torch.addcmul(self.bias, product, self.scales)
        return outputs.view(*rows.shape[:-1], -1)


def _scales(rows: torch.Tensor) -> torch.Tensor:
    """Return what each row is divided by to fit into int8, shape (rows, 1)."""
    return rows.abs().amax(dim=1, keepdim=True).clamp_min(_LEAST_SCALE) / _LARGEST


def quantize(model: torch.nn.Module, keep: frozenset[str] = frozenset()) -> None:
    """Replace the linear layers of `model` in place, but those in its children named in `keep`."""
    for name, child in model.named_children():
        if name in keep:
            continue
        if type(child) is torch.nn.Linear:
            setattr(model, name, Int8Linear(child.weight.detach(), _detached(child.bias)))
        else:
            quantize(child)


def _detached(bias: torch.Tensor | None) -> torch.Tensor | None:
    return None if bias is None else bias.detach()
