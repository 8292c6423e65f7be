from pathlib import Path

import numpy as np
import pytest

from enrichment.topics.taxonomy import MEDIA_TOPICS, Label, Taxonomy, TaxonomyError, unit
from tests.enrichment.fakes import DIMENSIONS, WordEncoder, word_vector

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


def load(tmp_path: Path, content: str | bytes) -> Taxonomy:
    path = tmp_path / "taxonomy.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Taxonomy.load(path)


def labels(*entries: str) -> str:
    return "name: n\nlabels:\n" + "".join(f"  - {entry}\n" for entry in entries)


def test_a_taxonomy_is_read_from_yaml(tmp_path: Path) -> None:
    taxonomy = load(tmp_path, GOOD)
    assert (taxonomy.name, taxonomy.multi_label, taxonomy.attribution) == ("harbour", True, "")
    ships, fish = taxonomy.labels
    assert ships == SHIPS
    assert (fish.name, fish.examples) == ("h:2", ("Fish were sold.",))


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("", "wrong at its top level: Input should be a valid dictionary"),
        ("- a\n- b", "wrong at its top level: Input should be"),
        ("just words", "wrong at its top level: Input should be"),
        ("name: n", "wrong at labels: Field required"),
        ("labels: []", "wrong at name: Field required"),
        ("name: n\nlabels: []", "needs at least two labels"),
        (labels("{id: a, label: x}"), "needs at least two labels"),
        ("name: n\nlabels: {a: b}", "wrong at labels: Input should be a valid tuple"),
        (labels("{id: a, label: x}", "just words"), "wrong at labels.1: Input should be"),
        (labels("{id: a, label: x}", "{label: y}"), "wrong at labels.1.id: Field required"),
        (labels("{id: 17, label: x}", "{id: b, label: y}"), "wrong at labels.0.id: Input should"),
        (labels("{id: '', label: x}", "{id: b, label: y}"), "wrong at labels.0.id: String should"),
        (labels("{id: a, label: no}", "{id: b, label: y}"), "wrong at labels.0.label: Input shou"),
        (
            labels("{id: a, keywords: rain}", "{id: b, label: y}"),
            "wrong at labels.0.keywords: Input should be a valid tuple",
        ),
        (
            labels("{id: a, examples: [x, 3]}", "{id: b, label: y}"),
            "wrong at labels.0.examples.1: Input should be a valid string",
        ),
        (
            labels("{id: a, label: x, colour: red}", "{id: b, label: y}"),
            "wrong at labels.0.colour: Extra inputs are not permitted",
        ),
        ("colour: red\n" + GOOD, "wrong at colour: Extra inputs are not permitted"),
        ("multi_label: perhaps\n" + GOOD, "wrong at multi_label: Input should be a valid boolean"),
        (labels("{id: a, label: x}", "{id: a, label: y}"), "has an id twice: a."),
        (
            labels("{id: a, label: ' ', keywords: ['', ' ']}", "{id: b}", "{id: c, label: z}"),
            "has labels without text: a, b.",
        ),
        ("name: [unclosed", "Cannot read the taxonomy .*line 1, column"),
        ("name: n\n\tlabels: []", "Cannot read the taxonomy .*line 2, column"),
        ("name: !!python/object/apply:os.getcwd []", "Cannot read the taxonomy"),
        (b"name: caf\xe9", "Cannot read the taxonomy .*utf-8"),
    ],
)
def test_a_file_that_is_no_taxonomy_is_refused_with_the_place(
    tmp_path: Path, content: str | bytes, complaint: str
) -> None:
    with pytest.raises(TaxonomyError, match=f"(?s){complaint}") as caught:
        load(tmp_path, content)
    assert str(tmp_path / "taxonomy.yaml") in str(caught.value)


@pytest.mark.parametrize("path", ["missing.yaml", "."])
def test_a_path_that_cannot_be_read_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(TaxonomyError, match="Cannot read the taxonomy"):
        Taxonomy.load(tmp_path / path)


def test_a_prototype_is_the_mean_of_all_that_is_said_of_a_label(tmp_path: Path) -> None:
    encoder = WordEncoder()
    ships, fish = load(tmp_path, GOOD).prototypes(encoder)
    came, sailed, name, description, keywords, fish_example = encoder.encode(
        [*SHIPS.examples, SHIPS.label, SHIPS.description, "ship, harbour", "Fish were sold."]
    ).vectors
    examples = unit(came + sailed)
    expected = unit((name + description + keywords + examples) / 4)
    np.testing.assert_allclose(ships, expected, atol=1e-6)
    np.testing.assert_allclose(fish, fish_example, atol=1e-6)
    assert np.linalg.norm(ships) == pytest.approx(1, abs=1e-6)


def test_all_texts_of_a_taxonomy_are_encoded_in_one_call(tmp_path: Path) -> None:
    encoder = WordEncoder()
    assert load(tmp_path, GOOD).prototypes(encoder).shape == (2, DIMENSIONS)
    assert len(encoder.calls) == 1


def test_any_change_of_content_changes_the_fingerprint(tmp_path: Path) -> None:
    contents = [GOOD, GOOD.replace("sailed", "sank"), GOOD.replace("h:2", "h:3")]
    contents.append("multi_label: false" + GOOD)
    assert len({load(tmp_path, content).fingerprint for content in contents}) == 4
    assert load(tmp_path, GOOD).fingerprint == load(tmp_path, "# A note." + GOOD).fingerprint


def test_the_built_in_taxonomy_holds_the_seventeen_topics_at_the_top_of_media_topics() -> None:
    taxonomy = Taxonomy.load(MEDIA_TOPICS)
    assert [label.id for label in taxonomy.labels] == [
        f"medtop:{number:02}000000" for number in range(1, 18)
    ]
    assert "IPTC" in taxonomy.attribution
    assert "CC BY 4.0" in taxonomy.attribution


def test_a_unit_vector_has_length_one_and_zero_stays_zero() -> None:
    assert np.linalg.norm(unit(7 * word_vector("rain"))) == pytest.approx(1, abs=1e-6)
    assert not unit(np.zeros(3, dtype=np.float32)).any()
