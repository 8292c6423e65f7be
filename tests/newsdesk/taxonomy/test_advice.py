from datetime import UTC, datetime

import numpy as np
import pytest

from newsdesk.commands.taxonomy.advice import advise
from newsdesk.commands.taxonomy.visible_encoder import BATCH, VisibleEncoder
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.label_vectors import encode_vector
from newsdesk.enrichment.topics.taxonomy import Adapted, Example, Label, Taxonomy
from tests.support.fakes import WordEncoder, word_vector

SHIPS = Label(
    id="ships",
    description="ship sailed",
    examples=("Ship sailed harbour.", "Ship harbour.", "Fish sold market."),
)
FISH = Label(id="fish", description="fish sold", examples=("Fish sold.", "Fish market."))


def taxonomy(*labels: Label, adapted: str = "") -> Taxonomy:
    origin = Adapted(
        parent="1", encoder=adapted or "e", articles=100, created=datetime(2026, 11, 24, tzinfo=UTC)
    )
    return Taxonomy(name="harbour", labels=labels, adapted=origin if adapted else None)


def reader() -> Reader:
    return Reader(WordEncoder())


def test_advice_a_taxonomy_with_full_and_distinct_labels_gets_no_advice() -> None:
    ships = SHIPS.model_copy(update={"examples": SHIPS.examples[:2]})
    advice = advise(taxonomy(ships, FISH), reader())
    assert not advice
    assert advice.examples == 4


def test_advice_labels_without_a_description_or_examples_are_named() -> None:
    bare = Label(id="rain", label="rain")
    advice = advise(taxonomy(SHIPS, FISH, bare), reader())
    assert advice.without_description == advice.without_examples == (bare,)
    assert advice


def test_advice_labels_that_say_the_same_are_very_near() -> None:
    boats = Label(id="boats", description="ship sailed", examples=("Ship sailed harbour.",))
    advice = advise(taxonomy(SHIPS, FISH, boats), reader())
    [near] = advice.near
    assert (near.first.id, near.second.id) == ("ships", "boats")
    assert 0.8 < near.cosine < 1


def test_advice_only_labels_under_the_same_broader_one_compete() -> None:
    below = [
        Label(id=f"boats{n}", description="ship sailed", broader=above, examples=("Ship sailed.",))
        for n, above in enumerate(["ships", "fish", "fish"])
    ]
    advice = advise(taxonomy(SHIPS, FISH, *below), reader())
    assert [(one.first.id, one.second.id) for one in advice.near] == [("boats1", "boats2")]


def test_advice_an_example_nearer_to_another_label_than_to_the_rest_of_its_own_strays() -> None:
    [stray] = advise(taxonomy(SHIPS, FISH), reader()).stray
    assert (stray.label, stray.nearer) == (SHIPS, FISH)
    assert stray.example == Example(text="Fish sold market.")
    assert stray.margin > 0.3


def test_advice_an_example_is_judged_without_itself() -> None:
    """With the example the label's prototype would be near to it, and nothing would stray."""
    lone = Label(id="lone", description="gulls cried", examples=("Fish sold.",))
    fish = Label(id="fish", description="fish sold")
    [stray] = advise(taxonomy(lone, fish), reader()).stray
    assert stray.label == lone


def test_advice_a_label_with_one_example_alone_is_not_judged_without_it() -> None:
    only = Label(id="only", examples=("Fish sold.",))
    fish = Label(id="fish", description="fish sold")
    assert advise(taxonomy(only, fish), reader()).stray == ()


def test_advice_the_most_striking_comes_first() -> None:
    examples = ("Ship sailed.", "Ship fish sold market.", "Fish sold market.")
    ships = Label(id="ships", description="ship sailed", examples=examples)
    strays = advise(taxonomy(ships, FISH), reader()).stray
    assert [stray.example.text for stray in strays] == [examples[2], examples[1]]
    assert strays[0].margin > strays[1].margin > 0


def test_advice_an_adapted_prototype_counts_where_its_encoder_is_in_use() -> None:
    moved = FISH.model_copy(update={"prototype": encode_vector(word_vector("ship"))})
    ships = Label(id="ships", description="ship", examples=("Ship.",))
    used = advise(taxonomy(ships, moved, adapted="words@1"), reader())
    assert [(one.first.id, one.second.id) for one in used.near] == [("ships", "fish")]
    assert used.other_encoder == ""
    shifted = moved.model_copy(
        update={"examples_shift": encode_vector(np.ones(3, dtype=np.float32))}
    )
    other = advise(taxonomy(ships, shifted, adapted="other@1"), reader())
    assert other.near == ()
    assert other.other_encoder == "other@1"


@pytest.mark.parametrize("texts", [0, 1, BATCH, BATCH + 1, 3 * BATCH])
def test_advice_a_visible_encoder_gives_what_the_one_behind_it_gives(texts: int) -> None:
    behind = WordEncoder()
    lines = [f"ship {n}" for n in range(texts)]
    seen = VisibleEncoder(behind, "Reading").encode(lines)
    assert behind.read == lines
    assert (seen.vectors == WordEncoder().encode(lines).vectors).all()
    assert seen.tokens.tolist() == [2] * texts
    assert VisibleEncoder(behind, "Reading").info == behind.info
