"""Topics in the filters stand within the topic that their taxonomy names."""

from pathlib import Path

import pytest

from newsdesk.commands.desk.broader_topics import broader_topics
from newsdesk.desk.store.stream import CountedTopic, Facets
from newsdesk.desk.store.view import View
from newsdesk.desk.web.filters import Choice, filters_of
from newsdesk.settings import Settings

SPORT = CountedTopic("t:sport", "sport", False, 9)
ROWING = CountedTopic("t:rowing", "rowing", True, 4)
EIGHTS = CountedTopic("t:eights", "eights", True, 2)
MONEY = CountedTopic("t:money", "money", False, 5)
STRAY = CountedTopic("t:stray", "stray", True, 1)
BROADER = {"t:rowing": "t:water", "t:water": "t:sport", "t:eights": "t:rowing"}


def shown(choices: "list[Choice]") -> list[object]:
    return [[c.label, shown(list(c.within))] if c.within else c.label for c in choices]


def trees(
    *topics: CountedTopic, broader: dict[str, str], view: View | None = None
) -> dict[str, object]:
    counts = dict.fromkeys(("source", "language", "abstained", "fingerprint"), ())
    facets = Facets(total=20, counts=counts, topics=topics, partial=0)
    found = filters_of(view or View(), facets, broader)
    return {each.title: shown(list(each.choices)) for each in found}


def test_topics_are_within_the_nearest_one_that_articles_have() -> None:
    assert trees(SPORT, MONEY, ROWING, EIGHTS, broader=BROADER) == {
        "Topics": [["sport", [["rowing", ["eights"]]]], "money"]
    }


def test_topics_without_a_known_place_stand_apart() -> None:
    assert trees(SPORT, ROWING, STRAY, broader={}) == {
        "Topics": ["sport"],
        "Within topics": ["rowing", "stray"],
    }
    # Its own topic is in no article that matches.
    assert trees(MONEY, ROWING, broader=BROADER) == {
        "Topics": ["money"],
        "Within topics": ["rowing"],
    }


@pytest.mark.parametrize(
    "circle", [{"t:sport": "t:sport"}, {"t:sport": "t:money", "t:money": "t:sport"}]
)
def test_topics_in_a_circle_are_all_shown(circle: dict[str, str]) -> None:
    assert trees(SPORT, MONEY, broader=circle) == {"Topics": ["sport", "money"]}


def test_of_many_topics_the_most_frequent_and_all_that_are_chosen_are_shown() -> None:
    many = [CountedTopic(f"t:{n}", f"topic {n}", False, 100 - n) for n in range(30)]
    below = CountedTopic("t:deep", "deep", True, 1)
    broader = {"t:deep": "t:29"}
    [few] = trees(*many, below, broader=broader).values()
    [with_chosen] = trees(*many, below, broader=broader, view=View(topic=("t:deep",))).values()
    assert few == [f"topic {n}" for n in range(15)]
    assert with_chosen == [*few, ["topic 29", ["deep"]]]


def test_the_built_in_taxonomy_has_a_place_for_each_concept() -> None:
    found = broader_topics(Settings())
    assert len(found) == 121
    assert found["medtop:20000002"] == "medtop:01000000"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"labels: 7",
        b"- a",
        b"labels: [7, {id: 3, broader: a}]",
        b"{",
        b"\xff\xfe\x00",
        b"a: &a [*a]",
    ],
)
def test_a_taxonomy_that_cannot_be_read_names_no_places(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "taxonomy.yaml"
    file.write_bytes(content)
    assert broader_topics(Settings(classifier={"taxonomy": file})) == {}
    assert broader_topics(Settings(classifier={"taxonomy": tmp_path / "none.yaml"})) == {}


def test_a_taxonomy_of_ones_choice_names_its_places(tmp_path: Path) -> None:
    file = tmp_path / "taxonomy.yaml"
    file.write_text("labels: [{id: a, label: A}, {id: b, label: B, broader: a}]")
    assert broader_topics(Settings(classifier={"taxonomy": file})) == {"b": "a"}
