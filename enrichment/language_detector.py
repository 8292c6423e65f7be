"""py3langid's language detection: naive Bayes over byte n-grams (Lui and Baldwin 2012, langid.py).

Model and probabilities are the library's. The library steps through a text byte by byte in Python;
here all positions of a text are processed at once with numpy.
"""

from collections.abc import Callable
from itertools import accumulate, chain
from math import sqrt
from unicodedata import normalize

import numpy as np
import numpy.typing as npt

from newsdesk.enrichment.ports import Vectors

LONGEST_NGRAM = 6
"""Bytes of the model's longest n-gram: the features at a position depend on so many bytes."""

_Indices = npt.NDArray[np.intp]


class LanguageDetector:
    """Computes the probabilities of the languages of a text. Thread-safe."""

    def __init__(self, is_wanted: Callable[[str], bool]) -> None:
        """Load the model, without the languages whose labels `is_wanted` rejects."""
        from py3langid.langid import MODEL_FILE, LanguageIdentifier

        model = LanguageIdentifier.from_model_file(MODEL_FILE)
        # A language with two scripts has two columns; they are placed side by side.
        columns: dict[str, list[int]] = {}
        for column, label in enumerate(model.nb_classes):
            if is_wanted(label):
                columns.setdefault(label, []).append(column)
        wanted = list(chain.from_iterable(columns.values()))
        self._labels = tuple(columns)
        self._firsts = [0, *accumulate(len(found) for found in columns.values())][:-1]
        # Each text looks up some hundred rows, which are contiguous only after this.
        self._weights = np.ascontiguousarray(model.nb_ptc[:, wanted], dtype=np.float32)
        self._prior = model.nb_pc[wanted]
        # An automaton over bytes: the next state is found by the state's row, which several states
        # share, and the byte. An n-gram ends in a state whose feature is not negative.
        self._next = np.asarray(model.tk_nextmove)
        self._rows = np.asarray(model.tk_row, dtype=np.intp) << 8
        self._features = np.asarray(model.tk_output, dtype=np.intp)

    def probabilities(self, text: str) -> dict[str, float]:
        """Return the probability of each label; they add up to 1."""
        data = normalize("NFC", text.lower() if text.isupper() else text)
        read = np.frombuffer(data.encode("utf-8", "surrogatepass"), dtype=np.uint8)
        scores = self._scores(read) * (1.0 / sqrt(len(read) or 1))
        odds = np.exp(scores - scores.max())
        shares = np.add.reduceat(odds / odds.sum(), self._firsts)
        return dict(zip(self._labels, shares.tolist(), strict=True))

    def _scores(self, read: npt.NDArray[np.uint8]) -> Vectors:
        features, counts = np.unique(self._found(read), return_counts=True)
        if not len(features):
            return np.zeros(len(self._prior), dtype=np.float32)
        weights = self._weights[features]
        return np.asarray(np.log1p(counts, dtype=np.float32) @ weights + self._prior, np.float32)

    def _found(self, read: npt.NDArray[np.uint8]) -> _Indices:
        """Return the n-grams of the text, repeated as often as they occur."""
        size = len(read)
        padded = np.concatenate([np.zeros(LONGEST_NGRAM - 1, dtype=np.intp), read])
        states: _Indices = np.zeros(size, dtype=np.intp)
        for step in range(LONGEST_NGRAM):
            states = self._next[self._rows[states] + padded[step : step + size]].astype(np.intp)
            # These positions start in the padding, before the text.
            states[: LONGEST_NGRAM - 1 - step] = 0
        found = self._features[states]
        return np.asarray(found[found >= 0], dtype=np.intp)
