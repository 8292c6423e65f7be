"""The locked dependencies of the worker, which are all that any install of newsdesk has."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements" / "runtime.txt"

_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;]+)")


@dataclass(frozen=True, slots=True)
class Pinned:
    """A package of the lock."""

    name: str
    version: str


def pinned_packages(lock: Path = LOCK) -> list[Pinned]:
    """Return the packages in the order of the lock; some are there in two versions."""
    lines = lock.read_text("utf-8").splitlines()
    found = filter(None, map(_PINNED.match, lines))
    return [Pinned(match["name"], match["version"]) for match in found]
