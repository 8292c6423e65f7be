import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from newsdesk.cli import app
from tests.support.documents import (
    CHANGELOG,
    COMMANDS,
    CONTRIBUTING,
    DELIVERY,
    PAGES,
    QUALITY,
    ROOT,
    USAGE,
    command_lines,
    inline_code,
)

MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


_ADDED_OPTION = re.compile(r"add_argument\(\s*\"(--[\w-]+)\"")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_their_options_exist(page: Path) -> None:
    wrong = [words for words in command_lines(page, "newsdesk") if not _exists(words)]
    assert wrong == []


@pytest.mark.parametrize("page", (COMMANDS, USAGE, CHANGELOG), ids=lambda page: page.name)
def test_reference_usage_and_changelog_name_every_command(page: Path) -> None:
    calls = command_lines(page, "newsdesk")
    named = {" ".join(words[:length]) for words in calls for length in (1, 2)}
    assert set(_paths(get_command(app))) - named == set()


def test_options_named_alone_exist() -> None:
    scripts = [ROOT / "tests" / "torture" / "__main__.py", *(ROOT / "bench").glob("*.py")]
    known = _options(get_command(app)).union(*map(_options_of_script, scripts))
    named = {
        code.split()[0] for page in PAGES for code in inline_code(page) if code.startswith("--")
    }
    assert named - known == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_modules_and_scripts_that_python_runs_exist(page: Path) -> None:
    wrong = []
    for words in command_lines(page, "python"):
        runs_module = words[0] == "-m"
        target = words[1].replace(".", "/") if runs_module else words[0]
        paths = [f"{target}.py", f"{target}/__main__.py"] if runs_module else [target]
        path = next((ROOT / p for p in paths if (ROOT / p).is_file()), None)
        options = {word for word in words if word.startswith("--")}
        if path is None or not options <= _options_of_script(path):
            wrong.append(words)
    assert wrong == []


def test_every_measurement_is_named_where_its_figures_are_and_in_contributing() -> None:
    modules = {f"bench.{p.stem}" for p in (ROOT / "bench").glob("*.py")} - {"bench.__init__"}
    for pages in ((DELIVERY, QUALITY), (CONTRIBUTING,)):
        named = {words[1] for page in pages for words in command_lines(page, "python")}
        assert modules - named == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
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


def _options_of_script(path: Path) -> set[str]:
    return set(_ADDED_OPTION.findall(path.read_text("utf-8")))


def _options(command: Any) -> set[str]:
    below = (_options(inner) for inner in _commands(command).values())
    return _own_options(command).union({"--help"}, *below)
