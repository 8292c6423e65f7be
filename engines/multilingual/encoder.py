"""The sentence encoder for many languages: multilingual-e5-small, with weights of four bits."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.batcher import shared_batcher
from newsdesk.engines.batching import TOKEN_BUDGET
from newsdesk.engines.gpu import gpu_token_budget
from newsdesk.engines.multilingual.files import multilingual_source
from newsdesk.engines.multilingual.loaded import PREFIX, LoadedMultilingual, load_multilingual
from newsdesk.engines.owner import ModelOwner
from newsdesk.engines.requests import ModelCall
from newsdesk.engines.sources import ModelSource
from newsdesk.engines.tokenizer import Input
from newsdesk.engines.window_vectors import joined
from newsdesk.enrichment.pinned_files import MULTILINGUAL_PIECES, MULTILINGUAL_WEIGHTS
from newsdesk.enrichment.ports import Encoded, ModelInfo, Vectors

WINDOW = 512


class MultilingualEncoder:
    """Reads texts in about a hundred languages: a `SentenceEncoder` of 384 dimensions.

    A vector is the mean of a text's token vectors, scaled to unit length. A text of which the
    tokenizer knows no piece has no tokens, and the vector of an empty text.
    """

    def __init__(self, folder: Path, arithmetic: Arithmetic, window: int = WINDOW) -> None:
        """Load the model.

        Args:
            folder: Where `newsdesk models fetch multilingual` has put it.
            arithmetic: The arithmetic to compute in. The words' table stays in four bits.
            window: Tokens that it reads at once, at most 512.

        Raises:
            ModelSourceError: if the folder does not have the pinned files.
        """
        self.source = multilingual_source(folder)
        self.arithmetic = arithmetic
        self._batcher = shared_batcher(arithmetic.lanes, arithmetic.threads)
        self._owner = ModelOwner(
            type(self).__name__, lambda: load_multilingual(folder, arithmetic, window)
        )
        self._loaded = self._owner.call(lambda loaded: loaded)
        self._vectors: ModelCall[Vectors] = _call(self._loaded, self._owner, arithmetic)
        self._info = _info(self.source, self._loaded.window, arithmetic)

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        return self._info

    @property
    def window(self) -> int:
        """How many tokens the model reads at once."""
        return self._loaded.window

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of `texts`, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        windows = self._owner.call(lambda loaded: loaded.windows(texts))
        if not windows:
            dimensions = self._loaded.dimensions
            return Encoded(np.zeros((0, dimensions), np.float32), np.zeros(0, np.int64))
        vectors = self._batcher.ask(self._vectors, [one for _, one in windows])
        return joined([window for window, _ in windows], np.stack(vectors), len(texts))

    def close(self) -> None:
        """Release the model; callers still waiting for it get an error."""
        self._batcher.cancel(self._vectors)
        self._owner.close()


def _call(
    loaded: LoadedMultilingual, owner: ModelOwner[LoadedMultilingual], arithmetic: Arithmetic
) -> ModelCall[Vectors]:
    """Return the call that computes vectors; on a GPU in larger batches, as memory allows."""
    if arithmetic.device == "cpu":
        return ModelCall(loaded.vectors, padded=False)
    longest = Input([0] * loaded.window, [0] * loaded.window)
    budget = owner.call(lambda _: gpu_token_budget(loaded.vectors, longest, TOKEN_BUDGET))
    return ModelCall(loaded.vectors, budget, padded=False)


def _info(source: ModelSource, window: int, arithmetic: Arithmetic) -> ModelInfo:
    files = f"{MULTILINGUAL_WEIGHTS.sha256}|{MULTILINGUAL_PIECES.sha256}"
    recipe = f"{source.name}|{files}|mean|{PREFIX}|{window}|{arithmetic.name}"
    fingerprint = hashlib.sha256(recipe.encode()).hexdigest()[:16]
    return ModelInfo(source.name, str(source.revision), fingerprint)
