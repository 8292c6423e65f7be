"""Checks across the labels of a taxonomy, and how a problem is described."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from newsdesk.enrichment.topics.label import Label
from newsdesk.enrichment.topics.yaml_document import Location, YamlDocument

MAX_LEVELS = 20
"""The maximum depth of a taxonomy; IPTC's Media Topics have 6 levels."""

# Codes resemble each other, whatever they stand for.
_ID_SIMILARITY = 0.9

# A comparison takes the product of two lengths, and a file may have any number of mistakes.
_COMPARED = 5_000
_SUGGESTIONS = 20

_VECTORS = ("prototype", "examples_shift")


@dataclass(frozen=True, slots=True)
class TaxonomyProblem:
    """A problem at a location. `first` is the first occurrence, if something occurs twice."""

    location: Location
    message: str
    first: Location | None = None

    def description(self, document: YamlDocument) -> str:
        """Return the message, with the line of `first`."""
        if self.first is None:
            return self.message
        return f"{self.message} It is already on line {document.line(self.first)}."


def find_problems(labels: Sequence[Label], *, adapted: bool = False) -> Iterator[TaxonomyProblem]:
    """Yield the problems between labels that are each valid by themselves.

    Only the labels of an `adapted` taxonomy may have vectors.
    """
    first: dict[str, int] = {}
    for index, label in enumerate(labels):
        if label.is_empty:
            yield TaxonomyProblem(
                ("labels", index),
                f"the label {label.id!r} is empty. Give it a label, a description, keywords or"
                " examples.",
            )
        if label.id in first:
            yield TaxonomyProblem(
                ("labels", index, "id"),
                f"the id {label.id!r} is used twice. Give each label its own id.",
                first=("labels", first[label.id], "id"),
            )
        first.setdefault(label.id, index)
    broader_problems = list(_broader_problems(labels, first))
    yield from broader_problems
    top = sum(not label.broader for label in labels)
    if top < 2 and not broader_problems:
        message = f"a taxonomy needs at least two top-level labels, and has {top}. Add some."
        yield TaxonomyProblem(("labels",), message)
    yield from _vector_problems(labels, adapted)


def _broader_problems(labels: Sequence[Label], places: dict[str, int]) -> Iterator[TaxonomyProblem]:
    above = {label.id: label.broader for label in labels}
    levels: dict[str, int] = {}
    unknown = 0
    for index, label in enumerate(labels):
        here = ("labels", index, "broader")
        if label.broader and label.broader not in above:
            unknown += 1
            near = (
                unknown <= _SUGGESTIONS and suggestion(label.broader, above, _ID_SIMILARITY)
            ) or " Use an id in this file, or leave it out."
            yield TaxonomyProblem(
                here, f"'broader' is {label.broader!r}, and no label has that id.{near}"
            )
        chain: list[str] = []
        at = label.id
        while at in above and at not in levels and at not in chain and len(chain) <= MAX_LEVELS:
            chain.append(at)
            at = above[at]
        if at in chain:
            circle = " → ".join([*chain[chain.index(at) :], at])
            message = f"'broader' forms a circle: {circle}. Remove it from one of them."
            yield TaxonomyProblem(("labels", places[at], "broader"), message)
        for level, passed in enumerate(reversed(chain), start=levels.get(at, 0) + 1):
            levels[passed] = level
        if chain and levels[label.id] > MAX_LEVELS:
            yield TaxonomyProblem(
                here, f"the labels have more than {MAX_LEVELS} levels. Use fewer."
            )
            return


def _vector_problems(labels: Sequence[Label], adapted: bool) -> Iterator[TaxonomyProblem]:
    vectors = [
        (index, label, key, vector)
        for index, label in enumerate(labels)
        for key in _VECTORS
        if (vector := getattr(label, key))
    ]
    for index, _, key, vector in vectors:
        here = ("labels", index, key)
        _, first, first_key, first_vector = vectors[0]
        if not adapted:
            yield TaxonomyProblem(here, f"{key!r} is only allowed with 'adapted'. Remove it.")
        elif _size(vector) != _size(first_vector):
            other = "that" if key == first_key else repr(first_key)
            message = f"{key!r} has a different length from {other} of the label {first.id!r}."
            yield TaxonomyProblem(here, f"{message} Adapt the taxonomy again.")


def _size(vector: str) -> int:
    return len(base64.b64decode(vector))


def suggestion(word: str, known: Iterable[str], similarity: float = 0.6) -> str:
    """Return a "Did you mean …?" for a similar known word, or an empty string.

    `similarity` is the minimum ratio that difflib must find, 0 to 1.
    """
    candidates = list(islice(known, _COMPARED))
    near = get_close_matches(word, candidates, n=1, cutoff=similarity)
    return f" Did you mean {near[0]!r}?" if near else ""
