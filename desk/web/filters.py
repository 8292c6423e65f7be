"""The filters beside the stream: what can be chosen, how many there are, and where it leads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from newsdesk.desk.store.stream import CountedTopic, Facets
from newsdesk.desk.store.view import View
from newsdesk.desk.web.addresses import address_of, chosen, toggled, without
from newsdesk.desk.web.topic_tree import TopicTree

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
    """A value that can be chosen, or given up where `is_on`, and what is within it.

    `topic` is the id of a topic.
    """

    label: str
    count: int
    address: str
    is_on: bool
    within: Sequence["Choice"] = ()
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Filter:
    """A field and its values."""

    title: str
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and the address without it; `topic` is the id of a topic."""

    name: str
    label: str
    address: str
    topic: str = ""


def chips_of(view: View, labels: Mapping[str, str]) -> list[Chip]:
    """Return the filters that are on; `labels` has those of topics by id, where they are known."""
    return [
        Chip(
            name,
            _label(name, value, labels),
            address_of(without(view, name, value)),
            value if name == "topic" else "",
        )
        for name, value in chosen(view)
    ]


def _label(name: str, value: str, labels: Mapping[str, str]) -> str:
    if name == "topic":
        return labels.get(value, value)
    return value.replace("_", " ") if name == "abstained" else value


def filters_of(view: View, facets: Facets, broader: Mapping[str, str]) -> list[Filter]:
    """Return the filters that have something to choose.

    `broader` has the ids of the topics that topics are within, where they are known.
    """
    return [found for found in _filters(view, facets, broader) if found.choices]


def _filters(view: View, facets: Facets, broader: Mapping[str, str]) -> Iterator[Filter]:
    tree = TopicTree(facets.topics, broader)
    for title, is_concept in (("Topics", False), ("Within topics", True)):
        outermost = [topic for topic in tree.within("") if topic.is_concept is is_concept]
        yield Filter(title, _topics(view, tree, outermost))
    for name, (title, empty) in _TITLES.items():
        named = [(v, v.replace("_", " ") or empty, n) for v, n in facets.counts[name]]
        yield Filter(title, _choices(view, name, [each for each in named if each[1]]))
    yield Filter("Coverage", [*_partial(view, facets.partial)])


def _topics(view: View, tree: TopicTree, topics: Sequence[CountedTopic]) -> list[Choice]:
    """Return the most frequent topics and all that are chosen, each with those within it."""
    shown = [t for place, t in enumerate(topics) if place < _MOST or _has_chosen(view, tree, t)]
    found = []
    for topic in shown:
        [choice] = _choices(view, "topic", [(topic.id, topic.label, topic.number)])
        within = _topics(view, tree, tree.within(topic.id))
        found.append(replace(choice, within=within, topic=topic.id))
    return found


def _has_chosen(view: View, tree: TopicTree, topic: CountedTopic) -> bool:
    return topic.id in view.topic or any(
        _has_chosen(view, tree, each) for each in tree.within(topic.id)
    )


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
