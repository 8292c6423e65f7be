"""The interfaces of models that enrichment uses; engines implement them, tests have fakes."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
import numpy.typing as npt

from newsdesk.schemas.errors import NewsdeskError

Vectors = npt.NDArray[np.float32]


class EngineUnavailable(NewsdeskError):
    """Raised when a model cannot answer for a reason other than the text."""


class DeadlineExceeded(EngineUnavailable):
    """Raised when a model has not answered by the caller's deadline."""


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """A model's name, revision, and a hash of everything that affects its answers."""

    name: str
    revision: str
    fingerprint: str

    @property
    def pinned_name(self) -> str:
        """The name and revision, with an @ between them."""
        return f"{self.name}@{self.revision}"

    def shaped_by(self, recipe: str) -> "ModelInfo":
        """Return the identity of the same model with a `recipe` that also affects its answers."""
        digest = hashlib.sha256(f"{self.fingerprint}|{recipe}".encode()).hexdigest()
        return replace(self, fingerprint=digest[:16])


@dataclass(frozen=True, slots=True)
class Encoded:
    """Unit vectors, shape (texts, dimensions), and the tokens per text, shape (texts,).

    An encoder reads every token; a text longer than its window is read in several windows.
    """

    vectors: Vectors
    tokens: npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Scored:
    """A classifier's probabilities, one per label, and how much of the text it has read."""

    probabilities: npt.NDArray[np.float32]
    input_tokens: int
    covered_tokens: int


@dataclass(frozen=True, slots=True)
class Generated:
    """A generated text, and how much of the input it was made from."""

    text: str
    input_tokens: int
    covered_tokens: int


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a text, `text[start:end]`; `label` is the model's own, `score` a probability."""

    start: int
    end: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Recognized:
    """The names in a text, in order and not nested, and how much of the text was read."""

    mentions: tuple[Mention, ...]
    input_tokens: int
    covered_tokens: int


class SentenceEncoder(Protocol):
    """Maps texts to unit vectors whose dot products measure similarity."""

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


class EntailmentModel(Protocol):
    """A model that estimates whether a text entails a hypothesis."""

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        ...

    def entail(
        self, texts: Sequence[str], hypotheses: Sequence[str], exclusive: bool
    ) -> list[Scored]:
        """Return for each text the probabilities of the hypotheses, in order.

        If the hypotheses are `exclusive`, a text's probabilities add up to 1. Without hypotheses,
        tokens are only counted.

        Raises:
            ValueError: if a hypothesis leaves no room for a text.
            EngineUnavailable: if the model cannot answer now.
        """
        ...


class EntityRecognizer(Protocol):
    """A model that finds names in texts."""

    @property
    def info(self) -> ModelInfo:
        """The model's identity."""
        ...

    def recognize(self, texts: Sequence[str]) -> list[Recognized]:
        """Return the names in each text, in order.

        Raises:
            EngineUnavailable: if the model cannot answer now.
        """
        ...


class TextGenerator(Protocol):
    """A model that generates a summary of a text."""

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
