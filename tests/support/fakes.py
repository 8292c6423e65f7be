"""Small models behind the ports: what they answer follows from the words of a text alone."""

import hashlib
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Encoded, Generated, ModelInfo, Scored, Vectors

DIMENSIONS = 64


def word_vector(word: str) -> Vectors:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
    vector = np.random.default_rng(seed).standard_normal(DIMENSIONS)
    return np.asarray(vector / np.linalg.norm(vector), dtype=np.float32)


def words(text: str) -> list[str]:
    return [word for word in text.lower().replace(".", " ").replace(",", " ").split() if word]


def document(text: str, title: str | None = None, language: str = "en") -> Document:
    return Document.of(title, text, language)


@dataclass
class Refusing:
    """Raises `error` when any text holds the word `poison`."""

    poison: str = ""
    error: Exception = field(default_factory=lambda: ValueError("a text that no model can read"))

    def check(self, texts: Sequence[str]) -> None:
        if self.poison and any(self.poison in text for text in texts):
            raise self.error


class WordEncoder:
    """A text's vector is the mean of its words' vectors; its tokens are its words."""

    def __init__(self, refusing: Refusing | None = None, name: str = "words") -> None:
        self.info = ModelInfo(name, "1", f"{name}-1")
        self.calls: list[list[str]] = []
        self._refusing = refusing or Refusing()
        self._lock = threading.Lock()

    def encode(self, texts: Sequence[str]) -> Encoded:
        with self._lock:
            self.calls.append(list(texts))
        self._refusing.check(texts)
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in words(text):
                vectors[i] += word_vector(word)
            vectors[i] /= np.linalg.norm(vectors[i]) or 1
        return Encoded(vectors, np.array([len(words(t)) for t in texts], dtype=np.int64))

    @property
    def read(self) -> list[str]:
        """Every text that was encoded."""
        return [text for call in self.calls for text in call]


class WordClassifier:
    """A label's probability is its share of the label names in a text; it reads five words."""

    def __init__(self, labels: Sequence[str], refusing: Refusing | None = None) -> None:
        self.info = ModelInfo("label words", "1", "label-words-1")
        self.labels = tuple(labels)
        self.texts: list[str] = []
        self._refusing = refusing or Refusing()

    def classify(self, texts: Sequence[str]) -> list[Scored]:
        self._refusing.check(texts)
        self.texts.extend(texts)
        return [self._score(words(text)) for text in texts]

    def _score(self, found: list[str]) -> Scored:
        counts = np.array([found.count(label) for label in self.labels], dtype=np.float32)
        share = counts / counts.sum() if counts.sum() else np.full_like(counts, 1 / len(counts))
        return Scored(share, len(found), min(len(found), 5))


class FirstWords:
    """Writes the first words of a text in capitals, and has read `window` of its words."""

    def __init__(self, window: int = 5, refusing: Refusing | None = None) -> None:
        self.info = ModelInfo("first words", "1", "first-words-1")
        self.texts: list[str] = []
        self._window = window
        self._refusing = refusing or Refusing()

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        self._refusing.check(texts)
        self.texts.extend(texts)
        return [
            Generated(
                " " + " ".join(words(text)[: self._window]).upper() + " ",
                len(words(text)),
                min(len(words(text)), self._window),
            )
            for text in texts
        ]
