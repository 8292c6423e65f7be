"""What can be wrong in a taxonomy, in words, and where."""

import base64
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from newsdesk.enrichment.topics.label import Label
from newsdesk.enrichment.topics.yaml_document import Location, YamlDocument

MAX_LEVELS = 20
"""Labels from the top to the last one below, at most; IPTC's Media Topics have 6."""

# Codes are much like each other, whatever they stand for.
_LIKE_AN_ID = 0.9

_VECTORS = ("prototype", "examples_shift")


@dataclass(frozen=True, slots=True)
class TaxonomyProblem:
    """What is wrong at a place. `first` is where the same was right, if it stands twice."""

    location: Location
    message: str
    first: Location | None = None

    def told(self, document: YamlDocument) -> str:
        """Return the message, with the line of `first`."""
        if self.first is None:
            return self.message
        return f"{self.message} It stands on line {document.line(self.first)} already."


def find_problems(labels: Sequence[Label], *, adapted: bool = False) -> Iterator[TaxonomyProblem]:
    """Yield what is wrong between labels that are right each for itself.

    Only those of an `adapted` taxonomy may have vectors.
    """
    first: dict[str, int] = {}
    for index, label in enumerate(labels):
        if label.is_empty:
            yield TaxonomyProblem(
                ("labels", index),
                f"the label {label.id!r} is empty. Give it a label, description, keywords or"
                " examples.",
            )
        if label.id in first:
            yield TaxonomyProblem(
                ("labels", index, "id"),
                f"the id {label.id!r} is given twice. Give each label an id of its own.",
                first=("labels", first[label.id], "id"),
            )
        first.setdefault(label.id, index)
    astray = list(_broader_problems(labels, first))
    yield from astray
    top = sum(not label.broader for label in labels)
    if top < 2 and not astray:
        told = f"a taxonomy needs two labels at the top at least, and has {top}. Add some."
        yield TaxonomyProblem(("labels",), told)
    yield from _vector_problems(labels, adapted)


def _broader_problems(labels: Sequence[Label], places: dict[str, int]) -> Iterator[TaxonomyProblem]:
    above = {label.id: label.broader for label in labels}
    levels: dict[str, int] = {}
    for index, label in enumerate(labels):
        here = ("labels", index, "broader")
        if label.broader and label.broader not in above:
            near = (
                guess(label.broader, above, _LIKE_AN_ID)
                or " Give an id of this file, or leave it out."
            )
            yield TaxonomyProblem(
                here, f"'broader' is {label.broader!r}, and no label has that id.{near}"
            )
        way: list[str] = []
        at = label.id
        while at in above and at not in levels and at not in way and len(way) <= MAX_LEVELS:
            way.append(at)
            at = above[at]
        if at in way:
            circle = " → ".join([*way[way.index(at) :], at])
            told = f"'broader' leads in a circle: {circle}. Leave it out of one of them."
            yield TaxonomyProblem(("labels", places[at], "broader"), told)
        for level, passed in enumerate(reversed(way), start=levels.get(at, 0) + 1):
            levels[passed] = level
        if way and levels[label.id] > MAX_LEVELS:
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
            yield TaxonomyProblem(here, f"{key!r} is read beside 'adapted' only. Leave it out.")
        elif _size(vector) != _size(first_vector):
            than = "that" if key == first_key else repr(first_key)
            told = f"{key!r} has another length than {than} of the label {first.id!r}."
            yield TaxonomyProblem(here, f"{told} Adapt the taxonomy anew.")


def _size(vector: str) -> int:
    return len(base64.b64decode(vector))


def guess(word: str, known: Iterable[str], likeness: float = 0.6) -> str:
    """Return the question whether a known word was meant, or nothing if none is like it.

    `likeness` is the least ratio that difflib must find, 0 to 1.
    """
    near = get_close_matches(word, known, n=1, cutoff=likeness)
    return f" Did you mean {near[0]!r}?" if near else ""
