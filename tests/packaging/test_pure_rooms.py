"""The tests of rooms that need no models run where there are none."""

import subprocess
import sys
from pathlib import Path

import pytest

PLUGIN = "tests.support.without_models"
ROOMS = ("tests/schemas", "tests/enrichment", "tests/client")


def pytest_without_models(*arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", PLUGIN, "-p", "no:cacheprovider", *arguments],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=False,
    )


def test_pure_rooms_tests_are_collected_without_torch_and_faust() -> None:
    done = pytest_without_models("--collect-only", *ROOMS)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.slow
def test_pure_rooms_tests_pass_without_torch_and_faust() -> None:
    choice = "not (slow or kafka or models or processes)"
    done = pytest_without_models("-m", choice, *ROOMS)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
    assert " failed" not in done.stdout
