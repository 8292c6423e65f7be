import os

import pytest
import torch

from newsdesk.engines import Arithmetic, calibrate, processor
from newsdesk.engines.arithmetic import DtypeName


@pytest.mark.parametrize(
    ("name", "dtype"),
    [("float32", torch.float32), ("bfloat16", torch.bfloat16), ("int8", torch.int8)],
)
def test_requested_arithmetic_is_used(name: DtypeName, dtype: torch.dtype) -> None:
    arithmetic = calibrate(name, threads=3).chosen
    assert (arithmetic.dtype, arithmetic.name) == (dtype, name)
    assert arithmetic.lanes * arithmetic.threads == 3


def test_int8_weights_are_loaded_as_float32() -> None:
    arithmetic = Arithmetic(torch.int8, 1)
    assert (arithmetic.is_int8, arithmetic.loaded_dtype) == (True, torch.float32)
    assert Arithmetic(torch.bfloat16, 1).loaded_dtype == torch.bfloat16


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="Linux only")
def test_models_use_the_cores_that_the_process_may_use() -> None:
    chosen = calibrate("float32").chosen
    assert chosen.lanes * chosen.threads == len(os.sched_getaffinity(0))


def test_the_processor_has_a_name() -> None:
    assert processor().strip()
