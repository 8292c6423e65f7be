"""Cleaning: of texts, of pages, and of titles."""

from unicodedata import is_normalized

from hypothesis import strategies as st

from newsdesk.enrichment.cleaning import clean_html, clean_text, without_title
from newsdesk.enrichment.cleaning.characters import fix_characters
from tests.fuzz.hostile import PAGES, TEXTS
from tests.fuzz.invariants import require_tidy, require_utf8
from tests.fuzz.target import Target


def _check_characters(text: str) -> None:
    fixed = fix_characters(text)
    require_tidy(fixed)
    assert is_normalized("NFC", fixed)
    assert fix_characters(fixed) == fixed


def _check_text(text: str) -> None:
    cleaned = clean_text(text)
    require_tidy(cleaned.text)
    assert clean_text(cleaned.text).text == cleaned.text
    for line in cleaned.removed:
        assert line.kind
        require_utf8(line.text)


def _check_page(page: str) -> None:
    cleaned = clean_html(page)
    require_tidy(cleaned.text)
    require_utf8(cleaned.title)
    if cleaned.title is not None:
        assert cleaned.title == " ".join(cleaned.title.split()) != ""


def _check_title(given: tuple[str, str]) -> None:
    text, title = given
    cleaned = clean_text(text)
    titled = without_title(cleaned, title)
    assert cleaned.text.endswith(titled.text)
    assert bool(titled.text) == bool(cleaned.text)


TARGETS = (
    Target("fix-characters", TEXTS, _check_characters, 60),
    Target("clean-text", TEXTS, _check_text, 50),
    Target("clean-html", PAGES, _check_page, 40),
    Target("without-title", st.tuples(TEXTS, TEXTS), _check_title, 40),
)
