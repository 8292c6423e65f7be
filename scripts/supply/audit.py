"""Known weaknesses of the locked dependencies, where an index that knows them can be reached.

`python -m scripts.supply.audit` ends with 1 if there are any, and with 0 and a line if none of
them could be looked up. Further arguments go to pip-audit.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from scripts.supply.lock import LOCK

_COMMAND = ("-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off")
_SECONDS = 600


def main(*arguments: str) -> int:
    """Run pip-audit on the lock, print what it finds, and return the exit code."""
    command = [sys.executable, *_COMMAND, "--format=json", "--requirement", str(LOCK), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS)
        report = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        report = {"dependencies": []}
    lines, code = [*summary(report)], exit_code(report)
    print("\n".join(lines))  # noqa: T201
    return code


def summary(report: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each weakness in pip-audit's report, and one on what was looked up."""
    found = [one for one in report["dependencies"] if "skip_reason" not in one]
    if not found:
        yield "Skipped: no index that knows of weaknesses can be reached."
        return
    for one in found:
        for weakness in one["vulns"]:
            fixed = ", ".join(weakness["fix_versions"]) or "none yet"
            yield f"{one['name']} {one['version']}: {weakness['id']}, fixed in {fixed}"
    yield f"{len(found)} of {len(report['dependencies'])} packages were looked up."


def exit_code(report: dict[str, Any]) -> int:
    """Return 1 if there is any weakness in pip-audit's report, else 0."""
    return int(any(one.get("vulns") for one in report["dependencies"]))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
