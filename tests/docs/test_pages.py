import re
from pathlib import Path

import pytest

from tests.docs.documents import DECISIONS, PAGES, prose, tracked_files

_LINK = re.compile(r"\[[^\]]*\]\((?P<target>[^)\s]+)\)")
# In two parts, so that this file does not name them.
_REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("download", "pytorch", "org"),
        ("repo1", "maven", "org"),
        ("repo", "maven", "apache", "org"),
        ("registry", "npmjs", "org"),
        ("registry-1", "docker", "io"),
        ("proxy", "golang", "org"),
    )
]


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


def test_no_file_names_the_host_of_a_package_registry() -> None:
    found = []
    for path in tracked_files():
        text = path.read_bytes().decode("utf-8", "replace")
        found += [f"{path.name}: {host}" for host in _REGISTRIES if host in text]
    assert found == []


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
