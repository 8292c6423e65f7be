"""Adapting a taxonomy to a stream: its prototypes move to where unlabelled articles lie.

Each prototype stays anchored to the label's texts: it counts as much as ANCHOR articles, against
those that the taxonomy itself sorts under the label. What a model believes of articles is never
taken for an example, which measurably makes it worse.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from enrichment.document import Document
from enrichment.ports import Vectors
from enrichment.reading import Reader
from enrichment.topics.head import Head, fit_head
from enrichment.topics.label_vectors import read_background, read_labels, stored
from enrichment.topics.taxonomy import Adapted, Taxonomy
from enrichment.vectors import unit

Indices = npt.NDArray[np.intp]

LEAST_ARTICLES = 100
ANCHOR = 20.0
"""Articles that a label's own texts count for."""

ROUNDS = 2
LEAST_READ = 0.5
"""The share of the articles that has to be in a language that the encoder reads."""

MOST_BACKGROUND = 0.5
"""The mean share of votes that may go to no label: above, the labels do not fit the articles."""

MOST_IN_ONE = 0.9
"""The share of articles that one label of three or more may take."""

MOST_CHANGED = 0.4
"""The share of articles that may change their first topic."""


class AdaptationRefused(ValueError):
    """Raised when articles are not such as a taxonomy can be adapted to."""


@dataclass(frozen=True, slots=True)
class Adaptation:
    """An adapted taxonomy, and what is different with it.

    `moved` is the cosine distance that each label's prototype has moved; `share_before` and
    `share_after` are the shares of the articles whose first topic it is; `changed` is the share of
    articles whose first topic is another one now.
    """

    taxonomy: Taxonomy
    moved: dict[str, float]
    share_before: dict[str, float]
    share_after: dict[str, float]
    changed: float


def adapt(
    taxonomy: Taxonomy,
    documents: Sequence[Document],
    reader: Reader,
    languages: frozenset[str] = frozenset({"en"}),
) -> Adaptation:
    """Return `taxonomy` with the prototypes at its top moved to where `documents` lie.

    Args:
        taxonomy: One that was not adapted before.
        documents: At least LEAST_ARTICLES articles, unlabelled, such as the stream brings.
        reader: Reads the articles and the labels' texts.
        languages: Those that the encoder reads (ISO 639-1); articles in others are left out.

    Raises:
        AdaptationRefused: if the articles, or what they lead to, look wrong; it says why.
        EngineUnavailable: if the encoder cannot answer now.
    """
    if taxonomy.adapted:
        raise AdaptationRefused(
            f"The taxonomy {taxonomy.name} is an adapted one. Adapt the one that it came from."
        )
    articles = _Articles.read(_readable(documents, languages), reader)
    roots = taxonomy.roots()
    labels = read_labels(roots, reader)
    background = read_background(reader)
    told = np.stack([label.prototype for label in labels])
    examples = [label.examples for label in labels]
    first = fit_head(told, examples, background)
    _check_fit(articles, first)
    head, prototypes = first, told
    for _ in range(ROUNDS):
        prototypes = _moved(told, articles, head)
        head = fit_head(prototypes, examples, background)
    before, after = articles.topics(first), articles.topics(head)
    share_after = _shares(after, len(roots))
    _check_result(before, after, share_after, [label.name for label in roots])
    ids = [label.id for label in roots]
    distances = 1 - (prototypes * told).sum(axis=1)
    return Adaptation(
        taxonomy=_with_prototypes(
            taxonomy, dict(zip(ids, prototypes, strict=True)), articles, reader
        ),
        moved=dict(zip(ids, map(float, distances), strict=True)),
        share_before=dict(zip(ids, _shares(before, len(roots)), strict=True)),
        share_after=dict(zip(ids, share_after, strict=True)),
        changed=float((before != after).mean()),
    )


@dataclass(frozen=True, slots=True)
class _Articles:
    """Each article's unit vectors, of its sentences and title, shape (rows, dimensions)."""

    rows: list[Vectors]

    @classmethod
    def read(cls, documents: Sequence[Document], reader: Reader) -> "_Articles":
        return cls([reading.rows for reading in reader.read(documents)])

    def topics(self, head: Head) -> Indices:
        return np.array([head.probabilities(rows).argmax() for rows in self.rows])


def _readable(documents: Sequence[Document], languages: frozenset[str]) -> list[Document]:
    readable = [
        document
        for document in documents
        if document.sentences and (not languages or document.language in languages)
    ]
    if len(readable) < LEAST_ARTICLES:
        raise AdaptationRefused(
            f"Of {len(documents):,} articles, {len(readable):,} have text in a language that is "
            f"read; at least {LEAST_ARTICLES} are needed."
        )
    if len(readable) < LEAST_READ * len(documents):
        raise AdaptationRefused(
            f"Only {len(readable):,} of {len(documents):,} articles are in a language that is read "
            f"({', '.join(sorted(languages))}): is this the right stream?"
        )
    return readable


def _check_fit(articles: _Articles, head: Head) -> None:
    background = float(np.mean([head.votes(rows)[-1] for rows in articles.rows]))
    if background > MOST_BACKGROUND:
        raise AdaptationRefused(
            f"{background:.0%} of what the articles say tells of none of the labels "
            f"(at most {MOST_BACKGROUND:.0%}): are these the articles that the taxonomy is for?"
        )


def _moved(told: Vectors, articles: _Articles, head: Head) -> Vectors:
    """Return the prototypes, anchored at `told`, after the articles that `head` gives them.

    An article pulls at the prototype of its best label, by its probability, with those of its
    sentences that vote for the label.
    """
    pulled = np.zeros_like(told)
    weights = np.zeros(len(told), dtype=np.float32)
    for rows in articles.rows:
        probabilities = head.probabilities(rows)
        best = int(probabilities.argmax())
        weights[best] += probabilities[best]
        pulled[best] += probabilities[best] * head.votes_by_row(rows)[:, best] @ rows / len(rows)
    return unit(ANCHOR * told + weights[:, None] * unit(pulled))


def _shares(topics: Indices, labels: int) -> list[float]:
    return [float(share) for share in np.bincount(topics, minlength=labels) / len(topics)]


def _check_result(
    before: Indices, after: Indices, shares: Sequence[float], names: Sequence[str]
) -> None:
    largest = int(np.argmax(shares))
    if len(shares) > 2 and shares[largest] > MOST_IN_ONE:
        raise AdaptationRefused(
            f"{shares[largest]:.0%} of the articles would be under {names[largest]!r}: a stream on "
            "one topic teaches nothing about the others."
        )
    changed = float((before != after).mean())
    if changed > MOST_CHANGED:
        raise AdaptationRefused(
            f"{changed:.0%} of the articles would change their topic (at most {MOST_CHANGED:.0%}): "
            "the labels' texts do not describe these articles. Write examples for them first."
        )


def _with_prototypes(
    taxonomy: Taxonomy, prototypes: dict[str, Vectors], articles: _Articles, reader: Reader
) -> Taxonomy:
    labels = tuple(
        label.model_copy(update={"prototype": stored(prototypes[label.id])})
        if label.id in prototypes
        else label
        for label in taxonomy.labels
    )
    adapted = Adapted(
        parent=taxonomy.fingerprint,
        encoder=reader.model.pinned_name,
        articles=len(articles.rows),
        created=datetime.now(UTC),
    )
    return Taxonomy(
        name=taxonomy.name,
        multi_label=taxonomy.multi_label,
        attribution=taxonomy.attribution,
        adapted=adapted,
        labels=labels,
    )
