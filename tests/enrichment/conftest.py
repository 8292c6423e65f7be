from collections.abc import Iterator

import pytest

from newsdesk.enrichment.ports import SentenceEncoder


@pytest.fixture(scope="session")
def built_in_encoder() -> Iterator[SentenceEncoder]:
    """The only model of these tests; all others run without torch."""
    torch = pytest.importorskip("torch", reason="the built-in encoder needs torch")
    from newsdesk.engines import Arithmetic, TransformerEncoder

    encoder = TransformerEncoder.built_in(Arithmetic(torch.float32, threads=1, lanes=2))
    yield encoder
    encoder.close()
