"""The lint that keeps the rooms' bare names out of the code."""

import json
import subprocess
import sys

import pytest

from tests.packaging.building import ROOMS, ROOT

FOLDERS = ("newsdesk", "examples", "tests/broker", "bench", *ROOMS)
BARE = "".join(f"import {room}\nfrom {room}.one import two\n" for room in ROOMS)


def refused_lines(source: str, folder: str) -> list[int]:
    """Return the lines that ruff refuses, in a file of that folder, for a banned name."""
    name = ROOT / folder / "written_by_a_test.py"
    options = ("--output-format", "json", "--stdin-filename", str(name), "-")
    done = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", *options],
        cwd=ROOT,
        input=source,
        capture_output=True,
        text=True,
        check=False,
    )
    found = json.loads(done.stdout)
    return [fault["location"]["row"] for fault in found if fault["code"] == "TID251"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_bare_names_are_refused_everywhere(folder: str) -> None:
    assert refused_lines(BARE, folder) == list(range(1, 2 * len(ROOMS) + 1))


def test_names_with_the_surname_are_not_refused() -> None:
    assert refused_lines("".join(f"import newsdesk.{room}\n" for room in ROOMS), "bench") == []
