"""Every exception that the package defines, and how it is shown."""

import ast
import json
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import typer

import newsdesk
from newsdesk.schemas.errors import NewsdeskError
from newsdesk.terminal.errors import FAILED, clear_errors, print_unforeseen

INTERNAL = {
    "newsdesk.agents.aiokafka_records.DamagedPartition": "becomes a problem of the stage",
    "newsdesk.agents.held_reading.HeldUnknown": "retried as any error of Kafka",
    "newsdesk.agents.partition_producer.TooFewPartitions": "becomes a problem of the stage",
    "newsdesk.agents.partition_producers.PositionLost": "retried as any error of Kafka",
    "newsdesk.client.group_members.GroupUnknown": "becomes an UnreachableError of the admin client",
    "newsdesk.desk.follow.troubles.DamageFound": "becomes a condition of the desk",
    "newsdesk.broker.signals._SignalReceived": "control flow: carries a signal out of its block",
}
"""Exceptions that no person ever sees, and why."""

ROOT = Path(newsdesk.__file__).parent


def _modules() -> list[str]:
    found = pkgutil.walk_packages(newsdesk.__path__, "newsdesk.")
    return [module.name for module in found if not module.name.endswith("__main__")]


def _exceptions() -> Iterator[type[BaseException]]:
    for name in _modules():
        module = import_module(name)
        for value in vars(module).values():
            is_exception = isinstance(value, type) and issubclass(value, BaseException)
            if is_exception and value.__module__ == name:
                yield value


def _name(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}"


def test_exceptions_of_newsdesk_have_one_base() -> None:
    kinds = list(_exceptions())
    assert len(kinds) > 20
    others = {_name(kind) for kind in kinds if not issubclass(kind, NewsdeskError)}
    assert others == set(INTERNAL)


def test_exceptions_of_newsdesk_say_when_they_are_raised() -> None:
    silent = [
        _name(kind)
        for kind in _exceptions()
        if _name(kind) not in INTERNAL
        and not (kind.__doc__ or "").startswith(("Raised when ", "Base of "))
    ]
    assert silent == []


def test_exceptions_of_newsdesk_are_all_found_by_walking_the_package() -> None:
    """A file that is not imported as a module would hide its exceptions."""
    files = {path for path in ROOT.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")}
    for room in ("agents", "broker", "client", "desk", "engines", "enrichment", "schemas"):
        files |= {p for p in (ROOT / room).resolve().rglob("*.py") if p.name != "__init__.py"}
    defined = {
        node.name
        for path in files
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ClassDef)
        and any("Error" in ast.unparse(b) or "Exception" in ast.unparse(b) for b in node.bases)
    }
    assert defined <= {kind.__name__ for kind in _exceptions()}


@pytest.mark.parametrize("advice", ["", "Do that."])
def test_clear_errors_prints_the_problem_and_below_it_the_advice(
    advice: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as left, clear_errors():
        raise NewsdeskError("This is wrong.", advice)
    assert left.value.exit_code == FAILED
    assert capsys.readouterr().err.splitlines() == ["Error: This is wrong."] + [advice] * bool(
        advice
    )


def test_clear_errors_leaves_other_exceptions_alone() -> None:
    with pytest.raises(ValueError, match="a bug"), clear_errors():
        raise ValueError("a bug")


def test_errors_look_alike_in_every_command() -> None:
    commands = [
        ["produce", "-"],
        ["watch"],
        ["dead-letters", "list"],
        ["topics", "create"],
        ["worker"],
        ["models", "show"],
        ["taxonomy", "show"],
    ]
    environment = {"PATH": "", "NEWSDESK_LOG__LEVEL": "loud", "HOME": "/nowhere"}
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", "newsdesk", *command],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        problem, advice = done.stderr.splitlines()
        assert (done.returncode, done.stdout) == (1, ""), command
        assert problem.startswith("Error: NEWSDESK_LOG__LEVEL='loud': "), command
        assert advice == "Fix or unset it; docs/reference/settings.md lists all settings.", command


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (
            NewsdeskError("It is\nbroken.", "Repair it."),
            {"problem": "It is\nbroken.", "advice": "Repair it."},
        ),
        (NewsdeskError("It is broken."), {"problem": "It is broken."}),
        (
            ValueError("no \x1b[2J"),
            {"problem": "no \x1b[2J", "exception": "ValueError: no \x1b[2J"},
        ),
    ],
)
def test_errors_are_a_line_of_the_log_where_that_is_json(
    error: Exception,
    expected: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("NEWSDESK_LOG__FORMAT", "json")
    print_unforeseen(error)
    shown = capsys.readouterr()
    [line] = shown.err.splitlines()
    fields = json.loads(line)
    assert shown.out == ""
    assert (fields.pop("event"), fields.pop("level")) == ("failed", "error")
    assert fields.pop("timestamp").endswith("Z")
    assert fields == expected or fields["exception"].strip().endswith(expected["exception"])
