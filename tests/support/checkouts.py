"""Other versions of newsdesk, each in a folder."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def check_out(revision: str, folder: Path) -> Path:
    """Put the files of a revision into `folder`, and make sure that it runs by itself.

    Raises:
        CalledProcessError: if there is no such revision, or it cannot be imported.
    """
    folder.mkdir(parents=True, exist_ok=True)
    archive = subprocess.run(
        ["git", "archive", "--format=tar", revision], cwd=ROOT, check=True, capture_output=True
    )
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive.stdout, check=True)
    found = "import newsdesk.agents as a, sys; sys.stdout.write(a.__file__)"
    imported = subprocess.run(
        [sys.executable, "-c", found],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    assert Path(imported.stdout).is_relative_to(folder), imported.stdout
    return folder


def name_of(revision: str) -> str:
    """Return a revision's short name and the day it is of."""
    shown = ["git", "log", "-1", "--format=%h of %cs", revision]
    return subprocess.run(
        shown, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout.strip()
