"""scripts/setup, on package indexes that are folders."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CPU = "2.13.0+cpu"

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Index:
    """A package index in a folder."""

    folder: Path

    @property
    def url(self) -> str:
        return self.folder.as_uri()

    def add(self, name: str, version: str) -> str:
        """Add a package with a module of its name; return the hash of its wheel."""
        normal = name.replace("-", "_")
        wheel = self.folder / name / f"{normal}-{version}-py3-none-any.whl"
        wheel.parent.mkdir(parents=True)
        info = f"{normal}-{version}.dist-info"
        files = {
            f"{normal}.py": f"version = {version!r}\n",
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
            f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        with zipfile.ZipFile(wheel, "w") as archive:
            for path, content in files.items():
                archive.writestr(path, content)
            archive.writestr(f"{info}/RECORD", "".join(f"{p},,\n" for p in [*files, "RECORD"]))
        (wheel.parent / "index.html").write_text(f'<a href="{wheel.name}">{wheel.name}</a>')
        return "sha256:" + hashlib.sha256(wheel.read_bytes()).hexdigest()


@dataclass(frozen=True)
class Place:
    """An index as PyPI has it, one of CPU-only torches, and a lock of the first."""

    locked: Index
    cpu: Index
    cpu_hash: str
    lock: Path
    venv: Path

    def set_up(self, **variables: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["bash", ROOT / "scripts" / "setup"],
            env={
                **{k: v for k, v in os.environ.items() if not k.startswith("PIP_")},
                "PIP_INDEX_URL": self.locked.url,
                "PIP_CONFIG_FILE": os.devnull,
                "PYTHON": sys.executable,
                "LOCK": str(self.lock),
                "VENV": str(self.venv),
                **variables,
            },
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def installed(self) -> dict[str, str]:
        """Return the version of each package in the environment."""
        found = (path.stem.partition("-") for path in self.venv.rglob("*.dist-info"))
        return {name: version for name, _, version in found}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    locked, cpu = Index(tmp_path / "locked"), Index(tmp_path / "cpu")
    packages = {"setuptools": "84.2.1", "torch": "2.13.0", "triton": "3.7.1", "tld": "0.13.2"}
    lines = [f"{n}=={v} \\\n    --hash={locked.add(n, v)}\n" for n, v in packages.items()]
    lock = tmp_path / "lock.txt"
    lock.write_text("".join(lines))
    return Place(locked, cpu, cpu.add("torch", CPU), lock, tmp_path / "venv")


def test_without_an_index_all_is_as_locked(place: Place) -> None:
    done = place.set_up()
    assert done.returncode == 0, done.stderr
    found = place.installed()
    assert (found["torch"], found["triton"], found["tld"]) == ("2.13.0", "3.7.1", "0.13.2")


def test_a_file_with_another_hash_is_refused(place: Place) -> None:
    text = place.lock.read_text()
    place.lock.write_text(re.sub(r"(tld.*\n.*sha256:)\w{4}", r"\g<1>0000", text))
    done = place.set_up()
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


@pytest.mark.parametrize("pinned", [True, False])
def test_an_index_of_cpu_only_builds_gives_torch_alone(place: Place, pinned: bool) -> None:
    done = place.set_up(TORCH_INDEX=place.cpu.url, TORCH_HASH=place.cpu_hash if pinned else "")
    assert done.returncode == 0, done.stderr
    found = place.installed()
    assert (found["torch"], found["tld"]) == (CPU, "0.13.2")
    assert "triton" not in found


def test_a_torch_with_another_hash_than_the_one_that_is_named_is_refused(place: Place) -> None:
    wrong = place.cpu_hash[:-4] + ("0000" if place.cpu_hash[-4:] != "0000" else "1111")
    done = place.set_up(TORCH_INDEX=place.cpu.url, TORCH_HASH=wrong)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr
    assert "torch" not in place.installed()
