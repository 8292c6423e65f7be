"""A sequence-to-sequence summarizer from Hugging Face."""

from collections.abc import Sequence
from dataclasses import dataclass

from transformers import AutoModelForSeq2SeqLM

from engines.arithmetic import Arithmetic
from engines.batching import plan_batches
from engines.loading import Loaded, TransformerEngine
from engines.sources import ModelSource
from engines.tokens import Window, pad, windows_of
from enrichment.ports import Generated


@dataclass(frozen=True, slots=True)
class GenerationOptions:
    """How a summary is written: tokens at most, beams, and how long a phrase may come again.

    `token_budget` is the number of padded input tokens a batch.
    """

    max_new_tokens: int = 128
    num_beams: int = 1
    no_repeat_ngram_size: int = 3
    token_budget: int = 2048


class TransformerGenerator(TransformerEngine):
    """Summarizes the first window of a text, and tells how much of the text that is."""

    def __init__(
        self, source: ModelSource, arithmetic: Arithmetic, options: GenerationOptions
    ) -> None:
        super().__init__(AutoModelForSeq2SeqLM, source, arithmetic, str(options))
        self._options = options

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        """Return each text's summary, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if memory did not suffice.
        """
        return self._owner.call(lambda loaded: _generate(loaded, texts, self._options))


def _generate(loaded: Loaded, texts: Sequence[str], options: GenerationOptions) -> list[Generated]:
    totals = [0] * len(texts)
    first: dict[int, Window] = {}
    for window in windows_of(loaded.tokenizer, texts, loaded.window):
        totals[window.text] += window.content
        first.setdefault(window.text, window)
    summaries = [""] * len(texts)
    lengths = [len(first[i].ids) for i in range(len(texts))]
    for batch in plan_batches(lengths, options.token_budget):
        written = _write(loaded, [first[i] for i in batch], options)
        for i, summary in zip(batch, written, strict=True):
            summaries[i] = summary
    return [Generated(text, totals[i], first[i].content) for i, text in enumerate(summaries)]


def _write(loaded: Loaded, windows: Sequence[Window], options: GenerationOptions) -> list[str]:
    output = loaded.model.generate(
        **pad(loaded.tokenizer, windows),
        max_new_tokens=options.max_new_tokens,
        num_beams=options.num_beams,
        no_repeat_ngram_size=options.no_repeat_ngram_size,
        do_sample=False,
    )
    return [str(text) for text in loaded.tokenizer.batch_decode(output, skip_special_tokens=True)]
