import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch

from newsdesk.commands.doctor.arithmetic import crowding
from newsdesk.commands.doctor.folders import MIN_FREE_BYTES, folder_facts, folder_problems
from newsdesk.commands.doctor.machine import check_machine
from newsdesk.commands.doctor.models import check_models
from newsdesk.commands.doctor.reasons import reasons
from newsdesk.commands.doctor.section import Section
from newsdesk.commands.doctor.versions import check_versions
from newsdesk.commands.doctor.view import lines
from newsdesk.engines import Arithmetic, Calibration, Trial
from newsdesk.enrichment.resources import available_cores
from newsdesk.settings import InferenceSettings, Settings


def test_doctor_missing_packages_are_reported() -> None:
    section = check_versions(("newsdesk", "no-such-package"))
    assert section.facts is not None
    assert section.facts["no-such-package"] is None
    (problem,) = section.problems
    assert "no-such-package" in problem.problem
    assert "newsdesk," not in problem.problem
    assert check_versions().problems == ()


def test_doctor_a_folder_that_is_not_there_yet_is_judged_by_where_it_would_be(
    tmp_path: Path,
) -> None:
    facts = folder_facts("state", tmp_path / "a" / "b")
    assert facts["writable"]
    assert facts["free_bytes"] > 0
    assert list(tmp_path.iterdir()) == []


def test_doctor_a_file_in_a_folders_place_cannot_be_written_to(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    facts = folder_facts("state", tmp_path / "file" / "worker")
    (problem,) = folder_problems(facts | {"free_bytes": MIN_FREE_BYTES})
    assert str(tmp_path / "file") in problem.problem
    assert "NEWSDESK_WORKER__STATE_FOLDER" in problem.advice


def test_doctor_a_full_disk_is_reported() -> None:
    folder = {"kept": "caches", "path": "/c", "writable": True, "free_bytes": MIN_FREE_BYTES - 1}
    (problem,) = folder_problems(folder)
    assert problem.problem == "/c has 256 MiB left."


def test_doctor_too_little_memory_is_reported(tmp_path: Path) -> None:
    section = check_machine(min_memory_bytes=1 << 60)
    assert len(section.problems) == 1
    assert section.facts is not None
    assert section.facts["cores"] == available_cores()
    assert section.facts["memory_available_bytes"] <= section.facts["memory_bytes"]


@pytest.mark.parametrize(
    ("given", "lanes", "threads", "expected"),
    [
        ({"threads": 8}, 1, 8, "Unset NEWSDESK_INFERENCE__THREADS, or set at most 2."),
        ({"lanes": 3}, 3, 1, "Unset NEWSDESK_INFERENCE__LANES, or set at most 2."),
        ({"threads": 2, "lanes": 2}, 2, 1, None),
        ({}, 1, 2, None),
    ],
)
def test_doctor_more_threads_than_cores_are_reported(
    given: dict[str, int], lanes: int, threads: int, expected: str | None
) -> None:
    chosen = Arithmetic(torch.float32, threads, lanes)
    found = [*crowding(InferenceSettings(**given), chosen, 2)]
    assert [problem.advice for problem in found] == ([expected] if expected else [])


def _calibration(speeds: dict[str, float], chosen: str) -> Calibration:
    tried = tuple(Trial(name, 1, 2, speed) for name, speed in speeds.items())  # type: ignore[arg-type]
    return Calibration(Arithmetic(getattr(torch, chosen), 2), tried, tried)


@pytest.mark.parametrize(
    ("speeds", "chosen", "expected"),
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
def test_doctor_the_choice_of_an_arithmetic_is_explained(
    speeds: dict[str, float], chosen: str, expected: list[str]
) -> None:
    found = [*reasons(Settings.load(), _calibration(speeds, chosen))]
    lanes = "1 lane of 2 threads: no other way to share out the threads is faster by over 10 %."
    assert found == [*expected, lanes]


def test_doctor_arithmetic_from_the_settings_names_them_as_the_reason() -> None:
    asked: dict[str, Any] = {"dtype": "int8", "threads": 2, "lanes": 1}
    assert [*reasons(Settings.load(inference=asked), _calibration({"int8": 1.0}, "int8"))] == [
        "int8: NEWSDESK_INFERENCE__DTYPE asks for it.",
        "1 lane of 2 threads: NEWSDESK_INFERENCE__LANES asks for the lanes.",
        "2 threads in all: NEWSDESK_INFERENCE__THREADS says so.",
    ]


def test_doctor_an_encoder_of_ones_own_is_not_tried_in_int8() -> None:
    settings = Settings.load(encoder={"model": "folder"})
    expected = [*reasons(settings, _calibration({"float32": 2.0, "bfloat16": 1.0}, "float32"))]
    assert "int8 was not tried: only the built-in encoder is known to stay accurate." in expected


@pytest.mark.parametrize(
    ("sections", "named"),
    [
        ({"summarizer": {"model": "nowhere"}}, "NEWSDESK_SUMMARIZER__MODEL"),
        ({"encoder": {"model": "nowhere"}}, "NEWSDESK_ENCODER__MODEL"),
        ({"classifier": {"taxonomy": "/nowhere.yaml"}}, "NEWSDESK_CLASSIFIER__TAXONOMY"),
    ],
)
def test_doctor_models_that_cannot_be_used_are_reported_with_their_setting(
    sections: dict[str, Any], named: str
) -> None:
    inference = {"dtype": "float32", "threads": 1}
    section = check_models(Settings.load(inference=inference, **sections))
    assert section.facts is None
    (problem,) = section.problems
    assert "nowhere" in problem.problem
    assert named in problem.advice


def test_doctor_text_from_files_cannot_steer_the_terminal() -> None:
    facts = {
        "models": [],
        "taxonomy": {"name": "storms\x1b[2J\n  wrong: all", "labels": 2},
        "fingerprints": {},
    }
    assert [*lines(Section("models", facts))] == ["taxonomy: storms[2J wrong: all, 2 labels"]


def test_doctor_torch_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, newsdesk.commands.doctor.command; sys.exit('torch' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
