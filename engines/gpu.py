"""The machine's GPU, if torch sees one: its arithmetic and its token budget per batch."""

from collections.abc import Callable, Sequence

import torch

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.tokenizer import Input
from newsdesk.enrichment.resources import available_cores

MAX_TOKENS = 65_536
"""Tokens per batch, at most: far more than it takes to keep a large GPU busy."""

MEMORY_SHARE = 0.25
"""The share of free memory that a batch may use: other models and workers share the GPU."""


def accelerator() -> Arithmetic | None:
    """Return the arithmetic for the machine's GPU, or None if torch sees none."""
    if not torch.cuda.is_available():
        return None
    dtype = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return Arithmetic(dtype, threads=available_cores(), lanes=1, device="cuda")


def gpu_name() -> str | None:
    """Return the name of the machine's GPU, or None if torch sees none."""
    return torch.cuda.get_device_name() if torch.cuda.is_available() else None


@torch.inference_mode()
def gpu_token_budget(run: Callable[[Sequence[Input]], object], longest: Input, least: int) -> int:
    """Return the number of tokens per batch that fits into the GPU's memory.

    The memory per token is measured with the longest input the model reads, which needs the most:
    the memory for attention grows with the square of the length.

    Args:
        run: The model.
        longest: An input as long as the model's window.
        least: The budget to return at least, as on a CPU.
    """
    run([longest])
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    run([longest])
    taken = torch.cuda.max_memory_allocated() - before
    # Memory that torch keeps reserved is free for torch, though not for other processes.
    held = torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
    free, _ = torch.cuda.mem_get_info()
    return tokens_that_fit(free + held, taken / len(longest.ids), least)


def tokens_that_fit(free: int, bytes_per_token: float, least: int) -> int:
    """Return the number of tokens per batch if so many bytes are free."""
    fitting = int(MEMORY_SHARE * free / max(1.0, bytes_per_token))
    return max(least, min(MAX_TOKENS, fitting))
