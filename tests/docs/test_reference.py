"""docs/reference/ is generated: what is committed is what `make reference` writes."""

import pytest

from scripts.reference.acls import PAGE as ACLS
from scripts.reference.acls import acls_page
from scripts.reference.logs import MEANINGS, log_calls
from scripts.reference.pages import FOLDER, pages
from tests.support.documents import README

PAGES = pages()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_reference_is_up_to_date(name: str) -> None:
    committed = (FOLDER / name).read_text("utf-8")
    assert committed == PAGES[name], "run `make reference` and commit docs/reference/"


def test_the_tables_of_rights_are_up_to_date() -> None:
    text = ACLS.read_text("utf-8")
    assert acls_page(text) == text, "run `make reference` and commit docs/acls.md"


def test_no_other_page_is_in_the_reference() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(PAGES)


def test_every_log_event_is_documented_and_every_documented_one_is_logged() -> None:
    assert {call.event for call in log_calls()} == set(MEANINGS)


def test_the_readme_links_to_every_page_of_the_reference() -> None:
    text = README.read_text("utf-8")
    assert [name for name in PAGES if f"(docs/reference/{name})" not in text] == []
