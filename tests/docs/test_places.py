import ast
import re
from functools import cache
from pathlib import Path

import pytest

from tests.support.documents import (
    ARCHITECTURE,
    PAGES,
    ROOT,
    inline_code,
    section,
    table_rows,
)

_PLACE = re.compile(r"(?P<path>[\w.-]+(?:/[\w.-]+)*\.py):(?P<name>[A-Za-z_][\w.]*)")
_PATH = re.compile(r"\.?[\w-]+(?:/[\w.-]+)*/?|[\w.-]+\.(?:md|py|toml|yml)")


def _rooms() -> list[str]:
    """Return the package, and the rooms beside it that it has by links."""
    linked = [path.name for path in (ROOT / "newsdesk").iterdir() if path.is_symlink()]
    return sorted(["newsdesk", *linked])


def _room_rows() -> dict[str, str]:
    rows = table_rows(section(ARCHITECTURE, "## Rooms"))
    return {row[0].strip("`/"): row[2] for row in rows}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_files_and_folders_exist(page: Path) -> None:
    named = {code.partition(":")[0] for code in inline_code(page)}
    paths = {code for code in named if _PATH.fullmatch(code) and ("/" in code or "." in code[1:])}
    assert {path for path in paths if not (ROOT / path).exists()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_functions_and_classes_exist(page: Path) -> None:
    places = [match for code in inline_code(page) if (match := _PLACE.fullmatch(code))]
    missing = [m[0] for m in places if m["name"] not in _names_in(ROOT / m["path"])]
    assert missing == []


def test_architecture_has_a_row_for_every_room() -> None:
    assert set(_room_rows()) == set(_rooms())


def test_architecture_has_a_row_for_every_part_of_newsdesk() -> None:
    rows = table_rows(section(ARCHITECTURE, "## Within newsdesk"))
    folders = {path.parent for path in (ROOT / "newsdesk").glob("**/__init__.py")}
    own = {path.relative_to(ROOT).as_posix() + "/" for path in folders if not path.is_symlink()}
    assert {row[0].strip("`") for row in rows} == own - {"newsdesk/", "newsdesk/commands/"}


@pytest.mark.parametrize("room", _rooms())
def test_a_room_imports_only_what_architecture_says(room: str) -> None:
    allowed = _room_rows()[room]
    if allowed == "all":
        return
    imported = {
        module.split(".")[1]
        for path in (ROOT / room).rglob("*.py")
        for module in _imports_of(path)
        if module.startswith("newsdesk.")
    }
    assert imported and imported <= {room, *re.findall(r"`(\w+)`", allowed)}


@cache
def _names_in(path: Path) -> frozenset[str]:
    """Return the functions, classes, methods and constants that a module defines."""
    if not path.is_file():
        return frozenset()
    names: set[str] = set()
    for node in ast.parse(path.read_text("utf-8")).body:
        names |= _defined(node)
        if isinstance(node, ast.ClassDef):
            names |= {f"{node.name}.{inner}" for child in node.body for inner in _defined(child)}
    return frozenset(names)


def _defined(node: ast.stmt) -> set[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.Assign):
        return {target.id for target in node.targets if isinstance(target, ast.Name)}
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return {node.target.id}
    return set()


def _imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    modules: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            modules.add(node.module)
    return modules
