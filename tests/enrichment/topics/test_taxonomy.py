from pathlib import Path

import pytest
from pydantic import ValidationError

from newsdesk.enrichment.topics.taxonomy import MEDIA_TOPICS, Example, Label, Taxonomy
from newsdesk.enrichment.topics.taxonomy_checks import find_problems

GOOD = """
name: harbour
labels:
  - id: h:1
    label: ships
    description: Ships that come and go.
    keywords: [ship, harbour]
    examples: [A ship came in., A ship sailed.]
  - id: h:2
    examples:
      - Fish were sold.
"""
SHIPS = Label(
    id="h:1",
    label="ships",
    description="Ships that come and go.",
    keywords=("ship", "harbour"),
    examples=("A ship came in.", "A ship sailed."),
)


def load(tmp_path: Path, content: str) -> Taxonomy:
    path = tmp_path / "taxonomy.yaml"
    path.write_text(content, encoding="utf-8")
    return Taxonomy.load(path)


def tree(*labels: tuple[str, str]) -> Taxonomy:
    return Taxonomy(
        name="tree", labels=tuple(Label(id=i, label=i, broader=above) for i, above in labels)
    )


def ids(labels: tuple[Label, ...]) -> list[str]:
    return [label.id for label in labels]


def test_a_taxonomy_is_read_from_yaml(tmp_path: Path) -> None:
    taxonomy = load(tmp_path, GOOD)
    assert (taxonomy.name, taxonomy.multi_label, taxonomy.attribution) == ("harbour", True, "")
    assert taxonomy.adapted is None
    ships, fish = taxonomy.labels
    assert ships == SHIPS
    assert (fish.name, fish.examples) == ("h:2", (Example(text="Fish were sold."),))
    assert (fish.threshold, fish.broader, fish.prototype) == (None, "", "")


def test_an_example_may_be_an_article_with_its_title(tmp_path: Path) -> None:
    article = "\n      - {title: The catch, text: Fish were sold.}"
    _, fish = load(tmp_path, GOOD.rstrip() + article).labels
    line, titled = fish.examples
    assert (line.title, line.text, str(line)) == (None, "Fish were sold.", "Fish were sold.")
    assert (titled.title, titled.text) == ("The catch", "Fish were sold.")
    assert str(titled) == "The catch\nFish were sold."
    assert fish.model_dump()["examples"] == (
        "Fish were sold.",
        {"title": "The catch", "text": "Fish were sold."},
    )


def test_labels_stand_under_broader_ones_in_the_order_of_the_file() -> None:
    taxonomy = tree(("b2", "b"), ("b", ""), ("b11", "b1"), ("a", ""), ("b1", "b"))
    assert ids(taxonomy.roots()) == ["b", "a"]
    assert ids(taxonomy.children("b")) == ["b2", "b1"]
    assert ids(taxonomy.descendants("b")) == ["b2", "b1", "b11"]
    assert taxonomy.children("a") == taxonomy.descendants("b11") == ()


def test_looking_at_the_tree_leaves_a_taxonomy_as_it_is() -> None:
    looked_at, other = tree(("a", ""), ("b", "a")), tree(("a", ""), ("b", "a"))
    looked_at.roots()
    assert looked_at == other
    assert looked_at.fingerprint == other.fingerprint


def test_a_taxonomy_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        SHIPS.label = "boats"  # type: ignore[misc]


def test_any_change_of_content_changes_the_fingerprint(tmp_path: Path) -> None:
    three = GOOD + "  - {id: h:3, label: gulls}\n"
    contents = [GOOD, GOOD.replace("sailed", "sank"), GOOD.replace("h:2", "h:4"), three]
    contents += [
        three.replace("gulls", f"gulls, {key}") for key in ("broader: h:1", "threshold: 1")
    ]
    contents.append("multi_label: false" + GOOD)
    assert len({load(tmp_path, content).fingerprint for content in contents}) == len(contents)


def test_the_fingerprint_covers_what_adaptation_writes() -> None:
    def fingerprint(**vectors: str) -> str:
        moved = SHIPS.model_copy(update=vectors)
        return Taxonomy(name="harbour", labels=(moved, Label(id="h:2", label="fish"))).fingerprint

    found = {
        fingerprint(),
        fingerprint(prototype="ADwAAA=="),
        fingerprint(examples_shift="ADwAAA=="),
        fingerprint(prototype="ADwAAA==", examples_shift="ADwAAA=="),
        fingerprint(prototype="ADwAAA==", examples_shift="AAAAPA=="),
    }
    assert len(found) == 5


def test_a_taxonomy_adapted_before_examples_moved_keeps_its_fingerprint(tmp_path: Path) -> None:
    adapted = "adapted: {parent: a1, encoder: e@1, articles: 100, created: 2026-11-24T00:00:00Z}\n"
    ships = 'labels:\n  - {id: a, label: ships, examples: [A ship.], prototype: "ADwAAA=="}\n'
    taxonomy = load(tmp_path, f"name: old\n{adapted}{ships}  - {{id: b, label: fish}}\n")
    assert taxonomy.labels[0].examples_shift == ""
    assert (
        taxonomy.fingerprint == "da0432c67a254dc3f4971ecb5a3e0b941c3314a8e876c6b5beae7c60e2b8761c"
    )


def test_fingerprint_does_not_depend_on_how_the_yaml_is_written(tmp_path: Path) -> None:
    written = "# A note.\nmulti_label: true" + GOOD.replace(
        "      - Fish were sold.", '      - text: "Fish were sold."'
    )
    assert load(tmp_path, GOOD).fingerprint == load(tmp_path, written).fingerprint


def test_the_built_in_taxonomy_is_the_two_upper_levels_of_media_topics() -> None:
    taxonomy = Taxonomy.built_in()
    assert ids(taxonomy.roots()) == [f"medtop:{number:02}000000" for number in range(1, 18)]
    unnamed = [label.model_copy(update={"labels": {}}) for label in taxonomy.roots()]
    assert tuple(unnamed) == Taxonomy.load(MEDIA_TOPICS).labels
    below = [child for root in taxonomy.roots() for child in taxonomy.children(root.id)]
    assert len(below) == 121
    assert len(taxonomy.labels) == 17 + 121
    assert list(find_problems(taxonomy.labels)) == []
    assert "IPTC" in taxonomy.attribution
    assert "CC BY 4.0" in taxonomy.attribution
