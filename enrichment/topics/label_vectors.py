"""The vectors of a taxonomy's texts: a prototype and examples for each label."""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reader, Reading
from newsdesk.enrichment.topics.label import Label
from newsdesk.enrichment.vectors import centered, unit

BACKGROUND = Path(__file__).with_name("background.yaml")
"""Sentences that are about no topic in particular."""

_LANGUAGE = "en"
_STORED = np.dtype("<f2")


@dataclass(frozen=True, slots=True)
class LabelVectors:
    """A label's prototype, shape (dimensions,), and its examples, shape (examples, dimensions)."""

    prototype: Vectors
    examples: Vectors

    def without_examples(self) -> "LabelVectors":
        """Return the prototype alone."""
        return replace(self, examples=self.examples[:0])

    def with_examples_moved(self, shift: Vectors) -> "LabelVectors":
        """Return a copy with `shift`, shape (dimensions,), added to each example."""
        return replace(self, examples=unit(self.examples + shift))


def read_labels(
    labels: Sequence[Label], reader: Reader, center: Vectors | None = None
) -> list[LabelVectors]:
    """Return the vectors of `labels`, in order; all texts go to the encoder together.

    A prototype is the mean of the label's aspects: its name, description, keywords and examples,
    each with the same weight. Adaptation stores a prototype and a shift for the examples.

    Raises:
        EngineUnavailable: if the encoder cannot answer now.
    """
    readings = iter(reader.read(_all_documents(labels)))
    return [_vectors(label, readings, center) for label in labels]


def read_background(reader: Reader, center: Vectors | None = None) -> Vectors:
    """Return the vectors of sentences about no topic, shape (sentences, dimensions)."""
    documents = [Document.of(None, line, _LANGUAGE) for line in _background_lines()]
    return np.stack([mean_vector(reading, center) for reading in reader.read(documents)])


def read_center(labels: Sequence[Label], reader: Reader) -> Vectors:
    """Return the mean vector of all sentences of the labels' texts, shape (dimensions,)."""
    rows = [reading.rows for reading in reader.read(_all_documents(labels))]
    return np.asarray(np.concatenate(rows).mean(axis=0), dtype=np.float32)


def mean_vector(reading: Reading, center: Vectors | None = None) -> Vectors:
    """Return the unit mean of a text's sentences and title, shape (dimensions,)."""
    rows = centered(reading.rows, center)
    return unit(rows.mean(axis=0)) if len(rows) else np.zeros(rows.shape[1], dtype=np.float32)


def encode_vector(vector: Vectors) -> str:
    """Return a vector in the format of taxonomy files."""
    return base64.b64encode(vector.astype(_STORED).tobytes()).decode("ascii")


def _all_documents(labels: Sequence[Label]) -> list[Document]:
    return [document for label in labels for document in _documents(label)]


def _documents(label: Label) -> Iterator[Document]:
    for text in _description_texts(label):
        yield Document.of(None, text, _LANGUAGE)
    for example in label.examples:
        yield Document.of(example.title, example.text, _LANGUAGE)


def _description_texts(label: Label) -> list[str]:
    keywords = ", ".join(filter(str.strip, label.keywords))
    return [text for text in (label.label, label.description, keywords) if text.strip()]


def _vectors(label: Label, readings: Iterator[Reading], center: Vectors | None) -> LabelVectors:
    texts = [mean_vector(next(readings), center) for _ in _description_texts(label)]
    examples = [mean_vector(next(readings), center) for _ in label.examples]
    aspects = texts + ([unit(np.mean(examples, axis=0))] if examples else [])
    prototype = unit(np.mean(aspects, axis=0))
    shape = (len(examples), len(prototype))
    vectors = LabelVectors(prototype, np.reshape(np.array(examples, dtype=np.float32), shape))
    return _adapted(label, vectors)


def _adapted(label: Label, vectors: LabelVectors) -> LabelVectors:
    if label.prototype:
        prototype = _read(label, "prototype", len(vectors.prototype))
        vectors = replace(vectors, prototype=unit(prototype))
    if label.examples_shift:
        shift = _read(label, "examples_shift", len(vectors.prototype))
        vectors = vectors.with_examples_moved(shift)
    return vectors


def _read(label: Label, field: str, dimensions: int) -> Vectors:
    vector = np.frombuffer(base64.b64decode(getattr(label, field)), _STORED)
    if len(vector) != dimensions:
        raise ValueError(f"the {field} of {label.id} has {len(vector)} dimensions")
    return vector.astype(np.float32)


@cache
def _background_lines() -> tuple[str, ...]:
    return tuple(yaml.safe_load(BACKGROUND.read_text(encoding="utf-8")))
