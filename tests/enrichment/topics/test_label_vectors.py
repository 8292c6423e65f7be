import numpy as np
import pytest

from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.topics.label import Example, Label
from newsdesk.enrichment.topics.label_vectors import (
    encode_vector,
    mean_vector,
    read_background,
    read_labels,
)
from newsdesk.enrichment.vectors import unit
from tests.support.fakes import WordEncoder, document, word_vector

READER = Reader(WordEncoder())


def prototype(**fields: object) -> np.ndarray:
    (vectors,) = read_labels([Label.model_validate({"id": "x", **fields})], READER)
    return vectors.prototype


def test_prototype_is_the_mean_of_the_labels_aspects() -> None:
    expected = unit(word_vector("rain") + word_vector("wet"))
    np.testing.assert_allclose(prototype(label="rain", description="wet"), expected, atol=1e-6)


def test_many_examples_weigh_as_much_as_one_description() -> None:
    original = prototype(description="wet", examples=["rain", "rain", "rain"])
    np.testing.assert_allclose(original, unit(word_vector("rain") + word_vector("wet")), atol=1e-6)


def test_an_article_as_example_is_read_sentence_by_sentence_with_its_title() -> None:
    example = Example(title="rain", text="wet. wet. wet.")
    (vectors,) = read_labels([Label(id="x", examples=(example,))], READER)
    (reading,) = READER.read([document("wet. wet. wet.", "rain")])
    np.testing.assert_allclose(vectors.examples, [mean_vector(reading)], atol=1e-6)


def test_stored_prototype_replaces_the_computed_one() -> None:
    moved = word_vector("snow")
    np.testing.assert_allclose(
        prototype(label="rain", prototype=encode_vector(moved)), moved, atol=1e-3
    )


def test_a_prototype_of_another_size_is_refused() -> None:
    with pytest.raises(ValueError, match="the prototype of x has 3 dimensions"):
        prototype(label="rain", prototype=encode_vector(np.ones(3, dtype=np.float32)))


def test_a_stored_shift_moves_the_examples_and_not_the_prototype() -> None:
    shift = 0.5 * word_vector("snow")
    original = Label(id="x", label="rain", examples=("wet.", "fog."))
    moved = original.model_copy(update={"examples_shift": encode_vector(shift)})
    before, after = read_labels([original, moved], READER)
    np.testing.assert_array_equal(after.prototype, before.prototype)
    np.testing.assert_allclose(after.examples, unit(before.examples + shift), atol=1e-3)
    assert (after.examples @ word_vector("snow") > before.examples @ word_vector("snow")).all()


def test_a_shift_of_another_size_is_refused() -> None:
    shift = encode_vector(np.ones(3, dtype=np.float32))
    with pytest.raises(ValueError, match="the examples_shift of x has 3 dimensions"):
        prototype(label="rain", examples_shift=shift)


def test_unadapted_label_has_the_vectors_of_its_texts() -> None:
    original = Label(id="x", label="rain", examples=("wet.",))
    vectors = {
        "prototype": encode_vector(word_vector("snow")),
        "examples_shift": encode_vector(word_vector("a")),
    }
    moved = original.model_copy(update=vectors)
    assert moved.unadapted == original


def test_labels_without_examples_have_none() -> None:
    (vectors,) = read_labels([Label(id="x", label="rain")], READER)
    assert vectors.examples.shape == (0, len(vectors.prototype))
    assert vectors.without_examples().examples.shape == (0, len(vectors.prototype))


def test_the_background_is_read() -> None:
    background = read_background(READER)
    assert len(background) > 50
    np.testing.assert_allclose(np.linalg.norm(background, axis=1), 1, atol=1e-5)
