"""A token-classification model from Hugging Face that finds the names in a text."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from newsdesk.engines.arithmetic import Arithmetic
from newsdesk.engines.engine import TransformerEngine
from newsdesk.engines.kinds import TOKEN_CLASSIFIER, config_of
from newsdesk.engines.labels import labels_of
from newsdesk.engines.loaded_model import LoadedModel
from newsdesk.engines.mentions import View, join_views, mentions_of
from newsdesk.engines.sources import ModelSource
from newsdesk.engines.tags import Tag, tags_of
from newsdesk.engines.tokenizer import Input
from newsdesk.engines.tokens import OVERLAP, Tokens, Window, tokenize, windows_of
from newsdesk.engines.words import Word, words_of
from newsdesk.enrichment.ports import Recognized

Aggregation = Literal["first", "average"]
"""How a word gets its label: from its first piece, or from its pieces' mean probabilities."""

_Probabilities = npt.NDArray[np.float32]


class TransformerEntityRecognizer(TransformerEngine):
    """Labels the words of a text in overlapping windows and joins them to names.

    A word always has one label, and a name is never split between windows if one of them contains
    all of it.
    """

    def __init__(
        self,
        source: ModelSource,
        arithmetic: Arithmetic,
        aggregation: Aggregation = "first",
        window: int | None = None,
    ) -> None:
        """Load the model; `window` limits the tokens that it reads at once.

        Raises:
            ModelSourceError: if it is not a token-classification model, or has no label for words
                outside names.
        """
        self._tags = tags_of(labels_of(config_of(TOKEN_CLASSIFIER, source), source), source)
        self._aggregation = aggregation
        recipe = f"{aggregation} piece|windows that overlap by 1/{OVERLAP}"
        super().__init__(TOKEN_CLASSIFIER, source, arithmetic, recipe, window)
        self._probabilities = self._model_call(_probabilities_of)

    def recognize(self, texts: Sequence[str]) -> list[Recognized]:
        """Return the names in each text, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if there is not enough memory.
        """
        read = self._owner.call(lambda loaded: _read(loaded, texts))
        probabilities = self._batcher.ask(self._probabilities, read.inputs)
        views: list[list[View]] = [[] for _ in texts]
        for window, found in zip(read.windows, probabilities, strict=True):
            words = read.words[window.text]
            view = _view(window, found, words, self._tags, self._aggregation)
            if view.tags:
                views[window.text].append(view)
        return [
            Recognized(
                mentions_of(own, join_views(seen)) if seen else (),
                len(tokens.ids),
                len(tokens.ids),
            )
            for tokens, own, seen in zip(read.tokens, read.words, views, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Read:
    """Tokenized texts: the words of each text, and one input per window."""

    tokens: list[Tokens]
    words: list[list[Word]]
    windows: list[Window]
    inputs: list[Input]


def _read(loaded: LoadedModel, texts: Sequence[str]) -> _Read:
    tokens = tokenize(loaded.tokenizer, texts)
    words = [words_of(own, _names(loaded, own)) for own in tokens]
    breaks = [[word.last + 1 for word in own] for own in words]
    windows = windows_of(tokens, loaded.room, loaded.overlap, breaks)
    return _Read(
        tokens, words, windows, [loaded.special_tokens.around(window.ids) for window in windows]
    )


def _names(loaded: LoadedModel, tokens: Tokens) -> list[str]:
    names: Any = loaded.tokenizer.convert_ids_to_tokens(tokens.ids)
    return [str(name) for name in names]


def _probabilities_of(loaded: LoadedModel, inputs: Sequence[Input]) -> list[_Probabilities]:
    """Return the label probabilities for the tokens of each text, shape (tokens, labels)."""
    logits = loaded.model(**loaded.tensors(inputs)).logits.float()
    probabilities = logits.softmax(dim=2).cpu().numpy()
    before = len(loaded.special_tokens.parts[0][0])
    texts = [len(one.ids) - loaded.special_tokens.size for one in inputs]
    return [own[before : before + tokens] for own, tokens in zip(probabilities, texts, strict=True)]


def _view(
    window: Window,
    probabilities: _Probabilities,
    words: Sequence[Word],
    tags: Sequence[Tag],
    aggregation: Aggregation,
) -> View:
    """Return the tags of the words that are at least partly in the window."""
    start = bisect_left(words, window.start, key=lambda word: word.last)
    end = bisect_left(words, window.end, key=lambda word: word.first)
    view = View(start, [], [])
    for word in words[start:end]:
        first, last = max(word.first, window.start), min(word.last, window.end - 1)
        pieces = probabilities[first - window.start : last - window.start + 1]
        chances = pieces[0] if aggregation == "first" else pieces.mean(axis=0)
        best = int(chances.argmax())
        view.tags.append(tags[best])
        view.scores.append(float(chances[best]))
    return view
