"""Commands of the system: run, and read when they fail."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


class CommandError(Exception):
    """Raised when a command fails; it says which, and what it wrote."""


class Skipped(Exception):
    """Raised when this machine cannot run the test; it says why, in one line."""


def run(
    *command: str | Path,
    environment: Mapping[str, str] | None = None,
    seconds: float = 600,
    text: str | None = None,
) -> str:
    """Run a command with more variables, and `text` on its standard input; return its output.

    Raises:
        CommandError: if it fails, or takes longer.
    """
    line = [str(part) for part in command]
    try:
        done = subprocess.run(
            line,
            env={**os.environ, **(environment or {})},
            input=text,
            capture_output=True,
            timeout=seconds,
            check=False,
            encoding="utf-8",
        )
    except subprocess.TimeoutExpired as error:
        raise CommandError(f"{' '.join(line)}: no end after {seconds:.0f} s") from error
    if done.returncode:
        raise CommandError(f"{' '.join(line)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout
