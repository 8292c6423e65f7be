from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.engines import (
    Arithmetic,
    GenerationOptions,
    TransformerClassifier,
    TransformerEncoder,
    TransformerGenerator,
    calibrate,
    parse_source,
)
from tests.support.tiny_models import CLASSIFIERS, GENERATORS, save_classifier, save_generator


@pytest.fixture(scope="session")
def arithmetic() -> Arithmetic:
    return calibrate("float32", threads=1).chosen


@pytest.fixture(scope="session")
def encoder(arithmetic: Arithmetic) -> Iterator[TransformerEncoder]:
    encoder = TransformerEncoder.built_in(arithmetic)
    yield encoder
    encoder.close()


@pytest.fixture(scope="session")
def bert_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return save_classifier("bert", tmp_path_factory.mktemp("models") / "bert")


@pytest.fixture(scope="session", params=CLASSIFIERS)
def classifier(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    arithmetic: Arithmetic,
) -> Iterator[TransformerClassifier]:
    folder = save_classifier(request.param, tmp_path_factory.mktemp("models") / request.param)
    classifier = TransformerClassifier(parse_source(str(folder)), arithmetic)
    yield classifier
    classifier.close()


@pytest.fixture(scope="session", params=GENERATORS)
def generator(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    arithmetic: Arithmetic,
) -> Iterator[TransformerGenerator]:
    folder = save_generator(request.param, tmp_path_factory.mktemp("models") / request.param)
    options = GenerationOptions(max_new_tokens=12)
    generator = TransformerGenerator(parse_source(str(folder)), arithmetic, options)
    yield generator
    generator.close()
