from pathlib import Path

import pytest

from newsdesk.commands.taxonomy.concepts import Concept, Official
from newsdesk.commands.taxonomy.official_json import read_lines
from newsdesk.commands.taxonomy.official_taxonomy import make_taxonomy
from newsdesk.commands.taxonomy.official_view import imported_lines
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.enrichment.topics.taxonomy_file import dump
from newsdesk.terminal.files import FileError
from tests.newsdesk.taxonomy.official_files import json_lines

OFFICIAL = read_lines(json_lines(), "official")
OWN = Taxonomy(
    name="own",
    labels=(
        Label(
            id="medtop:15000000",
            label="sports",
            description="News about matches.",
            keywords=("match",),
            examples=("They won.",),
            threshold=0.3,
        ),
        Label(id="medtop:29000009", label="gone", broader="medtop:15000000"),
    ),
)


def concept(code: int, broader: int | None = None, retired: bool = False) -> Concept:
    above = f"medtop:{broader:08}" if broader else ""
    return Concept(f"medtop:{code:08}", above, retired, {"en-GB": str(code)}, {})


def broader(taxonomy: Taxonomy) -> dict[int, str]:
    return {int(label.id[-8:]): label.broader[-8:].lstrip("0") for label in taxonomy.labels}


def test_official_taxonomy_own_texts_stay_and_other_concepts_get_the_official_definition() -> None:
    sport, discipline, kites, river, weather, fog = make_taxonomy(
        OFFICIAL, "en-GB", OWN
    ).taxonomy.labels
    assert sport == OWN.labels[0].model_copy(update={"label": "sport", "labels": {"de": "Sport"}})
    assert (discipline.label, discipline.description) == ("competition discipline", "")
    assert (kites.label, kites.description) == ("kite hauling", "Races in which kites pull boats")
    assert (river.label, river.description) == ("river rowing", "Rowing down a river")
    assert (weather.label, weather.description) == ("weather", "What falls from the sky")
    assert (fog.label, fog.description) == ("Nebel", "Tiefe Wolken")
    assert kites.labels == {"en-us": "kite pulling"}


def test_official_taxonomy_names_keep_their_languages_as_bcp_47_writes_them() -> None:
    names = {"en-GB": "sport", "en-US": "sport", "no-NB": "idrett", "se": "idrott", "x y": "?"}
    named = Concept("medtop:15000000", "", False, {**names, "dk": "sport"}, {})
    other = concept(16000000)
    [first, _] = make_taxonomy(Official((named, other)), "en-GB", OWN).taxonomy.labels
    assert first.labels == {"da": "sport", "nb": "idrett", "sv": "idrott"}
    [first, _] = make_taxonomy(Official((named, other)), "se", OWN).taxonomy.labels
    assert (first.label, first.labels["en-gb"]) == ("idrott", "sport")


def test_official_taxonomy_children_of_left_out_concepts_move_up() -> None:
    taxonomy = make_taxonomy(OFFICIAL, "en-GB", OWN).taxonomy
    assert broader(taxonomy) == {
        15000000: "",
        20000822: "15000000",
        29000001: "20000822",
        29000003: "20000822",
        17000000: "",
        29000005: "17000000",
    }


def test_official_taxonomy_all_concepts_are_counted_by_outcome() -> None:
    imported = make_taxonomy(OFFICIAL, "en-GB", OWN)
    assert imported.by_level == (2, 2, 2)
    assert (imported.retired, imported.nameless) == (1, 1)
    assert (imported.own_texts, imported.official_definitions) == (1, 4)
    assert imported.other_language == 2
    assert imported.absent == ("medtop:29000009",)


def test_official_taxonomy_names_come_in_the_language_that_was_asked_for() -> None:
    imported = make_taxonomy(OFFICIAL, "de", OWN)
    names = [label.label for label in imported.taxonomy.labels]
    assert names == ["Sport", "Disziplin", "kite hauling", "river rowing", "weather", "Nebel"]
    assert imported.taxonomy.labels[2].description == "Rennen von Drachen"
    assert imported.other_language == 3


def test_official_taxonomy_the_attribution_names_iptc_the_licence_and_the_release() -> None:
    dated = Official(OFFICIAL.concepts, released="2026-02-19")
    assert make_taxonomy(dated, "en-GB", OWN).taxonomy.attribution == (
        "Codes, names and definitions: IPTC Media Topics, © IPTC, CC BY 4.0"
        " (https://iptc.org/standards/media-topics/), released 2026-02-19."
        " Descriptions, key words and examples of 1 topic: newsdesk."
    )


def test_official_taxonomy_labels_are_in_the_order_of_the_tree() -> None:
    official = Official((concept(12, 1), concept(2), concept(1), concept(121, 12), concept(11, 1)))
    labels = make_taxonomy(official, "en-GB", OWN).taxonomy.labels
    assert [label.label for label in labels] == ["2", "1", "12", "121", "11"]


def test_official_taxonomy_a_concept_below_one_that_is_not_there_is_at_the_top() -> None:
    retired = Official(
        (concept(1, 2, retired=True), concept(2, 1, retired=True), concept(3, 1), concept(4, 9))
    )
    assert broader(make_taxonomy(retired, "en-GB", OWN).taxonomy) == {3: "", 4: ""}


@pytest.mark.parametrize(
    ("concepts", "complaint"),
    [
        ((concept(1), concept(1)), "has medtop:00000001 more than once"),
        ((concept(1), concept(2, retired=True)), "needs at least two top-level labels"),
        ((concept(1, 2), concept(2, 1)), "forms a circle"),
    ],
)
def test_official_taxonomy_concepts_that_make_no_taxonomy_are_refused(
    concepts: tuple[Concept, ...], complaint: str
) -> None:
    with pytest.raises(FileError, match=complaint):
        make_taxonomy(Official(concepts), "en-GB", OWN)


def test_official_taxonomy_the_result_is_a_taxonomy_file(tmp_path: Path) -> None:
    taxonomy = make_taxonomy(OFFICIAL, "en-GB", Taxonomy.built_in()).taxonomy
    path = tmp_path / "taxonomy.yaml"
    path.write_text(dump(taxonomy), encoding="utf-8")
    assert Taxonomy.load(path) == taxonomy


def test_official_taxonomy_report_says_how_much_was_taken() -> None:
    imported = make_taxonomy(OFFICIAL, "de", OWN)
    assert imported_lines(imported, "de", Path("all.yaml")) == [
        "Took 6 topics, from the top down 2 + 2 + 2.",
        "Described by newsdesk's own texts: 1; by IPTC's definitions: 4.",
        "Left out: 1 retired, 1 without a name.",
        "Not in de, and taken in another language: 3 names.",
        "The built-in encoder reads English only: use another one with these texts.",
        "These topics of newsdesk's own are missing: medtop:29000009.",
        f"Fingerprint {imported.taxonomy.fingerprint}",
        "Use it with NEWSDESK_CLASSIFIER__TAXONOMY=all.yaml",
    ]
