"""Builds and installations, made once for all tests of the package."""

from pathlib import Path

import pytest

from tests.packaging.building import REQUIREMENTS, build_sdist, build_wheel, copy_sources
from tests.packaging.environments import Environment


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_sources(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def sdist(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sdist(sources, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="session")
def wheel(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(sources, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="session")
def light(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel with its own dependencies, and without the extra."""
    environment = Environment(tmp_path_factory.mktemp("light"))
    lock = REQUIREMENTS / "light.txt"
    environment.install("--require-hashes", "-r", str(lock), compiled=True)
    environment.install("--no-index", str(wheel), compiled=True)
    return environment


@pytest.fixture(scope="session")
def full(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel with all that the extra brings."""
    environment = Environment(tmp_path_factory.mktemp("full"))
    environment.install("--no-index", str(wheel))
    environment.see_packages_of_the_tests()
    return environment
