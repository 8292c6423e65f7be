from collections.abc import Iterator

import pytest

from engines import TransformerEncoder, choose_arithmetic


@pytest.fixture(scope="session")
def built_in_encoder() -> Iterator[TransformerEncoder]:
    encoder = TransformerEncoder.built_in(choose_arithmetic("float32", threads=2))
    yield encoder
    encoder.close()
