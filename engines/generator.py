"""A sequence-to-sequence summarizer from Hugging Face."""

from collections.abc import Sequence

import torch

from engines.arithmetic import Arithmetic
from engines.generation import GenerationOptions, generation_config, prefix_of, require_room
from engines.kinds import GENERATOR, config_of
from engines.loaded import Loaded
from engines.loading import TransformerEngine
from engines.sources import ModelSource
from engines.tokens import OVERLAP, Tokens, Window, sentence_breaks, tokenize, windows_of
from enrichment.ports import Generated

_ROUNDS = 8
_NEW_LINE = "<n>"


class TransformerGenerator(TransformerEngine):
    """Summarizes every window of a text, and then its summaries, until they are short enough.

    Windows end at sentences where they can. What does not fit into `max_new_tokens` is summarized
    again, eight times at most.
    """

    def __init__(
        self,
        source: ModelSource,
        arithmetic: Arithmetic,
        options: GenerationOptions,
        window: int | None = None,
    ) -> None:
        """Load the model; `window` limits the tokens that it reads at once.

        Raises:
            ModelSourceError: if it is no sequence-to-sequence model, or writes less than the
                options ask for.
            ValueError: if the prefix leaves no room for a text.
        """
        config = config_of(GENERATOR, source)
        require_room(config, options, source)
        prefix = prefix_of(config, options)
        recipe = f"{options}|{prefix!r}|windows that overlap by 1/{OVERLAP}|{_ROUNDS} rounds"
        super().__init__(GENERATOR, source, arithmetic, recipe, window)
        self._writer = self._owner.call(lambda loaded: _Writer(loaded, options, prefix))

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        """Return each text's summary, in order; a text without tokens has an empty one.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if memory did not suffice.
        """
        return self._owner.call(lambda _: self._writer.generate(texts))


class _Writer:
    """The model with its options; to be used in the thread that owns the model."""

    def __init__(self, loaded: Loaded, options: GenerationOptions, prefix: str) -> None:
        self._loaded = loaded
        self._options = options
        self._prefix = prefix
        model, tokenizer = loaded.model, loaded.tokenizer
        # A prefix that leaves no room is told before the first text comes.
        windows_of(tokenize(tokenizer, [""], prefix), loaded.room)
        model.generation_config = generation_config(
            model.generation_config, options, tokenizer.pad_token_id
        )

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        read = tokenize(self._loaded.tokenizer, texts, self._prefix)
        summaries = self._summarize(read, _ROUNDS)
        lengths = [len(tokens.ids) for tokens in read]
        return [Generated(text, n, n) for text, n in zip(summaries, lengths, strict=True)]

    def _summarize(self, texts: Sequence[Tokens], rounds: int) -> list[str]:
        """Return the summaries of `texts`, those of several windows joined and made shorter."""
        breaks = [sentence_breaks(tokens) for tokens in texts]
        windows = windows_of(texts, self._loaded.room, self._loaded.overlap, breaks)
        windows = [window for window in windows if window.fresh]
        parts: list[list[str]] = [[] for _ in texts]
        for window, summary in zip(windows, self._write(windows), strict=True):
            parts[window.text].append(summary)
        joined = [" ".join(filter(None, own)) for own in parts]
        again = tokenize(self._loaded.tokenizer, joined, self._prefix)
        long = [
            i
            for i, tokens in enumerate(again)
            if len(parts[i]) > 1
            and self._options.max_new_tokens < len(tokens.ids) < len(texts[i].ids)
        ]
        if long and rounds:
            shorter = self._summarize([again[i] for i in long], rounds - 1)
            for i, summary in zip(long, shorter, strict=True):
                joined[i] = summary
        return joined

    def _write(self, windows: Sequence[Window]) -> list[str]:
        """Return a summary a window, in order."""
        inputs = [self._loaded.frame.around(window.ids) for window in windows]
        summaries = [""] * len(windows)
        lengths = [len(one.ids) for one in inputs]
        for batch in self._loaded.batches(lengths, self._options.token_budget):
            output = self._loaded.model.generate(**self._loaded.tensors([inputs[i] for i in batch]))
            for i, ids in zip(batch, output, strict=True):
                summaries[i] = self._text(ids)
        return summaries

    def _text(self, ids: torch.Tensor) -> str:
        text = str(self._loaded.tokenizer.decode(ids, skip_special_tokens=True))
        # Pegasus writes a token of its own between sentences.
        return " ".join(text.replace(_NEW_LINE, " ").split())
