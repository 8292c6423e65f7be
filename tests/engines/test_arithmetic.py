from pathlib import Path

import pytest
import torch

from newsdesk.engines import Arithmetic, calibrate, processor
from newsdesk.engines.arithmetic import DtypeName
from newsdesk.enrichment.resources import available_cores


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


def test_models_use_the_cores_that_the_process_may_use() -> None:
    chosen = calibrate("float32").chosen
    assert chosen.lanes * chosen.threads == available_cores()


def test_the_processor_has_a_name() -> None:
    assert processor().strip()


_X86 = """processor	: 0
model name	: A CPU
flags		: fpu avx2 avx512_vnni sse
"""
_ARM = """processor	: 0
Features	: fp asimd i8mm bf16
CPU implementer	: 0x41
CPU part	: 0xd40
"""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (_X86, _X86.replace("avx512_vnni ", "")),
        (_X86, _X86.replace("A CPU", "Another")),
        (_ARM, _ARM.replace(" i8mm", "")),
        (_ARM, _ARM.replace("0xd40", "0xd0c")),
    ],
)
def test_cpus_that_can_do_different_things_have_different_names(
    tmp_path: Path, one: str, other: str
) -> None:
    (tmp_path / "one").write_text(one)
    (tmp_path / "other").write_text(other)
    assert processor(tmp_path / "one") != processor(tmp_path / "other")


def test_what_a_cpu_does_beside_matrices_does_not_make_it_another(tmp_path: Path) -> None:
    (tmp_path / "one").write_text(_X86)
    (tmp_path / "other").write_text(_X86.replace("sse", "sse3 rdrand"))
    assert processor(tmp_path / "one") == processor(tmp_path / "other")
    assert processor(tmp_path / "one") == "A CPU avx2 avx512_vnni"
