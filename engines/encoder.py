"""The sentence encoder: all-MiniLM-L6-v2, or another model that maps texts to vectors."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np
import torch
from transformers import PreTrainedConfig

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.batcher import Batcher
from newsdesk.engines.engine import TransformerEngine
from newsdesk.engines.kinds import encoder_kind, load_config, source_errors
from newsdesk.engines.loaded_model import LoadedModel
from newsdesk.engines.pooling import POOLING
from newsdesk.engines.sentence_transformers import SentenceRecipe, read_recipe
from newsdesk.engines.sources import ModelSource, built_in_source
from newsdesk.engines.tokenizer import Input
from newsdesk.engines.tokens import Window, tokenize_without_spans, windows_of
from newsdesk.engines.window_vectors import joined
from newsdesk.enrichment.ports import Encoded, Vectors


class TransformerEncoder(TransformerEngine):
    """Pools the last hidden state over a text's tokens and scales it to unit length.

    Pooling, window and prefix come from sentence-transformers' files in the model's folder; without
    these files, it is the mean over the model's whole window.
    """

    def __init__(
        self,
        source: ModelSource,
        arithmetic: Arithmetic,
        window: int | None = None,
        prefix: str | None = None,
    ) -> None:
        """Load the model.

        Args:
            source: Where its files are.
            arithmetic: The arithmetic to compute in.
            window: Tokens that it reads at once, at most; unset, as in its files.
            prefix: Text put before every text, such as `query: `; unset, as in its files.

        Raises:
            ModelSourceError: if it is not an encoder, needs a feature that is not supported, or
                its prefix leaves no room for a text.
        """
        config = load_config(source)
        recipe = read_recipe(source, config)
        if prefix is not None:
            recipe = replace(recipe, prompt=prefix)
        kind = encoder_kind(config, source)
        if recipe.declared:
            # The files say that it is an encoder, whatever head it was trained with.
            kind = replace(kind, heads=("",))
        super().__init__(kind, source, arithmetic, str(recipe), window or recipe.window)
        self._recipe = recipe
        self._vectors = self._model_call(partial(_vectors_of, recipe))
        self._dimensions = self._owner.call(lambda loaded: _dimensions(loaded, recipe))
        # Fail now, not at the first text, if layers do not fit or the prefix leaves no room.
        with source_errors(source):
            self.encode([""])

    @classmethod
    def built_in(cls, arithmetic: Arithmetic) -> "TransformerEncoder":
        """Return all-MiniLM-L6-v2, with its weights verified.

        Raises:
            ModelSourceError: if the installed weights are not the published ones.
        """
        return cls(built_in_source(), arithmetic)

    @property
    def config(self) -> PreTrainedConfig:
        """The model's config."""
        config: PreTrainedConfig = self._owner.call(lambda loaded: loaded.model.config)
        return config

    def inputs(self, texts: Sequence[str]) -> list[Input]:
        """Return the model's inputs for `texts`: the tokens of one or more windows each."""
        windows = self._owner.call(lambda loaded: _windows(loaded, texts, self._recipe))
        return [one for _, one in windows]

    def compute(self, batcher: Batcher, inputs: Sequence[Input], budget: int) -> list[Vectors]:
        """Return the vectors of inputs, in order, in batches of `budget` tokens; for benchmarks."""
        return batcher.ask(replace(self._vectors, budget=budget), inputs)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of `texts`, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        windows = self._owner.call(lambda loaded: _windows(loaded, texts, self._recipe))
        if not windows:
            return Encoded(np.zeros((0, self._dimensions), np.float32), np.zeros(0, np.int64))
        vectors = self._batcher.ask(self._vectors, [window for _, window in windows])
        return joined([window for window, _ in windows], np.stack(vectors), len(texts))


def _windows(
    loaded: LoadedModel, texts: Sequence[str], recipe: SentenceRecipe
) -> list[tuple[Window, Input]]:
    read = [text.lower() for text in texts] if recipe.lower_case else texts
    windows = windows_of(tokenize_without_spans(loaded.tokenizer, read, recipe.prompt), loaded.room)
    return [(window, loaded.special_tokens.around(window.ids)) for window in windows]


def _vectors_of(
    recipe: SentenceRecipe, loaded: LoadedModel, inputs: Sequence[Input]
) -> list[Vectors]:
    """Return one vector per input, shape (dimensions,)."""
    if loaded.packed:
        rows, groups = loaded.packed(loaded.non_empty(inputs))
        states = [group.of(rows) for group in groups]
        masks = [torch.ones_like(own[..., :1]) for own in states]
    else:
        tensors = loaded.tensors(inputs)
        # A model without an attention mask reads one input at a time, so without padding.
        mask = tensors.get("attention_mask", torch.ones_like(tensors["input_ids"]))
        states, masks = [loaded.model(**tensors).last_hidden_state], [mask.unsqueeze(-1)]
    pooled = [
        _pooled(own.float(), mask.float(), recipe) for own, mask in zip(states, masks, strict=True)
    ]
    return list(_finished(torch.cat(pooled).cpu(), recipe).numpy())


def _dimensions(loaded: LoadedModel, recipe: SentenceRecipe) -> int:
    if recipe.layers:
        return recipe.layers[-1].weight.shape[0]
    return int(loaded.model.config.hidden_size) * len(recipe.pooling)


def _pooled(hidden: torch.Tensor, mask: torch.Tensor, recipe: SentenceRecipe) -> torch.Tensor:
    """Return the pooled token vectors, shape (windows, pooled dimensions)."""
    return torch.cat([POOLING[mode](hidden, mask) for mode in recipe.pooling], dim=1)


def _finished(vectors: torch.Tensor, recipe: SentenceRecipe) -> torch.Tensor:
    """Apply the layers and the scaling that follow pooling, shape (windows, dimensions)."""
    for layer in recipe.layers:
        vectors = layer(vectors)
    return torch.nn.functional.normalize(vectors, dim=1) if recipe.normalize else vectors
