"""A text-classification model from Hugging Face."""

from collections.abc import Iterator, Sequence

import numpy as np

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.engine import TransformerEngine
from newsdesk.engines.kinds import TEXT_CLASSIFIER, config_of
from newsdesk.engines.labels import labels_of
from newsdesk.engines.loaded_model import LoadedModel
from newsdesk.engines.sources import ModelSource
from newsdesk.engines.tokenizer import Input
from newsdesk.engines.tokens import OVERLAP, Window, tokenize, windows_of
from newsdesk.enrichment.ports import Scored, Vectors


class TransformerClassifier(TransformerEngine):
    """Reads a text in overlapping windows of the model's size and averages the probabilities.

    A window is weighted by its tokens that are in no earlier window. Probabilities come from a
    softmax, or from a sigmoid per label if the model's config says `multi_label_classification`.
    """

    def __init__(
        self, source: ModelSource, arithmetic: Arithmetic, window: int | None = None
    ) -> None:
        """Load the model; `window` limits the tokens that it reads at once.

        Raises:
            ModelSourceError: if it is not a text-classification model with at least two labels.
        """
        self._labels = labels_of(config_of(TEXT_CLASSIFIER, source), source)
        recipe = f"mean of windows that overlap by 1/{OVERLAP}"
        super().__init__(TEXT_CLASSIFIER, source, arithmetic, recipe, window)
        self._probabilities = self._model_call(_probabilities_of)

    @property
    def labels(self) -> tuple[str, ...]:
        """The model's labels, from `id2label`."""
        return self._labels

    def classify(self, texts: Sequence[str]) -> list[Scored]:
        """Return each text's probabilities, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        windows = self._owner.call(lambda loaded: _windows(loaded, texts))
        if not windows:
            return []
        found = self._batcher.ask(self._probabilities, [window for _, window in windows])
        return list(mean_of_windows([window for window, _ in windows], np.stack(found)))


def _windows(loaded: LoadedModel, texts: Sequence[str]) -> list[tuple[Window, Input]]:
    windows = windows_of(tokenize(loaded.tokenizer, texts), loaded.room, loaded.overlap)
    return [(window, loaded.special_tokens.around(window.ids)) for window in windows]


def _probabilities_of(loaded: LoadedModel, inputs: Sequence[Input]) -> list[Vectors]:
    """Return the probabilities for each input, shape (labels,)."""
    logits = loaded.model(**loaded.tensors(inputs)).logits.float()
    multi_label = loaded.model.config.problem_type == "multi_label_classification"
    probabilities = logits.sigmoid() if multi_label else logits.softmax(dim=1)
    return list(probabilities.cpu().numpy())


def mean_of_windows(windows: Sequence[Window], probabilities: Vectors) -> Iterator[Scored]:
    """Yield for each text the weighted mean of its windows' probabilities.

    A window is weighted by its tokens that are in no earlier window.

    Args:
        windows: The windows of all texts, in order.
        probabilities: Shape (windows, labels).
    """
    owners = np.array([window.text for window in windows], dtype=np.int64)
    fresh = np.array([window.fresh for window in windows], dtype=np.int64)
    for text in np.unique(owners):
        own = owners == text
        mean = np.average(probabilities[own], axis=0, weights=np.maximum(fresh[own], 1))
        tokens = int(fresh[own].sum())
        yield Scored(mean.astype(np.float32), tokens, tokens)
