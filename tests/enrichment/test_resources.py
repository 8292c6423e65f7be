"""A container's share of the machine, from control groups as Linux lays them out."""

import math
import os
import sys
from pathlib import Path

import psutil
import pytest

from newsdesk.enrichment.resources import available_cores, memory_limit

ALLOWED = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def groups(root: Path, own: str, files: dict[str, str]) -> tuple[Path, Path]:
    """Return where the groups are mounted, and the file that names this process's group."""
    for name, content in files.items():
        (root / "cgroup" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "cgroup" / name).write_text(content)
    (root / "own").write_text(f"4:memory:/elsewhere\n0::{own}\n")
    return root / "cgroup", root / "own"


@pytest.mark.parametrize(
    ("quota", "cores"),
    [
        ("50000 100000\n", 1),
        ("100000 100000\n", 1),
        ("1000 100000\n", 1),
        ("max 100000\n", ALLOWED),
        ("99900000 100000\n", ALLOWED),
        ("nonsense\n", ALLOWED),
        ("100000 0\n", ALLOWED),
    ],
)
def test_available_cores_are_those_that_the_cpu_time_suffices_for(
    tmp_path: Path, quota: str, cores: int
) -> None:
    assert available_cores(*groups(tmp_path, "/", {"cpu.max": quota})) == cores


@pytest.mark.skipif(ALLOWED < 2, reason="needs two cores")
def test_available_cores_a_part_of_a_core_counts_as_one(tmp_path: Path) -> None:
    assert available_cores(*groups(tmp_path, "/", {"cpu.max": "150000 100000"})) == 2


def test_available_cores_a_group_above_may_have_the_limit(tmp_path: Path) -> None:
    files = {
        "pods/one/cpu.max": "max 100000",
        "pods/cpu.max": "100000 100000",
        "cpu.max": "max 100000",
    }
    assert available_cores(*groups(tmp_path, "/pods/one", files)) == 1
    assert available_cores(*groups(tmp_path, "/", files)) == ALLOWED


def test_available_cores_follow_a_cpuset() -> None:
    if not hasattr(os, "sched_setaffinity"):
        pytest.skip("Linux only")
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        assert available_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


def test_available_cores_and_memory_without_groups_are_the_machines(tmp_path: Path) -> None:
    nowhere = (tmp_path / "no-cgroup", tmp_path / "no-own")
    assert available_cores(*nowhere) == ALLOWED
    assert memory_limit(*nowhere) == math.inf


@pytest.mark.parametrize("own", ["/../other", "/gone"])
def test_limits_of_a_group_that_is_not_to_be_seen_are_those_of_the_root(
    tmp_path: Path, own: str
) -> None:
    assert memory_limit(*groups(tmp_path, own, {"memory.max": "1048576\n"})) == 1048576


@pytest.mark.parametrize(
    ("content", "limit"), [("1048576\n", 1048576), ("max\n", math.inf), ("", math.inf)]
)
def test_memory_limit_of_a_container_counts(tmp_path: Path, content: str, limit: float) -> None:
    assert memory_limit(*groups(tmp_path, "/", {"memory.max": content})) == limit


def test_memory_limit_the_lowest_of_all_groups_counts(tmp_path: Path) -> None:
    files = {"a/memory.max": "max", "a/b/memory.max": "4096", "memory.max": "2048"}
    assert memory_limit(*groups(tmp_path, "/a/b", files)) == 2048


def test_limits_of_this_machine_are_read() -> None:
    assert 1 <= available_cores() <= (psutil.cpu_count() or 1)
    assert memory_limit() > 0
