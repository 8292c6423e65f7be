"""How two events of an article differ."""

from typing import Any

import pytest

from newsdesk.desk.versions.comparison import compare
from newsdesk.desk.versions.text_difference import difference_of


def pieces(earlier: str, later: str) -> list[tuple[str, str]]:
    return [(change.kind, change.text) for change in difference_of(earlier, later).changes]


def test_words_that_changed_are_shown_among_those_that_stay() -> None:
    assert pieces("Rain fell on Monday.", "Rain fell on Tuesday.") == [
        ("same", "Rain fell on "),
        ("removed", "Monday"),
        ("inserted", "Tuesday"),
        ("same", "."),
    ]
    assert pieces("", "Rain.") == [("inserted", "Rain.")]
    assert pieces("今日は雨", "今日も雨")[1:3] == [("removed", "は"), ("inserted", "も")]


@pytest.mark.parametrize(("earlier", "later"), [("", ""), ("a b", "a b"), ("a  b\n", "a b")])
def test_texts_with_the_same_words_do_not_differ(earlier: str, later: str) -> None:
    assert difference_of(earlier, later).is_none


def test_what_stays_is_shortened_around_changes() -> None:
    same = "one two three. " * 400
    skipped, around, *changed = difference_of(same + "four", same + "five").changes
    assert (skipped.kind, skipped.left_out) == ("skipped", len(same) - 160)
    assert (around.kind, len(around.text)) == ("same", 160)
    assert [change.text for change in changed] == ["four", "five"]


def test_many_changes_are_cut_and_said_to_be() -> None:
    earlier = " ".join(f"a{n} same{n}" for n in range(2000))
    later = " ".join(f"b{n} same{n}" for n in range(2000))
    found = difference_of(earlier, later)
    assert found.is_cut
    assert sum(change.kind in ("inserted", "removed") for change in found.changes) == 500
    assert not difference_of("a b", "a c").is_cut


def test_fields_topics_and_models_are_beside_each_other() -> None:
    earlier = {
        "fingerprint": "f1",
        "language": {"code": "en"},
        "classification": {"topics": [{"id": "t", "label": "Rain", "score": 0.5}]},
        "models": [{"role": "classification", "name": "m", "fingerprint": "1"}],
    }
    later = {
        "fingerprint": "f2",
        "language": {"code": "en"},
        "classification": {"topics": [{"id": "s", "label": "Snow", "score": 0.9}]},
        "models": [{"role": "classification", "name": "m", "fingerprint": "2"}],
    }
    found = compare(earlier, later)
    fields = {pair.name: (pair.earlier, pair.later, pair.is_same) for pair in found.fields}
    assert fields["Fingerprint"] == ("f1", "f2", False)
    assert fields["Language"] == ("en", "en", True)
    assert fields["Model of classification"] == ("m 1", "m 2", False)
    assert [(topic.label, topic.earlier, topic.later) for topic in found.topics] == [
        ("Snow", None, 0.9),
        ("Rain", 0.5, None),
    ]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"article": 5, "summary": [], "models": [None, 3], "classification": {"topics": {"a": 1}}},
        {"article": {"text": 5, "version": 10**400, "url": [1]}, "fingerprint": True},
        {"classification": {"topics": [{"id": 1, "score": "x"}, None]}},
    ],
)
def test_events_of_another_schema_are_compared_by_what_is_known(odd: dict[str, Any]) -> None:
    for pair in ((odd, {}), ({}, odd), (odd, odd)):
        assert compare(*pair).text.is_none
