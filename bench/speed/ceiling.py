"""The encoder only, and the hardware: `python -m bench.speed.ceiling [--quick] [--dtype NAME]`.

The sentences of the corpus, cleaned, split and tokenized beforehand, go through the built-in
encoder with the batch size that is fastest on a sample: that is the ceiling for newsdesk as a
whole. Also reported are the peak of the same cores for matrix products of that type, the fraction
of it that the encoder reaches, and the padding.
"""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import torch

from bench.speed.corpus import QUICK_SIZE, corpus_of, sample
from bench.speed.figures import run_measure
from newsdesk.agents import keep_large_buffers
from newsdesk.composition import Composition
from newsdesk.engines import Arithmetic, Batcher, TransformerEncoder
from newsdesk.engines.batching import TOKEN_BUDGET
from newsdesk.engines.layer_trials import timed
from newsdesk.engines.linear import linear_of
from newsdesk.engines.tokenizer import Input
from newsdesk.enrichment.document import Document, Limits, Prepared, prepare
from newsdesk.schemas import Article
from newsdesk.settings import Settings

BUDGETS = (500, TOKEN_BUDGET, 1000, 2000)
_SHAPES = ((1024, 384, 1536), (1024, 1536, 384), (1024, 1024, 1024), (2048, 2048, 2048))
_PEAK_ROUNDS = 4


@dataclass(frozen=True, slots=True)
class Corpus:
    """The encoder's inputs for a corpus: each distinct sentence and title once."""

    articles: int
    inputs: list[Input]

    @property
    def tokens(self) -> int:
        """The number of tokens, special ones included."""
        return sum(len(one.ids) for one in self.inputs)


def prepared(found: Sequence[dict[str, Any]]) -> list[Document]:
    """Return the corpus's articles, cleaned and split like in the stage `classify`."""
    outcomes = [prepare(Article.from_fields(fields), Limits()) for fields in found]
    return [outcome.document for outcome in outcomes if isinstance(outcome, Prepared)]


def read_corpus(documents: Sequence[Document], encoder: TransformerEncoder) -> Corpus:
    """Return the encoder's inputs for the articles."""
    texts: dict[str, None] = {}
    for document in documents:
        texts.update(dict.fromkeys(sentence.text for sentence in document.sentences))
        texts.update(dict.fromkeys([document.title] if document.title else []))
    return Corpus(len(documents), encoder.inputs(list(texts)))


def measure(quick: bool, dtype: str = "auto") -> dict[str, Any]:
    """Return articles and tokens per second, padding, and the fraction of the measured peak."""
    return measure_over(corpus_of(quick), dtype)


def measure_over(found: Sequence[dict[str, Any]], dtype: str) -> dict[str, Any]:
    """Do the same as `measure` for a corpus of any size."""
    keep_large_buffers()
    settings = Settings.load(inference={"dtype": dtype})
    composition = Composition(settings)
    encoder, arithmetic = composition.encoder, composition.arithmetic
    corpus = read_corpus(prepared(found), encoder)
    batcher = Batcher(arithmetic.lanes, arithmetic.threads)
    some = read_corpus(prepared(sample(min(QUICK_SIZE, len(found) // 4))), encoder)
    plans = {
        budget: timed(partial(encoder.compute, batcher, some.inputs, budget))
        for budget in (TOKEN_BUDGET, *BUDGETS)
    }
    best = min(plans, key=lambda budget: plans[budget])
    seconds = timed(partial(encoder.compute, batcher, corpus.inputs, best))
    padding = batcher.counts.padding
    batcher.close()
    tokens_per_s = corpus.tokens / seconds
    operations = tokens_per_s * operations_per_token(encoder, corpus)
    exact = replace(arithmetic, dtype=torch.float32)
    peaks = {one.dtype: matmul_peak(one) for one in {arithmetic, exact}}
    return {
        "dtype": arithmetic.name,
        "lanes": arithmetic.lanes,
        "threads": arithmetic.threads,
        "articles": corpus.articles,
        "tokens": corpus.tokens,
        "budget": best,
        "articles_per_s": corpus.articles / seconds,
        "tokens_per_s": tokens_per_s,
        "padding": padding,
        "operations_per_s": operations,
        "peak_operations_per_s": peaks[arithmetic.dtype],
        "fraction_of_peak": operations / peaks[arithmetic.dtype],
        "fraction_of_float32_peak": operations / peaks[exact.dtype],
    }


def operations_per_token(encoder: TransformerEncoder, corpus: Corpus) -> float:
    """Return additions and multiplications per token, in linear layers and attention."""
    config = encoder.config
    hidden, wide, layers = config.hidden_size, config.intermediate_size, config.num_hidden_layers
    linear = 2 * (4 * hidden * hidden + 2 * hidden * wide)
    lengths = [len(one.ids) for one in corpus.inputs]
    attention = 4 * hidden * sum(n * n for n in lengths) / sum(lengths)
    return float(layers * (linear + attention))


def matmul_peak(arithmetic: Arithmetic) -> float:
    """Return the maximum of operations per second in all lanes together, over a few shapes."""
    torch.set_num_threads(arithmetic.threads)
    rates = []
    for rows, inner, columns in _SHAPES:
        multiply = _multiplication(arithmetic.dtype, rows, inner, columns)
        repeats = max(2, int(2e9 / (rows * inner * columns)))
        operations = 2 * rows * inner * columns * repeats * arithmetic.lanes
        for _ in range(_PEAK_ROUNDS):
            act = _in_lanes(lambda: [multiply() for _ in range(repeats)], arithmetic.lanes)  # noqa: B023
            rates.append(operations / timed(act))
    return max(rates)


def _multiplication(
    dtype: torch.dtype, rows: int, inner: int, columns: int
) -> Callable[[], torch.Tensor]:
    if dtype == torch.int8:
        left = torch.randint(-127, 127, (rows, inner), dtype=dtype)
        right = torch.randint(-127, 127, (inner, columns), dtype=dtype)
        return lambda: torch._int_mm(left, right)
    first, second = torch.randn(rows, inner).to(dtype), torch.randn(columns, inner).to(dtype)
    multiply = linear_of(second, torch.zeros(columns, dtype=dtype))
    return lambda: multiply(first)


def _in_lanes(act: Callable[[], object], lanes: int) -> Callable[[], None]:
    def run() -> None:
        threads = [threading.Thread(target=act) for _ in range(lanes)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    return run


def main() -> None:
    """Print the figures."""
    run_measure("The encoder only", __doc__, measure, dtype=True)


if __name__ == "__main__":
    main()
