"""Timing a layer of a model's shape in several arithmetics on this machine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import Any

import torch
from transformers import BertConfig, BertModel, PreTrainedConfig

from newsdesk.engines.arithmetic import Arithmetic, DtypeName
from newsdesk.engines.batcher import Batcher
from newsdesk.engines.batching import TOKEN_BUDGET
from newsdesk.engines.kinds import load_config
from newsdesk.engines.packed import PackedBert
from newsdesk.engines.packed_parts import parts_of
from newsdesk.engines.requests import ModelCall
from newsdesk.engines.sources import ModelSource
from newsdesk.engines.tokenizer import Input

_ROUNDS = 4
_BATCHES_PER_CORE = 2
_LENGTHS = (8, 12, 16, 20, 24, 28, 32, 40, 52, 70)


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of a model's layers, which determine its speed."""

    hidden: int = 384
    intermediate: int = 1536
    heads: int = 12

    @classmethod
    def of(cls, config: PreTrainedConfig) -> "Shape":
        """Return a model's shape; sizes missing from its config have defaults."""
        hidden = int(getattr(config, "hidden_size", 0) or getattr(config, "d_model", 0) or 384)
        heads = int(getattr(config, "num_attention_heads", 0) or 12)
        wide = next(
            (
                int(size)
                for name in ("intermediate_size", "encoder_ffn_dim", "d_ff", "hidden_dim")
                if (size := getattr(config, name, None))
            ),
            4 * hidden,
        )
        return cls(hidden, wide, heads if hidden % heads == 0 else 1)


def shape_of(source: ModelSource) -> Shape:
    """Return the shape of a model without loading it.

    Raises:
        ModelSourceError: if its config cannot be read.
    """
    return Shape.of(load_config(source))


@dataclass(frozen=True, slots=True)
class Trial:
    """The speed of a layer in one arithmetic, in tokens per second on all cores together."""

    dtype: DtypeName
    lanes: int
    threads: int
    tokens_per_second: float

    @property
    def arithmetic(self) -> Arithmetic:
        """The arithmetic that was timed."""
        return Arithmetic(getattr(torch, self.dtype), self.threads, self.lanes)


def run_trials(dtypes: Sequence[DtypeName], cores: int, shape: Shape) -> Iterator[Trial]:
    """Time each dtype with one lane per core, and with one lane on all cores."""
    # The same number of batches per lane; otherwise some lanes would be idle at the end.
    repeats = _BATCHES_PER_CORE * cores * TOKEN_BUDGET // sum(_LENGTHS)
    inputs = [Input([7] * n, [0] * n) for n in _LENGTHS] * repeats
    tokens = sum(len(one.ids) for one in inputs)
    calls = {dtype: _layer(dtype, shape) for dtype in dtypes}
    spreads = list(dict.fromkeys([(cores, 1), (1, cores)]))
    seconds: dict[tuple[DtypeName, int, int], float] = {}
    for _ in range(_ROUNDS + 1):
        # In turns, so that noise affects all alike. The best round counts; the first is a warm-up.
        for lanes, threads in spreads:
            batcher = Batcher(lanes, threads)
            for dtype, call in calls.items():
                taken = timed(partial(batcher.ask, call, inputs))
                key = (dtype, lanes, threads)
                seconds[key] = min(taken, seconds.get(key, taken))
            batcher.close()
    for (dtype, lanes, threads), best in seconds.items():
        yield Trial(dtype, lanes, threads, tokens / best)


def _layer(dtype: DtypeName, shape: Shape) -> ModelCall[None]:
    """Return a layer of the given shape with random weights."""
    config = BertConfig(
        vocab_size=8,
        hidden_size=shape.hidden,
        intermediate_size=shape.intermediate,
        num_attention_heads=shape.heads,
        num_hidden_layers=1,
    )
    is_int8 = dtype == "int8"
    model: Any = BertModel(config)  # type: ignore[no-untyped-call]
    weights = model.eval().to(torch.float32 if is_int8 else getattr(torch, dtype))
    packed = PackedBert(parts_of(weights), int8=is_int8)

    def run(inputs: Sequence[Input]) -> list[None]:
        packed(inputs)
        return [None] * len(inputs)

    return ModelCall(run, padded=False)


def timed(act: Callable[[], object]) -> float:
    """Return the seconds that `act` takes."""
    started = perf_counter()
    act()
    return perf_counter() - started
