"""A sequence-to-sequence summarizer from Hugging Face."""

from collections.abc import Sequence

import torch

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.engine import TransformerEngine
from newsdesk.engines.generation import (
    GenerationOptions,
    generation_config,
    prefix_of,
    require_room,
)
from newsdesk.engines.kinds import GENERATOR, config_of
from newsdesk.engines.loaded_model import LoadedModel
from newsdesk.engines.sources import ModelSource
from newsdesk.engines.tokenizer import Input
from newsdesk.engines.tokens import OVERLAP, Tokens, Window, sentence_breaks, tokenize, windows_of
from newsdesk.enrichment.ports import Generated

_ROUNDS = 8
_NEW_LINE = "<n>"


class TransformerGenerator(TransformerEngine):
    """Summarizes every window of a text, and then the summaries, until they are short enough.

    Windows end at sentence boundaries where possible. Summaries that are longer than
    `max_new_tokens` together are summarized again, at most eight times.
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
            ModelSourceError: if it is not a sequence-to-sequence model, or generates fewer tokens
                than the options request.
            ValueError: if the prefix leaves no room for a text.
        """
        config = config_of(GENERATOR, source)
        require_room(config, options, source)
        prefix = prefix_of(config, options)
        recipe = f"{options}|{prefix!r}|windows that overlap by 1/{OVERLAP}|{_ROUNDS} rounds"
        super().__init__(GENERATOR, source, arithmetic, recipe, window)
        self._options = options
        self._prefix = prefix
        # Fail now, not at the first text, if the prefix leaves no room.
        self._owner.call(lambda loaded: _windows(loaded, self._tokens([""], loaded)))
        self._owner.call(lambda loaded: _set_options(loaded, options))
        self._write_batch = self._model_call(_written_ids, options.token_budget)

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        """Return each text's summary, in order; a text without tokens has an empty one.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        read = self._owner.call(lambda loaded: self._tokens(texts, loaded))
        summaries = self._summarize(read, _ROUNDS)
        lengths = [len(tokens.ids) for tokens in read]
        return [Generated(text, n, n) for text, n in zip(summaries, lengths, strict=True)]

    def _tokens(self, texts: Sequence[str], loaded: LoadedModel) -> list[Tokens]:
        return tokenize(loaded.tokenizer, texts, self._prefix)

    def _summarize(self, texts: Sequence[Tokens], rounds: int) -> list[str]:
        """Return the summaries of `texts`; those of several windows are joined and shortened."""
        windows = self._owner.call(lambda loaded: _windows(loaded, texts))
        parts: list[list[str]] = [[] for _ in texts]
        for (window, _), summary in zip(windows, self._write(windows), strict=True):
            parts[window.text].append(summary)
        joined = [" ".join(filter(None, own)) for own in parts]
        again = self._owner.call(lambda loaded: self._tokens(joined, loaded))
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

    def _write(self, windows: Sequence[tuple[Window, Input]]) -> list[str]:
        """Return one summary per window, in order."""
        written = self._batcher.ask(self._write_batch, [window for _, window in windows])
        return self._owner.call(lambda loaded: [_text(loaded, ids) for ids in written])


def _set_options(loaded: LoadedModel, options: GenerationOptions) -> None:
    model = loaded.model
    model.generation_config = generation_config(
        model.generation_config, options, loaded.tokenizer.pad_token_id
    )


def _windows(loaded: LoadedModel, texts: Sequence[Tokens]) -> list[tuple[Window, Input]]:
    """Return the windows of `texts` that are not empty."""
    breaks = [sentence_breaks(tokens) for tokens in texts]
    windows = windows_of(texts, loaded.room, loaded.overlap, breaks)
    return [
        (window, loaded.special_tokens.around(window.ids)) for window in windows if window.fresh
    ]


def _written_ids(loaded: LoadedModel, inputs: Sequence[Input]) -> list[torch.Tensor]:
    """Return the generated token ids for each input."""
    return list(loaded.model.generate(**loaded.tensors(inputs)).cpu())


def _text(loaded: LoadedModel, ids: torch.Tensor) -> str:
    text = str(loaded.tokenizer.decode(ids, skip_special_tokens=True))
    # Pegasus generates a special token between sentences.
    return " ".join(text.replace(_NEW_LINE, " ").split())
