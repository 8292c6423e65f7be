"""A text-classification model from Hugging Face."""

from collections.abc import Sequence
from itertools import groupby

import numpy as np
from transformers import AutoModelForSequenceClassification

from engines.arithmetic import Arithmetic
from engines.batching import plan_batches
from engines.loading import Loaded, TransformerEngine
from engines.sources import ModelSource
from engines.tokens import pad, windows_of
from enrichment.ports import Scored


class TransformerClassifier(TransformerEngine):
    """Reads a text in windows of the model's size and averages the probabilities by tokens.

    Probabilities come from a softmax, or from a sigmoid a label where the model's config says
    `multi_label_classification`.
    """

    def __init__(self, source: ModelSource, arithmetic: Arithmetic) -> None:
        super().__init__(AutoModelForSequenceClassification, source, arithmetic, "mean of windows")
        self._labels = self._owner.call(_labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The model's labels, from `id2label`."""
        return self._labels

    def classify(self, texts: Sequence[str]) -> list[Scored]:
        """Return each text's probabilities, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if memory did not suffice.
        """
        return self._owner.call(lambda loaded: _classify(loaded, texts))


def _labels(loaded: Loaded) -> tuple[str, ...]:
    names = loaded.model.config.id2label
    return tuple(str(names[i]) for i in range(len(names)))


def _classify(loaded: Loaded, texts: Sequence[str]) -> list[Scored]:
    windows = windows_of(loaded.tokenizer, texts, loaded.window)
    probabilities = np.zeros((len(windows), loaded.model.config.num_labels), dtype=np.float32)
    multi_label = loaded.model.config.problem_type == "multi_label_classification"
    for batch in plan_batches([len(window.ids) for window in windows]):
        logits = loaded.model(**pad(loaded.tokenizer, [windows[i] for i in batch])).logits.float()
        probabilities[batch] = (logits.sigmoid() if multi_label else logits.softmax(dim=1)).numpy()
    scored = []
    for _, group in groupby(range(len(windows)), key=lambda i: windows[i].text):
        own = list(group)
        tokens = np.array([windows[i].content for i in own])
        mean = np.average(probabilities[own], axis=0, weights=np.maximum(tokens, 1))
        scored.append(Scored(mean.astype(np.float32), int(tokens.sum()), int(tokens.sum())))
    return scored
