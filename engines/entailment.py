"""A natural-language-inference model from Hugging Face: which hypotheses does a text entail?"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import numpy.typing as npt
import torch

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.classifier import mean_of_windows
from newsdesk.engines.engine import TransformerEngine
from newsdesk.engines.kinds import TEXT_CLASSIFIER, config_of
from newsdesk.engines.labels import EntailmentLabels, entailment_labels, labels_of
from newsdesk.engines.loaded_model import LoadedModel
from newsdesk.engines.sources import ModelSource, ModelSourceError
from newsdesk.engines.tokenizer import Input, SpecialTokens, special_tokens_of
from newsdesk.engines.tokens import OVERLAP, Window, sentence_breaks, tokenize, windows_of
from newsdesk.enrichment.ports import Scored, Vectors

_MIN_PREMISE = 8


class TransformerEntailment(TransformerEngine):
    """Reads a text in windows, each paired with each hypothesis, and averages the probabilities.

    The method is that of Yin, Hay and Roth, "Benchmarking Zero-shot Text Classification" (2019).
    """

    def __init__(
        self, source: ModelSource, arithmetic: Arithmetic, window: int | None = None
    ) -> None:
        """Load the model; `window` limits the tokens that it reads at once.

        Raises:
            ModelSourceError: if it is not a text-classification model, or its labels do not
                include entailment and contradiction.
        """
        config = config_of(TEXT_CLASSIFIER, source)
        names = labels_of(config, source)
        labels = entailment_labels(config)
        if labels is None:
            raise ModelSourceError(
                f"The labels of the model {source.name} are {', '.join(names)}.",
                "Choose a model with a label for entailment and one for contradiction.",
            )
        recipe = f"mean of premises that overlap by 1/{OVERLAP}"
        super().__init__(TEXT_CLASSIFIER, source, arithmetic, recipe, window)
        self._logits = self._model_call(partial(_logits_of, labels))
        self._special_tokens = self._owner.call(
            lambda loaded: special_tokens_of(loaded.tokenizer, texts=2)
        )

    def entail(
        self, texts: Sequence[str], hypotheses: Sequence[str], exclusive: bool
    ) -> list[Scored]:
        """Return for each text the probabilities of the hypotheses, in order.

        If the hypotheses are `exclusive`, they are a softmax over their entailment scores. If not,
        each is the probability of entailment against contradiction.

        Raises:
            ValueError: if a hypothesis leaves no room for a text.
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        read = self._owner.call(
            lambda loaded: _read(loaded, self._special_tokens, texts, hypotheses)
        )
        if not hypotheses:
            return [_not_scored(tokens) for tokens in read.tokens]
        if not texts:
            return []
        answers: list[Vectors] = self._batcher.ask(self._logits, read.inputs)
        logits = torch.from_numpy(np.stack(answers)).view(len(read.windows), len(hypotheses), 2)
        chosen = logits[:, :, 1].softmax(dim=1) if exclusive else logits.softmax(dim=2)[:, :, 1]
        return list(mean_of_windows(read.windows, chosen.numpy()))


@dataclass(frozen=True, slots=True)
class _Read:
    """Tokenized texts: tokens per text, and one input for each window and hypothesis."""

    tokens: list[int]
    windows: list[Window]
    inputs: list[Input]


def _read(
    loaded: LoadedModel,
    special_tokens: SpecialTokens,
    texts: Sequence[str],
    hypotheses: Sequence[str],
) -> _Read:
    asked = [tokens.ids for tokens in tokenize(loaded.tokenizer, hypotheses)]
    longest = max((len(ids) for ids in asked), default=0)
    room = loaded.window - special_tokens.size - longest
    if room < _MIN_PREMISE:
        raise ValueError(
            f"A hypothesis has {longest} tokens and the model reads {loaded.window} at once, "
            "which leaves no room for a text. Shorten the hypothesis template or the labels."
        )
    premises = tokenize(loaded.tokenizer, texts)
    breaks = [sentence_breaks(tokens) for tokens in premises]
    windows = windows_of(premises, room, loaded.overlap, breaks)
    inputs = [special_tokens.around(window.ids, ids) for window in windows for ids in asked]
    return _Read([len(tokens.ids) for tokens in premises], windows, inputs)


def _logits_of(
    labels: EntailmentLabels, loaded: LoadedModel, inputs: Sequence[Input]
) -> list[Vectors]:
    """Return the logits of contradiction and entailment for each input, shape (2,)."""
    logits = loaded.model(**loaded.tensors(inputs)).logits.float()
    return list(logits[:, [labels.contradiction, labels.entailment]].cpu().numpy())


def _not_scored(tokens: int) -> Scored:
    no_scores: npt.NDArray[np.float32] = np.zeros(0, dtype=np.float32)
    return Scored(no_scores, tokens, 0)
