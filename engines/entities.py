"""A token-classification model from Hugging Face that finds the names in a text."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from engines.arithmetic import Arithmetic
from engines.kinds import TOKEN_CLASSIFIER, config_of
from engines.labels import labels_of
from engines.loaded import Loaded
from engines.loading import TransformerEngine
from engines.mentions import View, join_views, mentions_of
from engines.sources import ModelSource
from engines.tags import Tag, tags_of
from engines.tokens import OVERLAP, Tokens, Window, tokenize, windows_of
from engines.words import Word, words_of
from enrichment.ports import Recognized

Aggregation = Literal["first", "average"]
"""What a word's label comes from: its first piece, or the mean of its pieces' probabilities."""

_Probabilities = npt.NDArray[np.float32]


class TransformerEntityRecognizer(TransformerEngine):
    """Labels the words of a text in windows, which overlap, and joins them to names.

    A word is never split between labels, and a name never between windows if one of them has it
    whole.
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
            ModelSourceError: if it is no token-classification model, or has no label for words
                that are in no name.
        """
        self._tags = tags_of(labels_of(config_of(TOKEN_CLASSIFIER, source), source), source)
        self._aggregation = aggregation
        recipe = f"{aggregation} piece|windows that overlap by 1/{OVERLAP}"
        super().__init__(TOKEN_CLASSIFIER, source, arithmetic, recipe, window)

    def recognize(self, texts: Sequence[str]) -> list[Recognized]:
        """Return the names in each text, in order.

        Raises:
            EngineUnavailable: if the model was closed.
            MemoryError: if memory did not suffice.
        """
        return self._owner.call(
            lambda loaded: _recognize(loaded, texts, self._tags, self._aggregation)
        )


def _recognize(
    loaded: Loaded, texts: Sequence[str], tags: Sequence[Tag], aggregation: Aggregation
) -> list[Recognized]:
    read = tokenize(loaded.tokenizer, texts)
    words = [words_of(tokens, _names(loaded, tokens)) for tokens in read]
    breaks = [[word.last + 1 for word in own] for own in words]
    windows = windows_of(read, loaded.room, loaded.overlap, breaks)
    views: list[list[View]] = [[] for _ in texts]
    for window, probabilities in zip(windows, _probabilities(loaded, windows), strict=True):
        view = _view(window, probabilities, words[window.text], tags, aggregation)
        if view.tags:
            views[window.text].append(view)
    return [
        Recognized(
            mentions_of(own, join_views(seen)) if seen else (),
            len(tokens.ids),
            len(tokens.ids),
        )
        for tokens, own, seen in zip(read, words, views, strict=True)
    ]


def _names(loaded: Loaded, tokens: Tokens) -> list[str]:
    names: Any = loaded.tokenizer.convert_ids_to_tokens(tokens.ids)
    return [str(name) for name in names]


def _probabilities(loaded: Loaded, windows: Sequence[Window]) -> list[_Probabilities]:
    """Return the labels' probabilities for each window's tokens, shape (tokens, labels)."""
    inputs = [loaded.frame.around(window.ids) for window in windows]
    found: list[_Probabilities] = [np.zeros((0, 0), dtype=np.float32)] * len(windows)
    before = len(loaded.frame.parts[0][0])
    for batch in loaded.batches([len(one.ids) for one in inputs]):
        logits = loaded.model(**loaded.tensors([inputs[i] for i in batch])).logits.float()
        probabilities = logits.softmax(dim=2).numpy()
        for row, i in enumerate(batch):
            found[i] = probabilities[row, before : before + len(windows[i].ids)]
    return found


def _view(
    window: Window,
    probabilities: _Probabilities,
    words: Sequence[Word],
    tags: Sequence[Tag],
    aggregation: Aggregation,
) -> View:
    """Return the tags of the words of which the window has a piece."""
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
