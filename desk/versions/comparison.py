"""Two events of an article beside each other: what each says, topics with scores, and texts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsdesk.desk.json_values import list_of, number_of, object_of, text_of
from newsdesk.desk.versions.text_difference import Difference, difference_of

_LONGEST = 300
_MOST_TOPICS = 200


@dataclass(frozen=True, slots=True)
class Pair:
    """A field of both events, empty where one has none."""

    name: str
    earlier: str
    later: str

    @property
    def is_same(self) -> bool:
        """Whether both say the same."""
        return self.earlier == self.later


@dataclass(frozen=True, slots=True)
class TopicPair:
    """A topic and its scores; None where an event does not have it."""

    label: str
    is_concept: bool
    earlier: float | None
    later: float | None

    @property
    def change(self) -> float:
        """By how much the score is higher in the later one."""
        return (self.later or 0.0) - (self.earlier or 0.0)


@dataclass(frozen=True, slots=True)
class Comparison:
    """All in which two events may differ."""

    fields: Sequence[Pair]
    topics: Sequence[TopicPair]
    title: Difference
    text: Difference
    summary: Difference


def compare(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Comparison:
    """Compare two events, of whatever schema. Takes up to seconds for the longest texts."""
    both = (earlier, later)
    articles = [object_of(event.get("article")) for event in both]
    summaries = [object_of(event.get("summary")) for event in both]
    return Comparison(
        list(_fields(earlier, later)),
        _topics(earlier, later),
        difference_of(*(text_of(article.get("title")) for article in articles)),
        difference_of(*(text_of(article.get("text")) for article in articles)),
        difference_of(*(text_of(summary.get("text")) for summary in summaries)),
    )


def _fields(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> Iterator[Pair]:
    for name, path in _PATHS.items():
        pair = Pair(name, _at(earlier, path), _at(later, path))
        if pair.earlier or pair.later:
            yield pair
    models = [_models(event) for event in (earlier, later)]
    for name in dict.fromkeys([*models[0], *models[1]]):
        yield Pair(name, models[0].get(name, ""), models[1].get(name, ""))


_PATHS = {
    "Fingerprint": ("fingerprint",),
    "Schema": ("schema_version",),
    "Publisher's version": ("article", "version"),
    "Status": ("article", "status"),
    "Published": ("article", "published_at"),
    "Source": ("article", "source"),
    "Address": ("article", "url"),
    "Language": ("language", "code"),
    "No topic because": ("classification", "abstained", "reason"),
    "Read": ("coverage", "covered_ratio"),
    "Removed lines": ("cleaning", "removed_lines"),
    "Summary made": ("summary", "method"),
}


def _at(event: Mapping[str, Any], path: Sequence[str]) -> str:
    value: Any = event
    for name in path:
        value = object_of(value).get(name)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    # Python refuses to write out an integer of thousands of digits.
    return (value if isinstance(value, str) else f"{number_of(value, 0.0):g}")[:_LONGEST]


def _models(event: Mapping[str, Any]) -> dict[str, str]:
    models = map(object_of, list_of(event.get("models")))
    return {
        f"Model of {text_of(model.get('role')) or 'a stage'}"[:_LONGEST]: " ".join(
            text_of(model.get(name)) for name in ("name", "fingerprint")
        )[:_LONGEST]
        for model in models
    }


def _topics(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> list[TopicPair]:
    old, new = _scores(earlier), _scores(later)
    pairs = [
        TopicPair(
            (new.get(key) or old[key])[0],
            key[0] == "concepts",
            old[key][1] if key in old else None,
            new[key][1] if key in new else None,
        )
        for key in [*new, *(key for key in old if key not in new)][:_MOST_TOPICS]
    ]
    return sorted(pairs, key=lambda pair: (pair.is_concept, -(pair.later or 0.0)))


def _scores(event: Mapping[str, Any]) -> dict[tuple[str, str], tuple[str, float]]:
    classification = object_of(event.get("classification"))
    return {
        (kind, text_of(topic.get("id"))): (
            text_of(topic.get("label")) or text_of(topic.get("id")),
            number_of(topic.get("score"), 0.0),
        )
        for kind in ("topics", "concepts")
        for topic in map(object_of, list_of(classification.get(kind)))
    }
