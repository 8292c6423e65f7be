import re
from pathlib import Path

import pytest

from tests.support.documents import DECISIONS, PAGES, ROOT, prose, tracked_files

_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
_PACKAGE_ADDRESS = re.compile(r"https?://[^\s\"'<>]*(?:/simple/|/maven2/|\.whl\b|/-/[^\s]*\.tgz)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_relative_links_lead_somewhere(page: Path) -> None:
    targets = [match["target"] for match in _LINK.finditer(prose(page))]
    relative = [target for target in targets if "://" not in target]
    broken = [target for target in relative if not _leads_somewhere(page, target)]
    assert broken == []


def test_decision_records_are_numbered_without_gaps() -> None:
    numbers = [page.name.split("-")[0] for page in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(DECISIONS) + 1)]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_record_has_its_number_and_three_sections(page: Path) -> None:
    text = page.read_text("utf-8")
    assert text.startswith(f"# {int(page.name[:4])}. ")
    headings = re.findall(r"^## (.*)$", text, re.MULTILINE)
    assert headings == ["Context", "Choice", "What it costs"]


@pytest.mark.parametrize("page", DECISIONS, ids=lambda page: page.name)
def test_a_decision_record_has_its_status_under_its_title(page: Path) -> None:
    _, _, status, _ = page.read_text("utf-8").split("\n", 3)
    successor = re.fullmatch(r"Status: (?:Accepted|Superseded by \[\d{4}\]\((\d{4}-.*)\))", status)
    assert successor
    assert successor[1] is None or page.with_name(successor[1]) in DECISIONS


def test_locked_dependencies_carry_hashes_and_no_address() -> None:
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text("utf-8")
        assert "://" not in text
        assert "--hash=sha256:" in text


def test_no_file_has_the_address_of_a_package() -> None:
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in tracked_files()}
    assert [path.name for path, text in texts.items() if _PACKAGE_ADDRESS.search(text)] == []


def _leads_somewhere(page: Path, target: str) -> bool:
    name, _, anchor = target.partition("#")
    path = page.parent / name if name else page
    if not path.exists():
        return False
    return not anchor or anchor in _anchors(path)


def _anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    kept = (re.sub(r"[^\w\s-]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}
