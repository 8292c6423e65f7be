"""An encoder that shows its progress."""

from collections.abc import Sequence

import numpy as np

from newsdesk.enrichment.ports import Encoded, ModelInfo, SentenceEncoder
from newsdesk.terminal.progress import progress_bar

BATCH = 512
"""Texts per call of the model; a text's result does not depend on the others."""


class VisibleEncoder:
    """Passes texts on in batches, and shows a bar with `what` is being done."""

    def __init__(self, encoder: SentenceEncoder, what: str) -> None:
        self._encoder = encoder
        self._what = what

    @property
    def info(self) -> ModelInfo:
        """The identity of the encoder behind it."""
        return self._encoder.info

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of `texts`, in order.

        Raises:
            EngineUnavailable: if the model cannot answer now.
        """
        if len(texts) <= BATCH:
            return self._encoder.encode(texts)
        read: list[Encoded] = []
        with progress_bar(self._what, len(texts)) as advance:
            for start in range(0, len(texts), BATCH):
                batch = texts[start : start + BATCH]
                read.append(self._encoder.encode(batch))
                advance(len(batch))
        return Encoded(
            np.concatenate([encoded.vectors for encoded in read]),
            np.concatenate([encoded.tokens for encoded in read]),
        )
