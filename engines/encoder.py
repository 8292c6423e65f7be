"""The sentence encoder: all-MiniLM-L6-v2, or another whose mean token vector is its meaning."""

from collections.abc import Sequence

import numpy as np
import torch
from transformers import AutoModel

from engines.arithmetic import Arithmetic
from engines.batching import plan_batches
from engines.loading import Loaded, TransformerEngine
from engines.sources import ModelSource, built_in_source
from engines.tokens import Window, pad, windows_of
from enrichment.ports import Encoded, Vectors

BUILT_IN_WINDOW = 256
"""Tokens that all-MiniLM-L6-v2 was trained to read at once (its sentence_bert_config.json)."""


class TransformerEncoder(TransformerEngine):
    """Mean-pools the last hidden state over a text's tokens, and scales to unit length."""

    def __init__(
        self, source: ModelSource, arithmetic: Arithmetic, window: int | None = None
    ) -> None:
        super().__init__(AutoModel, source, arithmetic, "mean pooling", window)

    @classmethod
    def built_in(cls, arithmetic: Arithmetic) -> "TransformerEncoder":
        """Return all-MiniLM-L6-v2, its weights checked.

        Raises:
            ModelSourceError: if the installed weights are not the published ones.
        """
        return cls(built_in_source(), arithmetic, BUILT_IN_WINDOW)

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of `texts`, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if memory did not suffice.
        """
        return self._owner.call(lambda loaded: _encode(loaded, texts))


def _encode(loaded: Loaded, texts: Sequence[str]) -> Encoded:
    windows = windows_of(loaded.tokenizer, texts, loaded.window)
    pooled = np.zeros((len(windows), loaded.model.config.hidden_size), dtype=np.float32)
    for batch in plan_batches([len(window.ids) for window in windows]):
        pooled[batch] = _pool(loaded, [windows[i] for i in batch])
    return _joined(windows, pooled, len(texts))


def _pool(loaded: Loaded, windows: Sequence[Window]) -> Vectors:
    """Return a unit vector a window, shape (windows, dimensions)."""
    inputs = pad(loaded.tokenizer, windows)
    hidden = loaded.model(**inputs).last_hidden_state.float()
    mask = inputs["attention_mask"].unsqueeze(-1).float()
    mean = (hidden * mask).sum(dim=1) / mask.sum(dim=1)
    vectors: Vectors = torch.nn.functional.normalize(mean, dim=1).numpy()
    return vectors


def _joined(windows: Sequence[Window], pooled: Vectors, texts: int) -> Encoded:
    """Join the windows of each text, weighted by their tokens, into one unit vector."""
    vectors = np.zeros((texts, pooled.shape[1]), dtype=np.float32)
    tokens = np.zeros(texts, dtype=np.int64)
    owners = np.array([window.text for window in windows], dtype=np.int64)
    content = np.array([window.content for window in windows], dtype=np.int64)
    np.add.at(tokens, owners, content)
    np.add.at(vectors, owners, pooled * np.maximum(content, 1)[:, None].astype(np.float32))
    lengths: Vectors = np.linalg.norm(vectors, axis=1, keepdims=True).astype(np.float32)
    lengths[lengths == 0] = 1
    return Encoded(vectors / lengths, tokens)
