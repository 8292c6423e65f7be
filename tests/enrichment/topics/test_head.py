import numpy as np
import pytest

from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.reading import Reading
from newsdesk.enrichment.topics.head import Head, fit_head
from newsdesk.enrichment.topics.vote_weights import vote_weights
from newsdesk.enrichment.vectors import softmax, unit
from tests.support.fakes import DIMENSIONS

RANDOM = np.random.default_rng(5)


def directions(count: int) -> Vectors:
    return unit(RANDOM.standard_normal((count, DIMENSIONS)).astype(np.float32))


def around(centre: Vectors, count: int, spread: float = 0.3) -> Vectors:
    return unit(centre + spread * directions(count))


PROTOTYPES = directions(3)
BACKGROUND = directions(20)
NONE = [PROTOTYPES[:0]] * 3


def test_without_examples_the_nearest_prototype_wins() -> None:
    head = fit_head(PROTOTYPES, NONE, BACKGROUND)
    for label, prototype in enumerate(PROTOTYPES):
        probabilities = head.probabilities(around(prototype, 4))
        assert probabilities.argmax() == label
        assert probabilities.sum() == pytest.approx(1, abs=1e-5)


def test_examples_move_a_label_to_where_its_prototype_is_not() -> None:
    elsewhere = directions(1)[0]
    examples = [around(elsewhere, 30), *NONE[1:]]
    row = elsewhere[None]
    without = fit_head(PROTOTYPES, NONE, BACKGROUND).probabilities(row)[0]
    taught = fit_head(PROTOTYPES, examples, BACKGROUND).probabilities(row)[0]
    assert taught > 0.9 > without


def test_examples_do_not_erase_what_the_prototype_says() -> None:
    examples = [around(directions(1)[0], 5), *NONE[1:]]
    head = fit_head(PROTOTYPES, examples, BACKGROUND)
    assert head.probabilities(PROTOTYPES[:1]).argmax() == 0


def test_sentences_of_the_background_do_not_vote() -> None:
    head = fit_head(PROTOTYPES, [around(p, 10) for p in PROTOTYPES], BACKGROUND)
    idle = float(head.votes(BACKGROUND)[-1])
    assert idle > 0.9 > 0.1 > float(head.votes(PROTOTYPES)[-1])
    crowd = np.vstack([PROTOTYPES[:1], BACKGROUND])
    assert head.votes(crowd)[:-1].sum() < 0.2
    assert head.probabilities(crowd).argmax() == 0


def test_more_sentences_that_agree_are_more_certain_but_not_as_if_each_were_new() -> None:
    head = fit_head(PROTOTYPES, NONE, BACKGROUND)
    row = unit(PROTOTYPES[:1] + 0.9 * PROTOTYPES[1:2])
    once, often = (float(head.probabilities(np.repeat(row, n, axis=0))[0]) for n in (1, 16))
    independent = softmax(16 * np.log(head.votes(row)[:-1]))[0]
    assert once < often < independent


def test_a_label_that_hardly_a_vote_is_for_makes_no_other_certain() -> None:
    votes = np.array([[0.6, 0.39, 0.01 - 1e-9, 1e-9], [0.6, 0.3999, 1e-4 - 1e-9, 1e-9]])
    little, less = (Head(np.log(shares)[:, None].astype(np.float32)) for shares in votes)
    row = np.ones((1, 1), dtype=np.float32)
    first, second = little.probabilities(row), less.probabilities(row)
    assert first[2] > second[2] > 0
    assert second[0] == pytest.approx(first[0], abs=0.03)


def test_without_any_sentence_all_labels_are_alike() -> None:
    head = fit_head(PROTOTYPES, NONE, BACKGROUND)
    np.testing.assert_allclose(head.probabilities(PROTOTYPES[:0]), [1 / 3] * 3, rtol=1e-5)


def test_the_order_of_sentences_does_not_matter() -> None:
    head = fit_head(PROTOTYPES, NONE, BACKGROUND)
    rows = directions(9)
    np.testing.assert_allclose(
        head.probabilities(rows), head.probabilities(rows[::-1]), rtol=1e-4, atol=1e-6
    )


def test_the_same_texts_give_the_same_head() -> None:
    examples = [around(p, 10) for p in PROTOTYPES]
    first, second = (fit_head(PROTOTYPES, examples, BACKGROUND).weights for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_the_fit_is_at_its_minimum() -> None:
    examples = [around(p, 10) for p in PROTOTYPES]
    head = fit_head(PROTOTYPES, examples, BACKGROUND)

    def right(weights: Vectors) -> float:
        rows = np.concatenate(examples)
        owners = np.repeat([0, 1, 2], 10)
        return float(np.log(softmax(rows @ weights.T)[np.arange(30), owners]).sum())

    prototypes_alone = fit_head(PROTOTYPES, NONE, BACKGROUND)
    assert right(head.weights) > right(prototypes_alone.weights)


def test_a_label_may_have_many_more_examples_than_another() -> None:
    examples = [around(PROTOTYPES[0], 200), around(PROTOTYPES[1], 2), PROTOTYPES[:0]]
    head = fit_head(PROTOTYPES, examples, BACKGROUND)
    assert [int(head.probabilities(p[None]).argmax()) for p in PROTOTYPES] == [0, 1, 2]


def test_a_head_of_one_label_is_certain() -> None:
    head = fit_head(PROTOTYPES[:1], NONE[:1], BACKGROUND)
    assert isinstance(head, Head)
    assert head.probabilities(directions(2)).tolist() == [1.0]


def test_rows_that_weigh_more_have_more_votes() -> None:
    head = fit_head(PROTOTYPES, NONE, BACKGROUND)
    rows, even = PROTOTYPES[:2], np.ones(2, dtype=np.float32)
    np.testing.assert_array_equal(head.probabilities(rows, even), head.probabilities(rows))
    for first in (0, 1):
        weights = np.where(np.arange(2) == first, 1.5, 1.0).astype(np.float32)
        assert head.probabilities(rows, weights).argmax() == first


@pytest.mark.parametrize("title", [None, "t"])
def test_vote_weights_fall_with_the_place_and_the_title_has_the_most(
    title: str | None,
) -> None:
    vectors = np.zeros((3, 4), dtype=np.float32)
    reading = Reading(vectors, vectors[0] if title else None, tokens=3)
    expected = [1, 1 / 1.02, 1 / 1.04, *([1.5] if title else [])]
    np.testing.assert_allclose(vote_weights(reading), expected, rtol=1e-6)


def test_vote_weights_without_rows_are_none() -> None:
    nothing = Reading(np.zeros((0, 4), dtype=np.float32), None, tokens=0)
    assert vote_weights(nothing).shape == (0,)
