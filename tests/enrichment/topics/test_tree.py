import numpy as np

from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.taxonomy import Label, Taxonomy
from newsdesk.enrichment.topics.tree import ROOT, TopicTree, fit_tree
from newsdesk.enrichment.topics.weighted_rows import WeightedRows
from tests.support.fakes import WordEncoder, document

TAXONOMY = Taxonomy(
    name="harbour",
    labels=(
        Label(id="ships", label="ship", keywords=("sailed", "mast")),
        Label(id="fish", label="fish", keywords=("net", "caught")),
        Label(id="ferries", broader="ships", label="ferry", keywords=("passengers", "ramp")),
        Label(id="tugs", broader="ships", label="tug", keywords=("towed", "rope")),
        Label(id="night-ferries", broader="ferries", label="cabin", keywords=("berth", "bunk")),
    ),
)
READER = Reader(WordEncoder())
TREE = fit_tree(TAXONOMY, READER)


def found(text: str, topic: str = "ships", least: float = 0.4) -> str:
    (reading,) = READER.read([document(text)])
    return TREE.most_specific(topic, 1.0, WeightedRows.of(reading), least).label.id


def test_there_is_a_head_a_family() -> None:
    assert set(TREE.heads) == {ROOT, "ships", "ferries"}


def test_only_labels_at_the_top_compete_at_the_top() -> None:
    (reading,) = READER.read([document("net caught fish.")])
    probabilities = TREE.probabilities(WeightedRows.of(reading))
    assert probabilities.shape == (2,)
    assert probabilities.argmax() == 1


def test_the_child_that_the_text_speaks_of_is_found() -> None:
    assert found("ferry passengers ramp.") == "ferries"
    assert found("tug towed rope.") == "tugs"


def test_the_deepest_label_is_found() -> None:
    assert found("ferry passengers ramp cabin berth bunk. cabin berth bunk.") == "night-ferries"


def test_label_itself_is_kept_if_no_child_fits() -> None:
    assert found("ship sailed mast.") == "ships"


def test_a_label_without_children_stays() -> None:
    assert found("net caught fish.", "fish") == "fish"


def test_concept_below_the_threshold_is_not_named() -> None:
    assert found("tug towed rope.", least=1.0) == "ships"


def test_a_concept_is_never_more_probable_than_its_topic() -> None:
    (reading,) = READER.read([document("ferry passengers ramp cabin berth bunk.")])
    concept = TREE.most_specific("ships", 0.6, WeightedRows.of(reading), 0.1)
    assert concept.label.id != "ships"
    assert concept.probability <= 0.6


def test_a_tree_made_of_the_same_heads_answers_alike() -> None:
    other = TopicTree(TAXONOMY, TREE.heads)
    (reading,) = READER.read([document("tug towed rope.")])
    np.testing.assert_array_equal(
        other.probabilities(WeightedRows.of(reading)), TREE.probabilities(WeightedRows.of(reading))
    )
