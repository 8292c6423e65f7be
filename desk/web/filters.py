"""The filters beside the stream: what can be chosen, how many there are, and where it leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from newsdesk.desk.store.stream import Facets
from newsdesk.desk.store.view import View
from newsdesk.desk.web.addresses import address_of, toggled

_MOST = 15
_TITLES = {
    "source": ("Sources", "no source"),
    "language": ("Languages", "no language"),
    "abstained": ("Without a topic", ""),
    "fingerprint": ("Fingerprints", ""),
}
"""Titles, and what stands for an empty value; where that is empty, the value is not shown."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen, or given up where `is_on`."""

    label: str
    count: int
    address: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and its values."""

    title: str
    choices: Sequence[Choice]


def filters_of(view: View, facets: Facets) -> list[Filter]:
    """Return the filters that have something to choose."""
    return [found for found in _filters(view, facets) if found.choices]


def _filters(view: View, facets: Facets) -> Iterator[Filter]:
    for title, is_concept in (("Topics", False), ("Within topics", True)):
        topics = [(t[0], t[1], t[3]) for t in facets.topics if t[2] is is_concept]
        yield Filter(title, _choices(view, "topic", topics))
    for name, (title, empty) in _TITLES.items():
        named = [(v, v.replace("_", " ") or empty, n) for v, n in facets.counts[name]]
        yield Filter(title, _choices(view, name, [each for each in named if each[1]]))
    yield Filter("Coverage", [*_partial(view, facets.partial)])


def _choices(view: View, name: str, values: Iterable[tuple[str, str, int]]) -> list[Choice]:
    chosen = getattr(view, name)
    return [
        Choice(label, count, address_of(toggled(view, name, value)), value in chosen)
        for place, (value, label, count) in enumerate(values)
        if place < _MOST or value in chosen
    ]


def _partial(view: View, count: int) -> Iterator[Choice]:
    if count:
        turned = replace(view, is_partial=None if view.is_partial else True)
        yield Choice("read in part", count, address_of(turned), bool(view.is_partial))
