"""Wheel and sdist, built from a clean copy, and compared with the repository's files."""

import zipfile
from email import message_from_bytes
from importlib.metadata import version
from pathlib import Path

from tests.packaging.building import build_wheel, names_in_sdist, names_in_wheel, packaged_files

DIST_INFO = f"newsdesk-{version('newsdesk')}.dist-info"


def without_metadata(names: set[str]) -> set[str]:
    return {name for name in names if not name.startswith(DIST_INFO)}


def test_wheel_holds_every_file_of_the_rooms_and_nothing_else(wheel: Path) -> None:
    assert without_metadata(names_in_wheel(wheel)) == packaged_files()


def test_wheel_has_one_name_at_the_top(wheel: Path) -> None:
    top = {name.partition("/")[0] for name in names_in_wheel(wheel)}
    assert top == {"newsdesk", DIST_INFO}


def test_sdist_holds_the_rooms_and_what_it_takes_to_build_them(sdist: Path) -> None:
    names = {name for name in names_in_sdist(sdist) if not name.startswith("newsdesk.egg-info/")}
    made_by_setuptools = {"PKG-INFO", "setup.cfg"}
    beside = {"CHANGELOG.md", "LICENSE", "README.md", "pyproject.toml", "MANIFEST.in"}
    assert names - made_by_setuptools == packaged_files() | beside


def test_wheel_built_of_the_sdist_is_the_same(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    assert names_in_wheel(build_wheel(sdist, tmp_path)) == names_in_wheel(wheel)


def test_wheel_says_that_it_is_typed_and_which_python_it_needs(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = message_from_bytes(archive.read(f"{DIST_INFO}/METADATA"))
    assert "newsdesk/py.typed" in names_in_wheel(wheel)
    assert metadata["Requires-Python"] == "<3.14,>=3.11"
    assert metadata.get_all("Provides-Extra") == ["desk", "feeds", "msk", "worker"]
