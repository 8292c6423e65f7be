"""From the vectors of windows to those of texts."""

from collections.abc import Sequence

import numpy as np

from newsdesk.engines.tokens import Window
from newsdesk.enrichment.ports import Encoded, Vectors
from newsdesk.enrichment.vectors import unit


def joined(windows: Sequence[Window], pooled: Vectors, texts: int) -> Encoded:
    """Join the windows of each text, weighted by their tokens, into one unit vector per text."""
    vectors = np.zeros((texts, pooled.shape[1]), dtype=np.float32)
    tokens = np.zeros(texts, dtype=np.int64)
    owners = np.array([window.text for window in windows], dtype=np.int64)
    content = np.array([window.fresh for window in windows], dtype=np.int64)
    np.add.at(tokens, owners, content)
    np.add.at(vectors, owners, pooled * np.maximum(content, 1)[:, None].astype(np.float32))
    return Encoded(unit(vectors), tokens)
