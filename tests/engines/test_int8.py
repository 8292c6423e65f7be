"""Linear layers in int8: near to float32's, each token by itself, on every kind of CPU."""

from collections.abc import Callable

import pytest
import torch

from newsdesk.engines import int8
from newsdesk.engines.int8 import Int8Linear, quantize

pytestmark = pytest.mark.usefixtures("instructions")


@pytest.fixture(params=["those of this CPU", "without VNNI", "without FBGEMM"])
def instructions(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param != "those of this CPU":
        monkeypatch.setattr(int8, "has_vnni", lambda: False)
    if request.param == "without FBGEMM":
        monkeypatch.setattr(int8, "_has_fbgemm", lambda: False)


def linear(bias: bool = True) -> torch.nn.Linear:
    torch.manual_seed(5)
    return torch.nn.Linear(64, 32, bias=bias)


def error(found: torch.Tensor, known: torch.Tensor) -> float:
    return float((found - known).norm() / known.norm())


@torch.inference_mode()
def test_each_token_is_scaled_by_itself() -> None:
    exact = linear()
    layer = Int8Linear(exact.weight, exact.bias)
    rows = torch.randn(2, 6, 64)
    rows[1, 3] *= 1000
    found = layer(rows)
    errors = (found - exact(rows)).norm(dim=2) / exact(rows).norm(dim=2)
    assert float(errors.max()) < 0.02
    torch.testing.assert_close(layer(rows[:1, :1]), found[:1, :1])


@torch.inference_mode()
def test_without_bias() -> None:
    exact = linear(bias=False)
    rows = torch.randn(5, 64)
    assert error(Int8Linear(exact.weight, None)(rows), exact(rows)) < 0.02


@torch.inference_mode()
def test_rows_of_zeros_and_of_one_value() -> None:
    exact = linear()
    rows = torch.zeros(3, 64)
    rows[1] = 5.0
    found = Int8Linear(exact.weight, exact.bias)(rows)
    torch.testing.assert_close(found[0], exact.bias.detach())
    assert error(found, exact(rows)) < 0.02


@torch.inference_mode()
def test_inputs_with_outliers_leave_the_others_their_steps() -> None:
    exact = linear()
    exact.weight[:, :2] *= 0.01
    rows = torch.randn(50, 64)
    rows[:, :2] *= 100
    plain = Int8Linear(exact.weight, exact.bias)
    levelled = Int8Linear(exact.weight, exact.bias, input_range=rows.abs().amax(dim=0))
    assert error(levelled(rows), exact(rows)) < 0.25 * error(plain(rows), exact(rows))


@torch.inference_mode()
@pytest.mark.parametrize("activation", [torch.nn.functional.gelu, torch.relu])
def test_a_floor_gives_what_lies_above_it_twice_the_steps(
    activation: Callable[[torch.Tensor], torch.Tensor],
) -> None:
    exact = linear()
    rows = activation(torch.randn(50, 64))
    plain = Int8Linear(exact.weight, exact.bias)
    floored = Int8Linear(exact.weight, exact.bias, floor=float(rows.min()))
    # With weights of seven bits it is these that err most.
    most = 0.75 if int8.has_vnni() else 0.96
    assert error(floored(rows), exact(rows)) < most * error(plain(rows), exact(rows))


@torch.inference_mode()
def test_values_below_the_floor_by_rounding_count_as_the_floor() -> None:
    exact = linear()
    rows = torch.rand(5, 64)
    below = rows - 1e-6 * (rows == rows.amin(dim=1, keepdim=True))
    layer = Int8Linear(exact.weight, exact.bias, floor=0.0)
    assert error(layer(below), exact(rows)) < 0.02
    assert error(layer(torch.zeros(1, 64)), exact.bias) < 0.001


def test_heads_are_not_quantized() -> None:
    model = torch.nn.ModuleDict(
        {"body": torch.nn.Sequential(torch.nn.Linear(8, 8)), "lm_head": torch.nn.Linear(8, 4)}
    )
    quantize(model, keep=frozenset({"lm_head"}))
    assert isinstance(model["body"][0], Int8Linear)  # type: ignore[index]
    assert isinstance(model["lm_head"], torch.nn.Linear)
