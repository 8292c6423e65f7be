"""The fingerprints that settings give: what changes them, and what does not."""

from pathlib import Path
from typing import Any

import pytest

from newsdesk.composition import Composition
from newsdesk.settings import Settings

TAXONOMY = """
name: two
labels:
  - {id: a, label: weather}
  - {id: b, label: sport}
"""


def fingerprints(**sections: Any) -> dict[str, str]:
    inference = {"dtype": "float32", "threads": 1} | sections.pop("inference", {})
    return Composition(Settings.load(inference=inference, **sections)).fingerprints()


@pytest.fixture(scope="module")
def usual() -> dict[str, str]:
    return fingerprints()


@pytest.mark.parametrize(
    "sections",
    [
        {"classifier": {"languages": ["en", "de"]}},
        {"classifier": {"threshold": 0.9}},
        {"limits": {"max_characters": 1000}},
        {"inference": {"dtype": "bfloat16"}},
    ],
    ids=str,
)
def test_fingerprint_settings_of_topics_change_both(
    usual: dict[str, str], sections: dict[str, Any]
) -> None:
    others = fingerprints(**sections)
    assert others["classified"] != usual["classified"]
    assert others["enriched"] != usual["enriched"]


def test_fingerprint_another_taxonomy_changes_both(usual: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "two.yaml"
    file.write_text(TAXONOMY, encoding="utf-8")
    others = fingerprints(classifier={"taxonomy": file})
    assert others["classified"] != usual["classified"]
    assert others["enriched"] != usual["enriched"]


@pytest.mark.parametrize(
    "sections", [{"summarizer": {"sentences": 2}}, {"keywords": {"count": 3}}], ids=str
)
def test_fingerprint_settings_of_the_second_stage_change_enriched_events_only(
    usual: dict[str, str], sections: dict[str, Any]
) -> None:
    others = fingerprints(**sections)
    assert others["classified"] == usual["classified"]
    assert others["enriched"] != usual["enriched"]


def test_fingerprint_other_settings_change_nothing(usual: dict[str, str]) -> None:
    others = fingerprints(
        inference={"threads": 2},
        worker={"max_batch": 7, "group": "another"},
        topics={"articles": "others"},
        log={"level": "error"},
    )
    assert others == usual
    assert usual["classified"] != usual["enriched"] != ""
