"""Documentation, docstrings, messages and comments use the words that CONTRIBUTING.md asks for."""

from pathlib import Path

import pytest

from tests.docs.documents import CONTRIBUTING, PAGES, README, ROOT, prose, section, table_rows
from tests.docs.words import UNUSED, english_in, unused_words_in

CODE = (
    "agents",
    "bench",
    "broker",
    "client",
    "engines",
    "enrichment",
    "examples",
    "newsdesk",
    "schemas",
    "scripts",
    "tests/agents",
    "tests/broker",
    "tests/client",
    "tests/deploy",
    "tests/packaging",
    "tests/support",
    "tests/torture",
)
"""Folders whose Python files are checked. The articles of the other tests use any words."""

_GLOSSARY = section(CONTRIBUTING, "## Words")
_LIST_HEAD = "| instead of | write |"


def test_the_readme_has_at_most_180_lines() -> None:
    assert len(README.read_text("utf-8").splitlines()) <= 180


def test_contributing_lists_the_words_that_are_not_used() -> None:
    listed = [row[0] for row in table_rows(_LIST_HEAD + _GLOSSARY.partition(_LIST_HEAD)[2])]
    assert listed == list(UNUSED)


def test_the_glossary_has_each_term_once() -> None:
    terms = [row[0] for row in table_rows(_GLOSSARY.partition(_LIST_HEAD)[0])]
    assert len(terms) >= 25
    assert len(set(terms)) == len(terms)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_uses_the_usual_words(page: Path) -> None:
    text = prose(page)
    if page == CONTRIBUTING:
        text = text.replace(_GLOSSARY.partition(_LIST_HEAD)[2], "")
    assert unused_words_in(text) == []


@pytest.mark.parametrize("folder", CODE)
def test_the_english_in_a_folders_code_uses_the_usual_words(folder: str) -> None:
    found = {
        path.relative_to(ROOT).as_posix(): words
        for path in sorted((ROOT / folder).rglob("*.py"))
        if (words := [word for text in english_in(path) for word in unused_words_in(text)])
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "name"),
    (
        ("The worker is told to end.", "told, tells of"),
        ("Its cause is mended.", "mend"),
        ("The batch is worked out twice.", "work out"),
        ("Tables. Who finds one tries again.", "who, as a subject without a person"),
        ("It writes an object a line.", "a line a batch, one a line"),
        ("A note is taken back.", "take back"),
    ),
)
def test_a_word_is_found_in_its_forms(text: str, name: str) -> None:
    assert [place.partition(":")[0] for place in unused_words_in(text)] == [name]


@pytest.mark.parametrize(
    "text",
    (
        "4.3 articles a second, and four topics a day.",
        "Who is it for? Kafka takes messages.",
        "Send feedback on the worker that gave up.",
    ),
)
def test_usual_english_is_not_found(text: str) -> None:
    assert unused_words_in(text) == []
