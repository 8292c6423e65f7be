"""A set's labels: how rows name them, and which topics of the taxonomy belong to each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from newsdesk.commands.evaluate.metrics import Floats, Indices
from newsdesk.commands.evaluate.rows import EvaluationError, Row, read_bytes
from newsdesk.enrichment.topics.decision import Probabilities, TopicLabel
from newsdesk.enrichment.topics.yaml_document import YamlError, read_yaml

_NOTHING = -1


@dataclass(frozen=True, slots=True)
class LabelSpace:
    """The labels to choose from.

    `index` maps what a row may call a label, in lower case, to its index in `names`. `members`,
    shape (topics,), has the index of each topic's label, or -1. `mapped` is whether the labels are
    the set's own.
    """

    names: tuple[str, ...]
    index: Mapping[str, int]
    members: Indices
    mapped: bool

    def scores(self, probabilities: Probabilities) -> Floats:
        """Return the labels' probabilities, shape (rows, labels), of the topics', (rows, topics).

        Topics of one label add up. Where topics are left out, the rest is scaled to 1.
        """
        kept = self.members != _NOTHING
        belongs = np.zeros((len(self.members), len(self.names)))
        belongs[kept, self.members[kept]] = 1.0
        scores = np.asarray(probabilities, dtype=np.float64) @ belongs
        if not self.mapped:
            return scores
        return np.asarray(scores / np.maximum(scores.sum(axis=1, keepdims=True), 1e-12))

    def wanted(self, row: Row) -> list[int]:
        """Return the indices of the row's right labels, the main one first.

        Raises:
            EvaluationError: if it has none, or one that is unknown.
        """
        return [self._place(row, name) for name in _labels_of(row)]

    def _place(self, row: Row, name: str) -> int:
        place = self.index.get(_key(name))
        if place is None:
            known = "; ".join(self.names)
            advice = (
                "Add it to the map."
                if self.mapped
                else "Fix the row, give a --taxonomy with it, or a --map of topics to labels."
            )
            raise row.error(f"unknown label {name!r}. Known are: {known}.", advice)
        return place


def taxonomy_labels(topics: Sequence[TopicLabel]) -> LabelSpace:
    """Let rows name topics by id or by name, in upper or lower case."""
    times = Counter(_key(topic.label) for topic in topics)
    names = tuple(t.label if times[_key(t.label)] == 1 else t.id for t in topics)
    places = range(len(topics))
    by_name = {_key(name): place for name, place in zip(names, places, strict=True)}
    by_id = {_key(topic.id): place for topic, place in zip(topics, places, strict=True)}
    return LabelSpace(names, by_name | by_id, np.arange(len(topics)), mapped=False)


def mapped_labels(topics: Sequence[TopicLabel], path: Path) -> LabelSpace:
    """Let rows name the labels that the YAML file at `path` gives to topics.

    Raises:
        EvaluationError: if it cannot be read, names an unknown topic, or has fewer than two labels.
    """
    targets = _read_map(path, taxonomy_labels(topics))
    spelled: dict[str, str] = {}
    for target in targets.values():
        spelled.setdefault(_key(target), target)
    if len(spelled) < 2:
        raise EvaluationError(
            f"{path}: it gives fewer than two labels.", "Map topics to each label."
        )
    index = {key: place for place, key in enumerate(spelled)}
    members = np.full(len(topics), _NOTHING, dtype=np.int64)
    for topic, target in targets.items():
        members[topic] = index[_key(target)]
    return LabelSpace(tuple(spelled.values()), index, members, mapped=True)


def _read_map(path: Path, known: LabelSpace) -> dict[int, str]:
    """Return the label of each mapped topic, by the topic's index."""
    try:
        content = read_yaml(read_bytes(path).decode("utf-8-sig")).value
    except UnicodeDecodeError as error:
        raise EvaluationError(f"{path}: not UTF-8.", "Save the file as UTF-8.") from error
    except YamlError as error:
        raise EvaluationError(f"{path}: line {error.line}: {error}") from error
    if not isinstance(content, dict):
        raise EvaluationError(f"{path}: not a map.", "Give it lines of the form “topic: label”.")
    targets: dict[int, str] = {}
    for topic, target in content.items():
        place = known.index.get(_key(str(topic)))
        if place is None:
            listed = "; ".join(known.names)
            raise EvaluationError(
                f"{path}: unknown topic {str(topic)!r}.", f"Use an id or one of: {listed}."
            )
        if target is None:
            continue
        label = _label(target)
        if label is None:
            raise EvaluationError(
                f"{path}: the label of {str(topic)!r} must be text, or null to leave it out."
            )
        targets[place] = label
    return targets


def _labels_of(row: Row) -> list[str]:
    if "labels" not in row.fields:
        if isinstance(row.fields.get("label"), int) and (label := _label(row.fields["label"])):
            return [label]
        return [row.text("label")]
    values = row.fields["labels"]
    labels = [_label(value) for value in values] if isinstance(values, list) else []
    if not labels or None in labels:
        raise row.error("'labels' must be a list of labels, at least one.")
    return [label for label in labels if label is not None]


def _label(value: Any) -> str | None:
    """Return a label as text; it may be a number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value if isinstance(value, str) and value.strip() else None


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
