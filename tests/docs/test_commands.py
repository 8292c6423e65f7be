import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from newsdesk.cli import app
from tests.docs.documents import (
    ARCHITECTURE,
    CHANGELOG,
    CONTRIBUTING,
    DECISIONS,
    README,
    ROOT,
    command_lines,
    inline_code,
)

GUIDES = (README, ARCHITECTURE, CONTRIBUTING, CHANGELOG)
CALLS_IN_README = list(command_lines(README, "newsdesk"))
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_commands_and_their_options_exist(page: Path) -> None:
    wrong = [words for words in command_lines(page, "newsdesk") if not _exists(words)]
    assert wrong == []


def test_the_readme_names_every_command() -> None:
    named = {" ".join(words[:length]) for words in CALLS_IN_README for length in (1, 2)}
    assert set(_paths(get_command(app))) - named == set()


def test_options_named_alone_exist() -> None:
    known = _options(get_command(app))
    named = {
        code.split()[0]
        for page in (*GUIDES, *DECISIONS)
        for code in inline_code(page)
        if code.startswith("--")
    }
    assert named - known == set()


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: page.name)
def test_make_targets_and_their_variables_exist(page: Path) -> None:
    calls = list(command_lines(page, "make"))
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    targets = set(phony[1].split()) if phony else set()
    assert {words[0] for words in calls if words} - targets == set()
    variables = {word.partition("=")[0] for words in calls for word in words if "=" in word}
    assert {name for name in variables if f"# {name}=" not in MAKEFILE} == set()


def test_contributing_lists_every_make_target() -> None:
    phony = re.search(r"^\.PHONY: (.*)$", MAKEFILE, re.MULTILINE)
    assert phony
    listed = {words[0] for words in command_lines(CONTRIBUTING, "make") if words}
    assert listed == set(phony[1].split())


def _exists(words: list[str]) -> bool:
    """Whether these words after `newsdesk` are a command, its options known to it."""
    command: Any = get_command(app)
    for word in words:
        if word.startswith("--"):
            if word.partition("=")[0] not in {*_own_options(command), "--help"}:
                return False
        elif below := _commands(command):
            if word not in below:
                return False
            command = below[word]
    return True


def _commands(command: Any) -> dict[str, Any]:
    return dict(getattr(command, "commands", {}))


def _paths(command: Any) -> Iterator[str]:
    """Yield the words after `newsdesk` that make each command."""
    for name, inner in _commands(command).items():
        below = [f"{name} {rest}" for rest in _paths(inner)]
        yield from below or [name]


def _own_options(command: Any) -> set[str]:
    return {name for option in command.params for name in option.opts if name.startswith("--")}


def _options(command: Any) -> set[str]:
    below = (_options(inner) for inner in _commands(command).values())
    return _own_options(command).union({"--help"}, *below)
