"""Each command is a folder of files whose names say the same in all of them."""

import ast
from pathlib import Path

import pytest

import newsdesk

PACKAGE = Path(newsdesk.__file__).parent
COMMANDS = PACKAGE / "commands"
FOLDERS = sorted(path for path in COMMANDS.iterdir() if (path / "__init__.py").exists())
WITH_TYPER = {"command.py", "options.py"}


def _imports(path: Path) -> set[str]:
    """Return the first parts of the names of all modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").partition(".")[0])
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_command_folder_has_typer_in_its_command_and_options_only(folder: Path) -> None:
    assert (folder / "command.py").exists()
    with_typer = {path.name for path in folder.rglob("*.py") if "typer" in _imports(path)}
    assert "command.py" in with_typer
    assert with_typer <= WITH_TYPER


def test_shared_files_of_newsdesk_know_no_typer() -> None:
    shared = [path for path in PACKAGE.glob("*.py") if path.name != "cli.py"]
    assert [path.name for path in shared if "typer" in _imports(path)] == []
