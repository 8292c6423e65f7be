import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from newsdesk.commands.doctor.arithmetic import crowding
from newsdesk.commands.doctor.folders import LEAST_FREE, folder_facts, folder_faults
from newsdesk.commands.doctor.machine import look_at_machine, memory_limit
from newsdesk.commands.doctor.models import look_at_models
from newsdesk.commands.doctor.reasons import reasons
from newsdesk.commands.doctor.screen import lines
from newsdesk.commands.doctor.section import Section
from newsdesk.commands.doctor.versions import look_at_versions
from newsdesk.engines import Arithmetic, Calibration, Trial, available_cores
from newsdesk.settings import InferenceSettings, Settings


def test_what_is_not_installed_is_told() -> None:
    section = look_at_versions(("newsdesk", "no-such-package"))
    assert section.facts is not None
    assert section.facts["no-such-package"] is None
    (wrong,) = section.wrong
    assert "no-such-package" in wrong.problem
    assert "newsdesk," not in wrong.problem
    assert look_at_versions().wrong == ()


def test_a_folder_that_is_not_there_yet_is_judged_by_where_it_would_be(tmp_path: Path) -> None:
    facts = folder_facts("state", tmp_path / "a" / "b")
    assert facts["writable"]
    assert facts["free_bytes"] > 0
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_a_folders_place_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    facts = folder_facts("state", tmp_path / "file" / "worker")
    (wrong,) = folder_faults(facts | {"free_bytes": LEAST_FREE})
    assert str(tmp_path / "file") in wrong.problem
    assert "NEWSDESK_WORKER__STATE_FOLDER" in wrong.advice


def test_a_full_disk_is_told() -> None:
    folder = {"kept": "caches", "path": "/c", "writable": True, "free_bytes": LEAST_FREE - 1}
    (wrong,) = folder_faults(folder)
    assert wrong.problem == "/c has 256 MiB left."


def test_too_little_memory_is_told(tmp_path: Path) -> None:
    section = look_at_machine(least_memory=1 << 60)
    assert len(section.wrong) == 1
    assert section.facts is not None
    assert section.facts["cores"] == available_cores()
    assert section.facts["memory_available_bytes"] <= section.facts["memory_bytes"]


@pytest.mark.parametrize(
    ("content", "limit"), [("1048576\n", 1048576), ("max\n", float("inf")), (None, float("inf"))]
)
def test_a_containers_limit_of_memory_counts(
    tmp_path: Path, content: str | None, limit: float
) -> None:
    file = tmp_path / "memory.max"
    if content:
        file.write_text(content)
    assert memory_limit(file) == limit


@pytest.mark.parametrize(
    ("given", "lanes", "threads", "told"),
    [
        ({"threads": 8}, 1, 8, "Unset NEWSDESK_INFERENCE__THREADS, or set at most 2."),
        ({"lanes": 3}, 3, 1, "Unset NEWSDESK_INFERENCE__LANES, or set at most 2."),
        ({"threads": 2, "lanes": 2}, 2, 1, None),
        ({}, 1, 2, None),
    ],
)
def test_more_threads_than_cores_are_told(
    given: dict[str, int], lanes: int, threads: int, told: str | None
) -> None:
    chosen = Arithmetic(torch.float32, threads, lanes)
    found = [*crowding(InferenceSettings(**given), chosen, 2)]
    assert [wrong.advice for wrong in found] == ([told] if told else [])


def _calibration(speeds: dict[str, float], chosen: str) -> Calibration:
    tried = tuple(Trial(name, 1, 2, speed) for name, speed in speeds.items())  # type: ignore[arg-type]
    return Calibration(Arithmetic(getattr(torch, chosen), 2), tried, tried)


@pytest.mark.parametrize(
    ("speeds", "chosen", "told"),
    [
        (
            {"float32": 200.0, "bfloat16": 100.0},
            "float32",
            ["float32: the fastest.", "int8 was not tried: this CPU has no AVX512-VNNI."],
        ),
        (
            {"float32": 100.0, "bfloat16": 180.0, "int8": 250.0},
            "int8",
            ["int8: 2.50 times as fast as float32."],
        ),
        (
            {"float32": 100.0, "bfloat16": 200.0, "int8": 210.0},
            "bfloat16",
            [
                "bfloat16: 2.00 times as fast as float32.",
                "bfloat16 rather than int8, which is coarser and faster by 5.0 % only;"
                " it has to be by more than 10 %.",
            ],
        ),
    ],
)
def test_the_choice_of_an_arithmetic_is_explained(
    speeds: dict[str, float], chosen: str, told: list[str]
) -> None:
    found = [*reasons(Settings.load(), _calibration(speeds, chosen))]
    lanes = "1 lane of 2 threads: no other way to share out the threads is faster by over 10 %."
    assert found == [*told, lanes]


def test_what_the_settings_ask_for_is_its_own_reason() -> None:
    asked: dict[str, Any] = {"dtype": "int8", "threads": 2, "lanes": 1}
    assert [*reasons(Settings.load(inference=asked), _calibration({"int8": 1.0}, "int8"))] == [
        "int8: NEWSDESK_INFERENCE__DTYPE asks for it.",
        "1 lane of 2 threads: NEWSDESK_INFERENCE__LANES asks for the lanes.",
        "2 threads in all: NEWSDESK_INFERENCE__THREADS says so.",
    ]


def test_an_encoder_of_ones_own_is_not_tried_in_int8() -> None:
    settings = Settings.load(encoder={"model": "folder"})
    told = [*reasons(settings, _calibration({"float32": 2.0, "bfloat16": 1.0}, "float32"))]
    assert "int8 was not tried: the built-in encoder alone is known to bear it." in told


@pytest.mark.parametrize(
    ("sections", "named"),
    [
        ({"summarizer": {"model": "nowhere"}}, "NEWSDESK_SUMMARIZER__MODEL"),
        ({"encoder": {"model": "nowhere"}}, "NEWSDESK_ENCODER__MODEL"),
        ({"classifier": {"taxonomy": "/nowhere.yaml"}}, "NEWSDESK_CLASSIFIER__TAXONOMY"),
    ],
)
def test_models_that_cannot_be_used_are_told_with_their_setting(
    sections: dict[str, Any], named: str
) -> None:
    inference = {"dtype": "float32", "threads": 1}
    section = look_at_models(Settings.load(inference=inference, **sections))
    assert section.facts is None
    (wrong,) = section.wrong
    assert "nowhere" in wrong.problem
    assert named in wrong.advice


def test_what_stands_in_files_cannot_steer_the_terminal() -> None:
    facts = {
        "models": [],
        "taxonomy": {"name": "storms\x1b[2J\n  wrong: all", "labels": 2},
        "fingerprints": {},
    }
    assert [*lines(Section("models", facts))] == ["taxonomy: storms[2J wrong: all, 2 labels"]


def test_torch_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, newsdesk.commands.doctor.command; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
