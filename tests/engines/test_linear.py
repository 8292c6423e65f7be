import pytest
import torch

from newsdesk.engines.linear import PrepackedLinear, linear_of, pad_rows, prepack


@pytest.mark.parametrize(("dtype", "tolerance"), [(torch.float32, 1e-5), (torch.bfloat16, 2e-2)])
@pytest.mark.parametrize("rows", [1, 7, 300])
@torch.inference_mode()
def test_prepacked_layer_multiplies_as_torch_does(
    dtype: torch.dtype, tolerance: float, rows: int
) -> None:
    torch.manual_seed(7)
    weight, bias = torch.randn(48, 64).to(dtype), torch.randn(48).to(dtype)
    given = torch.randn(rows, 64).to(dtype)
    found = linear_of(weight, bias)(given)
    known = torch.nn.functional.linear(given.float(), weight.float(), bias.float())
    assert found.dtype is dtype
    torch.testing.assert_close(found.float(), known, atol=tolerance * 8, rtol=tolerance)


@torch.inference_mode()
def test_a_row_comes_out_the_same_whatever_rows_stand_beside_it() -> None:
    torch.manual_seed(8)
    layer = linear_of(torch.randn(48, 64), torch.randn(48))
    rows = torch.randn(300, 64)
    torch.testing.assert_close(layer(rows[:9]), layer(rows)[:9], atol=1e-6, rtol=1e-6)


@pytest.mark.parametrize(("rows", "filled"), [(1, 16), (16, 16), (17, 32), (700, 704)])
def test_rows_are_padded_with_zeros(rows: int, filled: int) -> None:
    found = pad_rows(torch.ones(rows, 3))
    assert found.shape == (filled, 3)
    assert found.sum() == 3 * rows


@torch.inference_mode()
def test_weights_that_onednn_does_not_support_use_torchs_own_layer() -> None:
    layer = linear_of(torch.eye(4, dtype=torch.float64), torch.ones(4, dtype=torch.float64))
    assert layer(torch.zeros(2, 4, dtype=torch.float64)).tolist() == [[1.0] * 4] * 2


@pytest.mark.parametrize("bias", [True, False])
@torch.inference_mode()
def test_linear_layers_are_prepacked_and_subclasses_left_alone(bias: bool) -> None:
    class Scaled(torch.nn.Linear):
        def forward(self, rows: torch.Tensor) -> torch.Tensor:
            return 2 * super().forward(rows)

    torch.manual_seed(9)
    plain = torch.nn.Sequential(torch.nn.Linear(16, 8, bias=bias), torch.nn.ReLU())
    scaled, double = Scaled(8, 4, bias=bias), torch.nn.Linear(4, 3, bias=bias).double()
    given = torch.randn(2, 5, 16)
    known = scaled(plain(given))
    prepack(model := torch.nn.ModuleList([plain, scaled, double]))
    assert isinstance(plain[0], PrepackedLinear)
    assert list(model) == [plain, scaled, double]
    torch.testing.assert_close(scaled(plain(given)), known)
