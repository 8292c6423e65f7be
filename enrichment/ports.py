"""What enrichment asks of models. Engines fulfil these; tests do with small fakes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]


class EngineUnavailable(RuntimeError):
    """Raised when a model cannot answer for a cause that is not the text's fault."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model's name, revision, and a hash of all in it that shapes its answers."""

    name: str
    revision: str
    fingerprint: str

    def shaped_by(self, recipe: str) -> "ModelInfo":
        """Return the identity of the same model where `recipe` shapes its answers further."""
        digest = hashlib.sha256(f"{self.fingerprint}|{recipe}".encode()).hexdigest()
        return replace(self, fingerprint=digest[:16])


@dataclass(frozen=True, slots=True)
class Encoded:
    """Unit vectors, shape (texts, dimensions), and how many tokens each text has, shape (texts,).

    An encoder reads every token: what is longer than its window it reads in windows.
    """

    vectors: Vectors
    tokens: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A classifier's probabilities, one for each of its labels, and what share it has read."""

    probabilities: npt.NDArray[np.float32]
    input_tokens: int
    covered_tokens: int


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated text, and what share of the input it was made from."""

    text: str
    input_tokens: int
    covered_tokens: int


class SentenceEncoder(Protocol):
    """Turns texts into unit vectors whose dot products tell how alike they are."""

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        ...

    def encode(self, texts: Sequence[str]) -> Encoded:
        """Return the vectors of `texts`, in order.

        Raises:
            EngineUnavailable: if the model cannot answer now.
        """
        ...


class TextClassifier(Protocol):
    """A model with a fixed set of labels."""

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        ...

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels, in the order of the probabilities."""
        ...

    def classify(self, texts: Sequence[str]) -> list[Scored]:
        """Return each text's probabilities, in order.

        Raises:
            EngineUnavailable: if the model cannot answer now.
        """
        ...


class TextGenerator(Protocol):
    """A model that writes a summary of a text."""

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        ...

    def generate(self, texts: Sequence[str]) -> list[Generated]:
        """Return each text's summary, in order.

        Raises:
            EngineUnavailable: if the model cannot answer now.
        """
        ...
