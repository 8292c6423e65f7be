import os
from pathlib import Path

import pytest
import torch

from engines import choose_arithmetic


@pytest.mark.parametrize(
    ("name", "dtype"), [("float32", torch.float32), ("bfloat16", torch.bfloat16)]
)
def test_what_is_asked_for_is_taken(name: str, dtype: torch.dtype) -> None:
    arithmetic = choose_arithmetic("float32" if name == "float32" else "bfloat16", threads=3)
    assert (arithmetic.dtype, arithmetic.name, arithmetic.threads) == (dtype, name, 3)


@pytest.mark.skipif(not Path("/proc/cpuinfo").exists(), reason="tells the CPU's flags on Linux")
def test_bfloat16_is_chosen_exactly_where_the_cpu_computes_in_it() -> None:
    flags = Path("/proc/cpuinfo").read_text().split()
    native = "avx512_bf16" in flags or "amx_bf16" in flags
    assert choose_arithmetic().name == ("bfloat16" if native else "float32")


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux only")
def test_a_model_uses_the_cores_that_the_process_may_use() -> None:
    assert choose_arithmetic("float32").threads == len(os.sched_getaffinity(0))
