"""The long fuzzing: `python -m tests.fuzz --minutes 60 --seed 7`."""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from random import Random

from rich.console import Console

from tests.fuzz.findings import Findings
from tests.fuzz.targets import TARGETS

GRACE_SECONDS = 600.0
"""To start on a busy machine, for the last input of a target, and for shrinking what it found."""

console = Console(highlight=False)


def main() -> int:
    """Fuzz each target in turn, and say what was found; 1 if anything was."""
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=Random().randrange(10_000))
    parser.add_argument("--only", nargs="*", choices=sorted(TARGETS), help="these targets alone")
    parser.add_argument("--folder", type=Path, help="for the findings; a new one if not given")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="newsdesk-fuzz-"))
    folder.mkdir(parents=True, exist_ok=True)
    names = options.only or list(TARGETS)
    seconds = 60 * options.minutes / len(names)
    console.print(f"seed {options.seed}, {seconds:.0f} s for each of {len(names)} targets")
    found: list[Path] = []
    for name in names:
        findings = Findings(folder, name)
        earlier = len(findings.all())
        command = [sys.executable, "-m", "tests.fuzz.child"]
        arguments = [name, str(seconds), str(options.seed), str(folder)]
        said = supervise([*command, *arguments], seconds + GRACE_SECONDS, findings)
        new = findings.all()[earlier:]
        found += new
        console.print(f"{name}: {said}{f', {len(new)} findings' if new else ''}")
    console.print(f"{len(found)} findings in {folder}" if found else "Nothing was found.")
    return 1 if found else 0


def supervise(command: Sequence[str], seconds: float, findings: Findings) -> str:
    """Run a target's process and return what it printed; how it ended may be a finding."""
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, text=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired:
        findings.ended(f"It did not end within {seconds:.0f} s.")
        return "killed"
    if done.returncode:
        findings.ended(f"The process ended with {done.returncode}.")
        return f"ended with {done.returncode}"
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
