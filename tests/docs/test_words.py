"""Documentation, docstrings, messages and comments use the words that CONTRIBUTING.md asks for."""

from pathlib import Path

import pytest

from tests.docs.words import (
    UNUSED,
    comments_in,
    english_in,
    openings_in,
    unused_parts_of_names_in,
    unused_words_in,
)
from tests.support.documents import CONTRIBUTING, PAGES, README, ROOT, prose, section, table_rows

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
    "tests",
)
"""Folders whose Python files are checked."""

ANY_WORDS = {
    ROOT / "tests/docs/test_words.py",
    ROOT / "tests/enrichment/cleaning/test_lines.py",
    ROOT / "tests/newsdesk/reprocess/test_command.py",
}
"""Tests with articles, or with the words themselves."""

COMMENTED = (
    ROOT / "Makefile",
    ROOT / "deploy/Dockerfile",
    *sorted((ROOT / "deploy").rglob("*.yaml")),
    ROOT / "docker-compose.yml",
    ROOT / "deploy/kafka/log4j2.yaml",
    ROOT / ".env.example",
    ROOT / "pyproject.toml",
    *sorted((ROOT / "bench").rglob("*.yaml")),
    *sorted((ROOT / "enrichment").rglob("*.yaml")),
    *sorted((ROOT / "tests").rglob("*.yaml")),
)
"""Other files whose comments are checked; the articles in them use any words."""

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
        for path in _python_files(folder) - ANY_WORDS
        if (words := [word for text in english_in(path) for word in unused_words_in(text)])
    }
    assert found == {}


@pytest.mark.parametrize("folder", CODE)
def test_the_names_in_a_folders_code_use_the_usual_words(folder: str) -> None:
    found = {path: unused_parts_of_names_in(path) for path in _python_files(folder)}
    assert {path: names for path, names in found.items() if names} == {}


@pytest.mark.parametrize("folder", CODE)
def test_a_docstring_begins_with_neither_what_nor_of(folder: str) -> None:
    openings = [opening for path in _python_files(folder) for opening in openings_in(path)]
    assert [opening for opening in openings if opening.startswith(("What ", "Of "))] == []


@pytest.mark.parametrize("path", COMMENTED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_comments_in_a_file_use_the_usual_words(path: Path) -> None:
    assert [word for text in comments_in(path) for word in unused_words_in(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    (
        ("The worker is told to end.", "told, tells of"),
        ("Its cause is mended.", "mend"),
        ("The batch is worked out twice.", "work out"),
        ("Tables. Who finds one tries again.", "who, as a subject without a person"),
        ("It writes an object a line.", "a line a batch, one a line"),
        ("A note is taken back.", "take back"),
        ("It has a thread of its own.", "of one's own, of its own"),
        ("The rows have a value a column.", "a line a batch, one a line"),
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
        "It delays the outcomes of its own partition only.",
    ),
)
def test_usual_english_is_not_found(text: str) -> None:
    assert unused_words_in(text) == []


def _python_files(folder: str) -> set[Path]:
    return set((ROOT / folder).rglob("*.py"))
