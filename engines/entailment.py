"""A natural-language-inference model from Hugging Face, asked which hypotheses a text entails."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch

from engines.arithmetic import Arithmetic
from engines.classifier import mean_of_windows
from engines.kinds import TEXT_CLASSIFIER, config_of
from engines.labels import EntailmentLabels, entailment_labels, labels_of
from engines.loaded import Loaded
from engines.loading import TransformerEngine
from engines.sources import ModelSource, ModelSourceError
from engines.tokenizer import Frame, frame_of
from engines.tokens import OVERLAP, Window, sentence_breaks, tokenize, windows_of
from enrichment.ports import Scored

_LEAST_PREMISE = 8


class TransformerEntailment(TransformerEngine):
    """Reads a text in windows, each paired with each hypothesis, and averages the probabilities.

    The method is that of Yin, Hay and Roth, "Benchmarking Zero-shot Text Classification" (2019).
    """

    def __init__(
        self, source: ModelSource, arithmetic: Arithmetic, window: int | None = None
    ) -> None:
        """Load the model; `window` limits the tokens that it reads at once.

        Raises:
            ModelSourceError: if it is no text-classification model, or its labels do not name
                entailment and contradiction.
        """
        config = config_of(TEXT_CLASSIFIER, source)
        names = labels_of(config, source)
        labels = entailment_labels(config)
        if labels is None:
            raise ModelSourceError(
                f"The labels of the model {source.name} are {', '.join(names)}. "
                "Wanted is one that tells entailment from contradiction."
            )
        self._labels = labels
        recipe = f"mean of premises that overlap by 1/{OVERLAP}"
        super().__init__(TEXT_CLASSIFIER, source, arithmetic, recipe, window)
        self._frame = self._owner.call(lambda loaded: frame_of(loaded.tokenizer, texts=2))

    def entail(
        self, texts: Sequence[str], hypotheses: Sequence[str], exclusive: bool
    ) -> list[Scored]:
        """Return for each text the probabilities of the hypotheses, in order.

        Where they exclude each other, they are a softmax over the hypotheses' entailment. Where
        not, each is that of entailment against contradiction.

        Raises:
            ValueError: if a hypothesis leaves no room for a text.
            EngineUnavailable: if the model was closed.
            MemoryError: if memory did not suffice.
        """
        return self._owner.call(
            lambda loaded: _Question(loaded, self._frame, self._labels, hypotheses).ask(
                texts, exclusive
            )
        )


class _Question:
    """Hypotheses, and how much of a text fits beside the longest of them."""

    def __init__(
        self, loaded: Loaded, frame: Frame, labels: EntailmentLabels, hypotheses: Sequence[str]
    ) -> None:
        self._loaded = loaded
        self._frame = frame
        self._labels = [labels.contradiction, labels.entailment]
        self._hypotheses = [tokens.ids for tokens in tokenize(loaded.tokenizer, hypotheses)]
        longest = max((len(ids) for ids in self._hypotheses), default=0)
        self._room = loaded.window - frame.size - longest
        if self._room < _LEAST_PREMISE:
            raise ValueError(
                f"A hypothesis has {longest} tokens; the model reads {loaded.window} at once, "
                "which leaves no room for a text."
            )

    def ask(self, texts: Sequence[str], exclusive: bool) -> list[Scored]:
        premises = tokenize(self._loaded.tokenizer, texts)
        breaks = [sentence_breaks(tokens) for tokens in premises]
        windows = windows_of(premises, self._room, self._loaded.overlap, breaks)
        if not self._hypotheses:
            return [_unasked(len(tokens.ids)) for tokens in premises]
        logits = self._logits(windows)
        chosen = logits[:, :, 1].softmax(dim=1) if exclusive else logits.softmax(dim=2)[:, :, 1]
        return list(mean_of_windows(windows, chosen.numpy()))

    def _logits(self, windows: Sequence[Window]) -> torch.Tensor:
        """Return contradiction and entailment, shape (windows, hypotheses, 2)."""
        logits = torch.zeros(len(windows), len(self._hypotheses), 2)
        pairs = [(w, h) for w in range(len(windows)) for h in range(len(self._hypotheses))]
        lengths = [len(windows[w].ids) + len(self._hypotheses[h]) for w, h in pairs]
        for batch in self._loaded.batches([n + self._frame.size for n in lengths]):
            inputs = [
                self._frame.around(windows[w].ids, self._hypotheses[h])
                for w, h in (pairs[i] for i in batch)
            ]
            output = self._loaded.model(**self._loaded.tensors(inputs)).logits.float()
            rows, columns = zip(*(pairs[i] for i in batch), strict=True)
            logits[rows, columns] = output[:, self._labels]
        return logits


def _unasked(tokens: int) -> Scored:
    nothing: npt.NDArray[np.float32] = np.zeros(0, dtype=np.float32)
    return Scored(nothing, tokens, 0)
