from collections.abc import Iterator

import pytest
import torch

from newsdesk.engines import Arithmetic, TransformerEncoder


@pytest.fixture(scope="session")
def built_in_encoder() -> Iterator[TransformerEncoder]:
    encoder = TransformerEncoder.built_in(Arithmetic(torch.float32, threads=1, lanes=2))
    yield encoder
    encoder.close()
