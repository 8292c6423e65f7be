"""The arithmetic that models compute in, and the cores they compute on."""

import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import torch

DtypeName = Literal["auto", "float32", "bfloat16", "int8"]

_RELEVANT_FLAGS = frozenset(
    {"avx2", "avx512f", "avx512_bf16", "avx512_vnni", "avx_vnni", "amx_bf16", "amx_int8"}
)


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The element type of matrix products, and the lanes and threads that compute them.

    Each lane computes one batch at a time with `threads` threads, so it takes lanes times threads
    cores. With int8, everything except the products is float32.
    """

    dtype: torch.dtype
    threads: int
    lanes: int = 1
    device: str = "cpu"

    @property
    def is_int8(self) -> bool:
        """Whether the weights are quantized."""
        return self.dtype == torch.int8

    @property
    def loaded_dtype(self) -> torch.dtype:
        """The element type in which the weights are loaded."""
        return torch.float32 if self.is_int8 else self.dtype

    @property
    def name(self) -> str:
        """The element type as it is written in the settings."""
        return str(self.dtype).removeprefix("torch.")


def processor(cpuinfo: Path = Path("/proc/cpuinfo")) -> str:
    """Return the name of the CPU and the vector extensions that matter for matrix products."""
    try:
        text = cpuinfo.read_text(encoding="ascii", errors="replace")
    except OSError:
        return platform.processor() or platform.machine()
    lines = dict(line.split(":", 1) for line in text.splitlines() if ":" in line)
    facts = {name.strip(): value.strip() for name, value in lines.items()}
    flags = _RELEVANT_FLAGS.intersection(facts.get("flags", "").split())
    # ARM's CPUs have numbers in place of names, and "Features".
    parts = [facts[name] for name in ("CPU implementer", "CPU part") if name in facts]
    features = sorted(facts.get("Features", "").split())
    return " ".join(
        [facts.get("model name", platform.machine()), *sorted(flags), *parts, *features]
    )
