from collections.abc import Sequence
from pathlib import Path

import pytest
import torch

from newsdesk.engines import Arithmetic, TransformerEncoder, calibrate
from newsdesk.engines.batching import TOKEN_BUDGET
from newsdesk.engines.gpu import MAX_TOKENS, accelerator, gpu_token_budget, tokens_that_fit
from newsdesk.engines.tokenizer import Input

GIB = 2**30


@pytest.mark.parametrize(
    ("free", "bytes_a_token", "tokens"),
    [
        (8 * GIB, 100_000, 21_474),
        (80 * GIB, 100_000, MAX_TOKENS),
        (8 * GIB, 0, MAX_TOKENS),
        (GIB // 64, 100_000, TOKEN_BUDGET),
    ],
)
def test_a_batch_is_as_large_as_a_quarter_of_the_free_memory(
    free: int, bytes_a_token: float, tokens: int
) -> None:
    assert tokens_that_fit(free, bytes_a_token, TOKEN_BUDGET) == tokens


@pytest.mark.skipif(torch.cuda.is_available(), reason="for machines without a GPU")
def test_without_a_gpu_models_run_on_the_cpu() -> None:
    assert accelerator() is None
    assert calibrate("float32").chosen.device == "cpu"


on_a_gpu = pytest.mark.skipif(not torch.cuda.is_available(), reason="for machines with a GPU")


@on_a_gpu
def test_gpu_memory_per_token_is_measured() -> None:
    def run(inputs: Sequence[Input]) -> torch.Tensor:
        free, _ = torch.cuda.mem_get_info()
        return torch.ones(free // 100, dtype=torch.uint8, device="cuda").sum()

    longest = Input([1] * 1000, [0] * 1000)
    assert 20_000 < gpu_token_budget(run, longest, TOKEN_BUDGET) < 30_000


@on_a_gpu
def test_vectors_of_a_gpu_are_the_cpus(tmp_path: Path) -> None:
    texts = [f"The river rose by {n} metres during the night." for n in range(300)]
    there = TransformerEncoder.built_in(calibrate("float32", cache=tmp_path).chosen)
    here = TransformerEncoder.built_in(Arithmetic(torch.float32, threads=2))
    cosines = (there.encode(texts).vectors * here.encode(texts).vectors).sum(axis=1)
    assert cosines.min() > 0.999
