"""newsdesk beside packages and modules whose names are those of its rooms."""

import base64
import csv
import hashlib
from pathlib import Path

import pytest

from tests.packaging.environments import Environment

PINNED = Path(__file__).with_name("neighbours.txt")


def install(name: str, wheel: Path, environment: Environment) -> None:
    if name == "newsdesk":
        environment.install("--no-index", str(wheel))
    else:
        environment.install("--require-hashes", "-r", str(PINNED))


def damaged_files(environment: Environment, package: str) -> list[str]:
    """Return the files of a package that are missing, or not what its record says."""
    (record,) = environment.packages.glob(f"{package.replace('-', '_')}-*.dist-info/RECORD")
    rows = [row for row in csv.reader(record.read_text().splitlines()) if row[1]]
    assert rows
    return [name for name, digest, _ in rows if _digest(environment.packages / name) != digest]


def _digest(path: Path) -> str | None:
    if not path.is_file():
        return None
    digest = base64.urlsafe_b64encode(hashlib.sha256(path.read_bytes()).digest())
    return "sha256=" + digest.rstrip(b"=").decode()


def found_modules(environment: Environment, cwd: Path, *names: str) -> list[str]:
    """Return where modules are found, in the environment's packages."""
    code = (
        "from importlib.util import find_spec\n"
        f"for name in {names}: print(getattr(find_spec(name), 'origin', None))"
    )
    done = environment.execute(code, cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout.replace(f"{environment.packages}/", "").splitlines()


@pytest.mark.parametrize("first", ["newsdesk", "openai-agents"])
def test_newsdesk_and_openai_agents_leave_each_other_whole(
    first: str, wheel: Path, tmp_path: Path
) -> None:
    second = {"newsdesk": "openai-agents", "openai-agents": "newsdesk"}[first]
    environment = Environment(tmp_path / "both")
    install(first, wheel, environment)
    install(second, wheel, environment)
    assert damaged_files(environment, "newsdesk") == []
    assert damaged_files(environment, "openai-agents") == []
    ours, theirs = "newsdesk/agents/__init__.py", "agents/__init__.py"
    # The package itself, as finding a room below it would import that room.
    assert found_modules(environment, tmp_path, "newsdesk", "agents") == [
        "newsdesk/__init__.py",
        theirs,
    ]
    assert (environment.packages / ours).is_file()
    environment.uninstall(first)
    assert damaged_files(environment, second) == []


def test_uninstalling_newsdesk_leaves_nothing_behind(wheel: Path, tmp_path: Path) -> None:
    environment = Environment(tmp_path / "alone")
    before = environment.files()
    environment.install("--no-index", str(wheel), compiled=True)
    assert environment.files() > before
    environment.uninstall("newsdesk")
    assert environment.files() == before


def test_schemas_module_in_the_current_folder_stays_its_owners(
    light: Environment, tmp_path: Path
) -> None:
    (tmp_path / "schemas.py").write_text("owner = 'somebody else'\n")
    code = "import newsdesk.schemas, newsdesk.client.event_reader, schemas; print(schemas.owner)"
    done = light.execute(code, tmp_path)
    assert (done.stdout, done.stderr) == ("somebody else\n", "")
