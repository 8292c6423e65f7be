"""deploy/Dockerfile, compared with the code and with what is expected of an image."""

import json
import re
import shlex
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest

from tests.deploy.compose_file import DOCKERFILE, ROOT
from tests.deploy.names import resolve

SOURCE = DOCKERFILE.read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
LABEL = "org.opencontainers.image."


@dataclass(frozen=True)
class Step:
    """An instruction of the Dockerfile, in the stage that it belongs to."""

    stage: int
    name: str
    arguments: str


def steps_of(source: str) -> list[Step]:
    """Return the instructions, without comments and with their lines joined."""
    lines = [line for line in source.splitlines() if line.strip() and line[0] != "#"]
    joined = re.sub(r"\\\n\s*", "", "\n".join(lines)).splitlines()
    steps: list[Step] = []
    for line in joined:
        name, _, arguments = line.partition(" ")
        stage = (steps[-1].stage if steps else -1) + (name == "FROM")
        steps.append(Step(stage, name, arguments))
    return steps


STEPS = steps_of(SOURCE)
LAST = STEPS[-1].stage
FINAL = [step for step in STEPS if step.stage == LAST]


def arguments(name: str, steps: Sequence[Step] = STEPS) -> list[str]:
    return [step.arguments for step in steps if step.name == name]


def copied(steps: Sequence[Step]) -> list[str]:
    """Return what is copied from the repository."""
    return [
        source.rstrip("/")
        for line in arguments("COPY", steps)
        if "--from" not in line
        for source in shlex.split(line)[:-1]
    ]


def stage_named(name: str) -> list[Step]:
    (number,) = (s.stage for s in STEPS if s.name == "FROM" and s.arguments.endswith(f" AS {name}"))
    return [step for step in STEPS if step.stage == number]


def is_let_through(path: str) -> bool:
    """Whether .dockerignore leaves the path in: the last pattern that names it decides."""
    let_through = True
    for pattern in (ROOT / ".dockerignore").read_text("utf-8").split():
        name = pattern.removeprefix("!").strip("/")
        parents = [path, *map(str, Path(path).parents)]
        if any(fnmatch(parent, name) for parent in parents if parent != "."):
            let_through = pattern.startswith("!")
    return let_through


def rooms() -> list[str]:
    """Return the folders that make up the package: itself, and what it links to."""
    links = [path for path in (ROOT / "newsdesk").iterdir() if path.is_symlink()]
    return ["newsdesk", *(path.resolve().name for path in links)]


def test_it_needs_no_frontend_from_a_hub() -> None:
    assert not re.match(r"#\s*syntax", SOURCE)


def test_its_base_has_a_tag_and_can_be_named_by_digest() -> None:
    bases = arguments("FROM")
    assert bases[0] == "${PYTHON_IMAGE} AS base"
    stages = {base.rpartition(" AS ")[2] for base in bases[:-1]}
    assert {base.split(" AS ")[0] for base in bases[1:]} <= stages
    (default,) = re.findall(r"^ARG PYTHON_IMAGE=(\S+)$", SOURCE, re.MULTILINE)
    assert re.fullmatch(r"python:\d\.\d+-slim-\w+", default)
    assert labels()["base.name"] == f"docker.io/library/{default}"


def test_a_change_of_code_or_readme_downloads_nothing_again() -> None:
    assert copied(stage_named("dependencies")) == ["requirements/runtime.txt", "scripts/setup"]
    assert [s.arguments for s in stage_named("package") if s.name == "FROM"] == [
        "dependencies AS package"
    ]


def test_whatever_is_installed_is_locked_or_the_repository() -> None:
    for line in arguments("RUN"):
        assert not re.search(r"apt-get|curl|wget|npm|uv ", line), line
        if "pip install" in line:
            assert {"--no-deps", "--no-index", "--no-build-isolation"} <= set(line.split())
    setup = (ROOT / "scripts" / "setup").read_text("utf-8")
    assert "--require-hashes -r" in setup and "--no-build-isolation" in setup


def test_no_cache_of_pip_is_left() -> None:
    for line in arguments("RUN"):
        if "scripts/setup" in line:
            assert "--mount=type=cache,target=/var/cache/pip PIP_CACHE_DIR=/var/cache/pip " in line
        if "pip install" in line:
            assert "--no-cache-dir" in line


def test_the_final_stage_installs_nothing() -> None:
    (line,) = arguments("RUN", FINAL)
    assert re.match(r"useradd .* && install -d ", line)
    assert [c for c in arguments("COPY", FINAL) if "--from" in c] == [
        "--from=environment /newsdesk/.venv .venv",
        "--from=package /package .venv",
    ]
    assert arguments("ADD") == []


def test_the_image_holds_every_package() -> None:
    assert set(rooms()) <= set(copied(STEPS))


def test_the_image_is_made_from_what_is_there_and_let_through() -> None:
    assert [path for path in copied(STEPS) if not (ROOT / path).exists()] == []
    assert [path for path in copied(STEPS) if not is_let_through(path)] == []


def test_the_image_gets_no_more_than_it_needs() -> None:
    unwanted = [".git", ".env", ".venv", "tests", "seeds", ".mypy_cache", "agents/__pycache__"]
    assert [path for path in unwanted if is_let_through(path)] == []


def labels() -> dict[str, str]:
    """Return the labels, without the beginning of their names."""
    (line,) = arguments("LABEL")
    pairs = (pair.partition("=") for pair in shlex.split(line))
    return {name.removeprefix(LABEL): value for name, _, value in pairs}


def test_its_labels_are_those_of_the_package() -> None:
    found = labels()
    assert found["title"] == PROJECT["name"]
    assert found["version"] == PROJECT["version"]
    assert found["licenses"] == PROJECT["license"]
    assert found["description"]
    assert "LICENSE" in copied(FINAL)


def test_it_runs_newsdesk_as_an_ordinary_user() -> None:
    assert arguments("USER") == ["10001:10001"]
    assert json.loads(arguments("ENTRYPOINT")[0]) == ["newsdesk"]
    resolve(json.loads(arguments("CMD")[0]))


def test_it_writes_to_its_cache_and_to_memory_alone() -> None:
    (line,) = arguments("ENV", FINAL)
    variables = dict(pair.split("=", 1) for pair in line.split())
    folders = {name: value for name, value in variables.items() if value.startswith("/")}
    assert folders.pop("HOME") == "/tmp"
    assert variables["PYTHONDONTWRITEBYTECODE"] == "1"
    for value in folders.values():
        assert value.startswith(("/tmp/", "/var/cache")), value


@pytest.mark.parametrize(
    "source",
    ["FROM a AS b\nRUN x \\\n  && y\nUSER z\n", "# c\nFROM a AS b\n\nRUN x && y\nUSER z"],
)
def test_steps_are_read_with_their_lines_joined(source: str) -> None:
    assert steps_of(source) == [
        Step(0, "FROM", "a AS b"),
        Step(0, "RUN", "x && y"),
        Step(0, "USER", "z"),
    ]
