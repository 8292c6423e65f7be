"""Virtual environments to install into, filled by the pip of the tests' own environment."""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path

from tests.packaging.building import PIP, run


class Environment:
    """A virtual environment that has nothing, not even pip."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        run([sys.executable, "-m", "venv", "--without-pip", str(folder)], cwd=folder.parent)
        self.python = folder / "bin" / "python"
        (self.packages,) = folder.glob("lib/python3.*/site-packages")

    def install(self, *arguments: str, compiled: bool = False) -> None:
        """Install as pip does; unless it matters, without the copies that it compiles."""
        compile = "--compile" if compiled else "--no-compile"
        self._pip("install", "--no-deps", compile, *arguments)

    def uninstall(self, package: str) -> None:
        self._pip("uninstall", "--yes", package)

    def see_packages_of_the_tests(self) -> None:
        """Let everything be imported that the tests' environment has, but for newsdesk."""
        # Files that end in .pth count in this folder only, so its editable newsdesk is not seen.
        (self.packages / "tests.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def files(self) -> set[str]:
        """Return all that is there, folders and compiled copies included."""
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}

    def size(self) -> int:
        """Return the bytes of all files that are installed, compiled copies among them."""
        return sum(path.stat().st_size for path in self.packages.rglob("*") if path.is_file())

    def newsdesk(
        self, *arguments: str, cwd: Path, **variables: str
    ) -> "subprocess.CompletedProcess[str]":
        return self._run([str(self.folder / "bin" / "newsdesk"), *arguments], cwd, variables)

    def execute(self, code: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
        return self._run([str(self.python), "-c", code], cwd, {})

    def _pip(self, *arguments: str) -> None:
        run([*PIP, "--python", str(self.python), *arguments], cwd=self.folder)

    def _run(
        self, command: list[str], cwd: Path, variables: dict[str, str]
    ) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=cwd,
            env={**os.environ, **variables},
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
