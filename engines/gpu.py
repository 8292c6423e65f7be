"""The machine's GPU, where torch sees one: what it computes in, and how much of it at once."""

from collections.abc import Callable, Sequence

import torch

from newsdesk.engines.arithmetic import Arithmetic, available_cores
from newsdesk.engines.tokenizer import Input

MAX_TOKENS = 65_536
"""Tokens a batch, at most: far beyond what keeps a large card busy."""

MEMORY_SHARE = 0.25
"""What a batch may take of the memory that is free: other models, and workers, share the card."""


def accelerator() -> Arithmetic | None:
    """Return the arithmetic of the machine's GPU, or None where torch sees none."""
    if not torch.cuda.is_available():
        return None
    dtype = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float32
    return Arithmetic(dtype, threads=available_cores(), lanes=1, device="cuda")


def gpu_name() -> str | None:
    """Return the name of the machine's GPU, or None where torch sees none."""
    return torch.cuda.get_device_name() if torch.cuda.is_available() else None


@torch.inference_mode()
def gpu_token_budget(run: Callable[[Sequence[Input]], object], longest: Input, least: int) -> int:
    """Return the tokens a batch that the card's memory has room for.

    What a token takes is measured, with the longest input that the model reads: that is the
    dearest, where the memory of attention grows with the square of the length.

    Args:
        run: The model.
        longest: An input as long as the model's window.
        least: What is returned at least, as on a CPU.
    """
    run([longest])
    torch.cuda.reset_peak_memory_stats()
    before = torch.cuda.memory_allocated()
    run([longest])
    taken = torch.cuda.max_memory_allocated() - before
    # What torch holds back of freed memory is free for it, though not for others.
    held = torch.cuda.memory_reserved() - torch.cuda.memory_allocated()
    free, _ = torch.cuda.mem_get_info()
    return tokens_that_fit(free + held, taken / len(longest.ids), least)


def tokens_that_fit(free: int, bytes_a_token: float, least: int) -> int:
    """Return the tokens a batch where so many bytes are free."""
    fitting = int(MEMORY_SHARE * free / max(1.0, bytes_a_token))
    return max(least, min(MAX_TOKENS, fitting))
