"""The lines about pip-audit's report."""

from typing import Any

from scripts.supply.audit import exit_code, summary

WEAK = {
    "name": "a",
    "version": "1",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}, {"id": "PYSEC-2", "fix_versions": []}],
}
SOUND = {"name": "b", "version": "3", "vulns": []}
SKIPPED = {"name": "c", "skip_reason": "not found"}


def _report(*dependencies: dict[str, Any]) -> dict[str, Any]:
    return {"dependencies": [*dependencies], "fixes": []}


def test_audit_names_each_weakness_and_what_fixes_it() -> None:
    report = _report(WEAK, SOUND, SKIPPED)
    assert [*summary(report)] == [
        "a 1: PYSEC-1, fixed in 2",
        "a 1: PYSEC-2, fixed in none yet",
        "2 of 3 packages were looked up.",
    ]
    assert exit_code(report) == 1
    assert exit_code(_report(SOUND)) == 0


def test_audit_is_skipped_with_a_line_where_nothing_could_be_looked_up() -> None:
    for report in (_report(), _report(SKIPPED)):
        assert [*summary(report)] == ["Skipped: no index that knows of weaknesses can be reached."]
        assert exit_code(report) == 0
