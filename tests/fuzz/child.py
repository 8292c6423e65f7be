"""Fuzzes one target: `python -m tests.fuzz.child TARGET SECONDS SEED FOLDER`."""

import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings

from tests.fuzz.findings import Findings
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

MAX_FINDINGS = 5
"""For one target: most are of the same kind."""

_MEMORY = 6 * 1024**3
_MORE_CPU_SECONDS = 120
"""For imports, the last input, and shrinking; what takes longer is in a loop without end."""


def fuzz(target: Target, seconds: float, number: int, findings: Findings) -> int:
    """Try inputs for that long, each round with another seed; return how many were tried."""
    chance = Random(f"{number}/{target.name}")
    end = time.monotonic() + seconds
    tried = 0

    def try_one(value: object) -> None:
        nonlocal tried
        tried += 1
        findings.begin(value)
        target.run(value)

    while time.monotonic() < end and len(findings.all()) < MAX_FINDINGS:
        try:
            _round(target, chance.randrange(2**32), try_one)()
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what was looked for
            findings.failed(error)
    findings.done()
    return tried


def _round(target: Target, number: int, try_one: Callable[[object], None]) -> Callable[[], None]:
    configured = settings(
        max_examples=target.examples,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    tested: Callable[[], None] = seed(number)(configured(given(target.inputs)(try_one)))
    return tested


def main() -> None:
    """Fuzz the target that the command line names."""
    name, seconds, number, folder = sys.argv[1:]
    cpu = round(float(seconds)) + _MORE_CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu + 10))
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    tried = fuzz(TARGETS[name], float(seconds), int(number), Findings(Path(folder), name))
    print(f"{tried:,} inputs")  # noqa: T201


if __name__ == "__main__":
    main()
