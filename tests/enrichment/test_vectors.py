import numpy as np
import pytest

from newsdesk.enrichment.vectors import softmax, unit
from tests.support.fakes import word_vector


def test_a_unit_vector_has_length_one_and_zero_stays_zero() -> None:
    assert np.linalg.norm(unit(7 * word_vector("rain"))) == pytest.approx(1, abs=1e-6)
    assert not unit(np.zeros(3, dtype=np.float32)).any()


def test_many_vectors_are_scaled_one_by_one() -> None:
    scaled = unit(np.array([[3, 4], [0, 0], [0, 5]], dtype=np.float32))
    assert scaled.ravel().tolist() == pytest.approx([0.6, 0.8, 0, 0, 0, 1])


def test_probabilities_follow_from_logits_however_large() -> None:
    logits = np.log(np.array([1, 3], dtype=np.float32))
    assert softmax(logits).tolist() == pytest.approx([0.25, 0.75])
    large = softmax(np.array([[1000, 1000], [0, -1000]], dtype=np.float32))
    assert large.tolist() == [[0.5, 0.5], [1, 0]]
