"""`newsdesk models prepare`, and the starts of workers with the cache that it fills."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from newsdesk.commands.doctor.models import check_models
from newsdesk.settings import Settings
from tests.support.command_line import newsdesk
from tests.support.harbour import TAXONOMY

_BUILD = (
    "from newsdesk.chain import StageName\n"
    "from newsdesk.commands.worker.child_stages import build_stages\n"
    "from newsdesk.settings import Settings\n"
    "build_stages(Settings.load(), list(StageName))\n"
)
_READ_ONLY = (
    'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0" && ! touch "$0/x" 2>&- && exec "$@"'
)


class Cache:
    """A cache folder, and the settings of those who use it."""

    def __init__(self, home: Path, folder: Path) -> None:
        (home / "harbour.yaml").write_text(TAXONOMY)
        self.folder = folder
        self.environment = {
            "NEWSDESK_CLASSIFIER__TAXONOMY": str(home / "harbour.yaml"),
            "NEWSDESK_CACHE__FOLDER": str(folder),
            "NEWSDESK_INFERENCE__THREADS": "1",
            "NEWSDESK_LOG__FORMAT": "json",
        }

    def prepare(self) -> "subprocess.CompletedProcess[bytes]":
        return newsdesk("models", "prepare", environment=self.environment)

    def files(self) -> dict[str, bytes]:
        return {p.name: p.read_bytes() for p in self.folder.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Cache:
    home = tmp_path_factory.mktemp("home")
    cache = Cache(home, home / "cache")
    done = cache.prepare()
    assert done.returncode == 0, done.stderr
    arithmetic, heads, summary = done.stdout.decode().splitlines()
    assert re.fullmatch(r"arithmetic: \w+, 1 lane of 1 thread; measured now", arithmetic)
    assert heads == "heads: fitted now"
    assert summary.startswith(f"{cache.folder}: 2 new files, in ")
    return cache


def built(environment: dict[str, str], before: Sequence[str] = ()) -> list[dict[str, Any]]:
    """Return what is logged while a worker's stages are built."""
    done = subprocess.run(
        [*before, sys.executable, "-c", _BUILD],
        capture_output=True,
        env={**os.environ, **environment},
        check=True,
    )
    return [json.loads(line) for line in done.stderr.splitlines()]


def test_models_prepare_makes_nothing_twice(cache: Cache) -> None:
    files = cache.files()
    done = cache.prepare()
    arithmetic, heads, summary = done.stdout.decode().splitlines()
    assert (done.returncode, done.stderr) == (0, b"")
    assert arithmetic.endswith("; nothing to measure")
    assert heads == "heads: nothing to fit"
    assert summary.startswith(f"{cache.folder}: 0 new files, in ")
    assert cache.files() == files


def test_a_worker_with_a_prepared_cache_makes_nothing_though_it_is_read_only(cache: Cache) -> None:
    mounting = ["unshare", "--mount", "sh", "-c", _READ_ONLY, str(cache.folder)]
    if subprocess.run([*mounting, "true"], capture_output=True, check=False).returncode:
        pytest.skip("this machine lets nobody mount a folder read-only")
    events = [line["event"] for line in built(cache.environment, mounting)]
    assert events == ["models loaded"]


def test_a_worker_on_another_number_of_cores_measures_again(cache: Cache) -> None:
    lines = built({**cache.environment, "NEWSDESK_INFERENCE__THREADS": "2"})
    assert "calibrating" in [line["event"] for line in lines]


def test_a_worker_whose_cache_cannot_be_written_says_so_once(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path, tmp_path / "file" / "cache")
    lines = built(cache.environment)
    events = [line["event"] for line in lines]
    assert [event for event in events if event != "calibrated"] == [
        "calibrating",
        "fitting head",
        "head fitted",
        "models loaded",
        "cache not written",
    ]
    [warning] = [line for line in lines if line["level"] == "warning"]
    assert str(cache.folder) in warning["problem"]
    assert "replicas may choose different arithmetic" in warning["problem"]
    assert "NEWSDESK_CACHE__FOLDER" in warning["advice"]


def test_models_prepare_and_doctor_report_a_cache_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path, tmp_path / "file" / "cache")
    done = cache.prepare()
    assert (done.returncode, done.stdout) == (1, b"")
    failed = json.loads(done.stderr.splitlines()[-1])
    assert failed["problem"].startswith(f"Cannot write to {cache.folder}: ")
    section = check_models(
        Settings.load(
            cache={"folder": cache.folder},
            classifier={"taxonomy": tmp_path / "harbour.yaml"},
            inference={"threads": 1},
        )
    )
    assert [problem.problem for problem in section.problems] == [failed["problem"]]
