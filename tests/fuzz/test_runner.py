"""Findings are written down, also if it ends or blocks the process."""

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import strategies as st

from tests.fuzz.__main__ import supervise
from tests.fuzz.child import MAX_FINDINGS, fuzz
from tests.fuzz.findings import Findings
from tests.fuzz.limits import TooSlow, within_cpu
from tests.fuzz.target import Target


def _refuse_zero(value: int) -> None:
    assert value != 0, "zero"


def test_fuzz_a_finding_names_the_error_and_the_smallest_input(tmp_path: Path) -> None:
    target = Target("broken", st.integers(0, 100), lambda value: _refuse_zero(value // 40), 20)
    findings = Findings(tmp_path, "broken")
    assert fuzz(target, 60, 1, findings) > 0
    assert len(findings.all()) == MAX_FINDINGS
    written = findings.all()[0].read_text("utf-8")
    assert "AssertionError: zero" in written
    assert "value=0" in written
    assert not list(tmp_path.glob("*.current"))


def test_fuzz_a_target_that_holds_has_no_finding(tmp_path: Path) -> None:
    findings = Findings(tmp_path, "sound")
    assert fuzz(Target("sound", st.integers(1), _refuse_zero, 20), 0.1, 1, findings) >= 20
    assert list(tmp_path.iterdir()) == []


_ENDING = """
import os, signal, sys, time
from pathlib import Path
from tests.fuzz.findings import Findings
Findings(Path(sys.argv[1]), "ending").begin(b"\\xff")
{last}
"""


@pytest.mark.parametrize(
    ("last", "how"),
    [
        ("os.kill(os.getpid(), signal.SIGKILL)", f"The process ended with -{signal.SIGKILL:d}."),
        ("sys.exit(3)", "The process ended with 3."),
        ("time.sleep(60)", "It did not end within 5 s."),
    ],
)
def test_fuzz_an_input_that_ends_or_blocks_the_process_is_found(
    tmp_path: Path, last: str, how: str
) -> None:
    findings = Findings(tmp_path, "ending")
    command = [sys.executable, "-c", _ENDING.format(last=last), str(tmp_path)]
    supervise(command, 5, findings)
    [finding] = findings.all()
    assert finding.read_text("utf-8") == f"{how}\n\nb'\\xff'\n"


def test_within_cpu_a_regular_expression_that_explodes_is_interrupted() -> None:
    import re

    with pytest.raises(TooSlow), within_cpu(0.3):
        re.fullmatch(r"(a|aa)+", "a" * 100 + "b")


def test_within_cpu_an_exception_that_swallows_all_others_is_no_way_out() -> None:
    with pytest.raises(TooSlow), within_cpu(0.3):
        while True:
            try:
                os.urandom(1_000_000)
            except Exception:  # noqa: BLE001 - as the code under test may do
                continue


def test_within_cpu_leaves_what_is_fast() -> None:
    with within_cpu(5):
        assert sum(range(1_000)) == 499_500
