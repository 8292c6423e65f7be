"""Advice on a taxonomy that is valid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.label_vectors import LabelVectors, read_labels
from newsdesk.enrichment.topics.taxonomy import Example, Label, Taxonomy

VERY_NEAR = 0.8
"""Cosine of two prototypes above which their labels are hard to tell apart."""


@dataclass(frozen=True, slots=True)
class Near:
    """Two labels that compete, and the cosine of their prototypes."""

    first: Label
    second: Label
    cosine: float


@dataclass(frozen=True, slots=True)
class Stray:
    """An example nearer to another label than to its own (fitted without it), and by how much."""

    label: Label
    example: Example
    nearer: Label
    margin: float


@dataclass(frozen=True, slots=True)
class Advice:
    """The findings; `near` and `stray` have the most striking first."""

    without_description: tuple[Label, ...]
    without_examples: tuple[Label, ...]
    near: tuple[Near, ...]
    stray: tuple[Stray, ...]
    examples: int
    other_encoder: str = ""
    """The encoder that the taxonomy was adapted with, if that is not the one in use."""

    def __bool__(self) -> bool:
        missing = self.without_description or self.without_examples or self.other_encoder
        return bool(missing or self.near or self.stray)


def advise(taxonomy: Taxonomy, reader: Reader) -> Advice:
    """Find missing texts, and labels and examples that the encoder will confuse.

    Labels compete with those under the same broader one: an article is compared with them at once.

    Raises:
        EngineUnavailable: if the model cannot answer now.
    """
    adapted = taxonomy.adapted
    other_encoder = (
        adapted.encoder if adapted and adapted.encoder != reader.model.pinned_name else ""
    )
    if other_encoder:
        taxonomy = Taxonomy(
            name=taxonomy.name, labels=tuple(label.unadapted for label in taxonomy.labels)
        )
    labels = taxonomy.labels
    vectors = dict(zip(taxonomy.by_id, read_labels(labels, reader), strict=True))
    near: list[Near] = []
    stray: list[Stray] = []
    for family in families(taxonomy):
        members = [vectors[label.id] for label in family]
        near.extend(_near(family, members))
        stray.extend(_stray(family, members, reader))
    return Advice(
        without_description=tuple(one for one in labels if not one.description.strip()),
        without_examples=tuple(one for one in labels if not one.examples),
        near=tuple(sorted(near, key=lambda one: -one.cosine)),
        stray=tuple(sorted(stray, key=lambda one: -one.margin)),
        examples=sum(len(label.examples) for label in labels),
        other_encoder=other_encoder,
    )


def families(taxonomy: Taxonomy) -> Iterator[tuple[Label, ...]]:
    """Yield the labels at the top, and the children of each label that has several."""
    for label_id in ("", *taxonomy.by_id):
        family = taxonomy.children(label_id)
        if len(family) > 1:
            yield family


def _near(family: Sequence[Label], members: Sequence[LabelVectors]) -> Iterator[Near]:
    prototypes = _prototypes(members)
    cosines = prototypes @ prototypes.T
    for first, second in zip(*np.nonzero(np.triu(cosines > VERY_NEAR, k=1)), strict=True):
        yield Near(family[first], family[second], float(cosines[first, second]))


def _stray(
    family: Sequence[Label], members: Sequence[LabelVectors], reader: Reader
) -> Iterator[Stray]:
    prototypes = _prototypes(members)
    for row, label in enumerate(family):
        for example, vector in zip(label.examples, members[row].examples, strict=True):
            without = _without(label, example)
            if without.is_empty:
                continue
            cosines = prototypes @ vector
            cosines[row] = read_labels([without], reader)[0].prototype @ vector
            best = int(np.argmax(cosines))
            if best != row:
                yield Stray(label, example, family[best], float(cosines[best] - cosines[row]))


def _prototypes(members: Sequence[LabelVectors]) -> Vectors:
    return np.stack([member.prototype for member in members])


def _without(label: Label, example: Example) -> Label:
    """Return the label without the example; an adapted prototype would still contain it."""
    examples = tuple(one for one in label.examples if one != example)
    return label.unadapted.model_copy(update={"examples": examples})
