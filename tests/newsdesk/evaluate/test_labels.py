from pathlib import Path
from typing import Any

import numpy as np
import pytest

from newsdesk.commands.evaluate.labels import mapped_labels, taxonomy_labels
from newsdesk.commands.evaluate.rows import EvaluationError
from newsdesk.enrichment.topics.decision import TopicLabel
from tests.newsdesk.evaluate.sets import rows

_TOPICS = (TopicLabel("t:1", "Sport"), TopicLabel("t:2", "Money"), TopicLabel("t:3", "Rain"))


def _map(folder: Path, content: str) -> Path:
    path = folder / "map.yaml"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("label", ["Sport", "sport", "SPORT", "t:1", "T:1", " sport "])
def test_label_space_a_row_names_a_topic_by_name_or_id_in_any_case(label: str) -> None:
    assert taxonomy_labels(_TOPICS).wanted(*rows({"label": label})) == [0]


def test_label_space_any_of_several_labels_is_right_and_the_first_is_the_main_one() -> None:
    space = taxonomy_labels(_TOPICS)
    assert space.wanted(*rows({"labels": ["rain", "Money"]})) == [2, 1]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"label": "Chess"}, "unknown label 'Chess'. Known are: Sport; Money; Rain."),
        ({"label": ""}, "'label' is empty"),
        ({"label": True}, "'label' must be a string"),
        ({"text": "a"}, "has no 'label'"),
        ({"labels": []}, "'labels' must be a list of labels, at least one"),
        ({"labels": "Sport"}, "'labels' must be a list"),
        ({"labels": ["Sport", None]}, "'labels' must be a list"),
        ({"labels": ["Sport", "Chess"]}, "unknown label 'Chess'"),
    ],
)
def test_label_space_a_row_without_a_known_label_is_reported_with_its_line(
    row: dict[str, Any], expected: str
) -> None:
    with pytest.raises(EvaluationError) as raised:
        taxonomy_labels(_TOPICS).wanted(*rows(row))
    assert str(raised.value).startswith("set.jsonl:1: ")
    assert expected in str(raised.value)


def test_label_space_without_a_map_probabilities_stay_as_they_are() -> None:
    probabilities = np.array([[0.2, 0.5, 0.1]], dtype=np.float32)
    assert taxonomy_labels(_TOPICS).scores(probabilities) == pytest.approx(probabilities)


def test_label_space_topics_of_one_label_add_up_and_the_rest_is_scaled_to_1(tmp_path: Path) -> None:
    path = _map(tmp_path, "sport: Outside\nt:3: outside\nMONEY: Inside\n")
    space = mapped_labels(_TOPICS, path)
    assert space.names == ("Outside", "Inside")
    scores = space.scores(np.array([[0.2, 0.5, 0.1]], dtype=np.float32))
    assert scores == pytest.approx(np.array([[0.3 / 0.8, 0.5 / 0.8]]))
    assert space.wanted(*rows({"label": "OUTSIDE"})) == [0]


@pytest.mark.parametrize("left_out", ["", "Rain: null\n"])
def test_label_space_a_topic_without_a_label_is_never_chosen(tmp_path: Path, left_out: str) -> None:
    space = mapped_labels(_TOPICS, _map(tmp_path, f"Sport: 1\nMoney: 2\n{left_out}"))
    scores = space.scores(np.array([[0.1, 0.2, 0.7]], dtype=np.float32))
    assert scores == pytest.approx(np.array([[1 / 3, 2 / 3]]))
    assert space.wanted(*rows({"label": 2})) == [1]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "Sport: a\nChess: b\n",
            "unknown topic 'Chess'.\nUse an id or one of: Sport; Money; Rain.",
        ),
        ("- Sport\n", "not a map"),
        ("", "not a map"),
        ("Sport: [a\n", "not YAML"),
        ("Sport: [a]\nMoney: b\n", "the label of 'Sport' must be text"),
        ("Sport: a\nMoney: A\nRain: null\n", "fewer than two labels"),
    ],
)
def test_label_space_a_map_that_cannot_be_used_is_reported(
    tmp_path: Path, content: str, expected: str
) -> None:
    path = _map(tmp_path, content)
    with pytest.raises(EvaluationError) as raised:
        mapped_labels(_TOPICS, path)
    assert str(raised.value).startswith(f"{path}: ")
    assert expected in str(raised.value)


def test_label_space_two_topics_of_one_name_are_distinguished_by_their_ids() -> None:
    space = taxonomy_labels((TopicLabel("a", "Same"), TopicLabel("b", "same")))
    assert space.names == ("a", "b")
    with pytest.raises(EvaluationError, match="unknown label 'same'"):
        space.wanted(*rows({"label": "same"}))
