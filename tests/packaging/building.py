"""A clean copy of the sources, and what is built of it."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
REQUIREMENTS = ROOT / "requirements"
PIP = (sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check")
ROOMS = ("agents", "broker", "client", "desk", "engines", "enrichment", "schemas")

_BUILD_SDIST = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"


def tracked_files() -> list[Path]:
    """Return the files of the repository, from its root; links are among them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return [Path(name) for name in listed.split("\0") if name and (ROOT / name).exists()]


def packaged_files() -> set[str]:
    """Return the files of the package and its rooms, as a wheel should name them."""
    files = [path for path in tracked_files() if not (ROOT / path).is_symlink()]
    rooms = {f"newsdesk/{path}" for path in files if path.parts[0] in ROOMS}
    return rooms | {str(path) for path in files if path.parts[0] == "newsdesk"}


def copy_sources(target: Path) -> Path:
    """Copy the repository's files, and nothing that was built beside them."""
    for path in tracked_files():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / path, target / path, follow_symlinks=False)
    return target


def build_sdist(sources: Path, target: Path) -> Path:
    run([sys.executable, "-c", _BUILD_SDIST, str(target)], cwd=sources)
    (archive,) = target.glob("*.tar.gz")
    return archive


def build_wheel(source: Path, target: Path) -> Path:
    """Build a wheel of a folder or an sdist, with the setuptools that is installed here."""
    options = ("--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(target))
    run([*PIP, "wheel", *options, str(source)], cwd=target)
    (wheel,) = target.glob("*.whl")
    return wheel


def names_in_wheel(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return {name for name in archive.namelist() if not name.endswith("/")}


def names_in_sdist(sdist: Path) -> set[str]:
    """Return the files' names, without the folder that holds all of them."""
    with tarfile.open(sdist) as archive:
        return {member.name.partition("/")[2] for member in archive if not member.isdir()}


def run(command: list[str], cwd: Path) -> None:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
