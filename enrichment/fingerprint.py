"""One hash for all that made an event: models, taxonomy, settings and code."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOMS = ("engines", "enrichment", "schemas")
"""Where the code is that works on articles; what is in other rooms shapes no event."""

LIBRARIES = (
    "ftfy",
    "justext",
    "lxml",
    "numpy",
    "py3langid",
    "scipy",
    "sentencex",
    "torch",
    "trafilatura",
    "transformers",
)
"""Whose rules, models or arithmetic shape events; not those that only read or write them."""

SUFFIXES = frozenset({".py", ".yaml"})
"""Of code, and of the data that belongs to it."""


def combine(parts: Iterable[str]) -> str:
    """Return one hash of `parts` in their order, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


@cache
def code_digest() -> str:
    """Return a hash of the code that makes events, as it was installed when first asked for.

    An event's fingerprint promises that two runs with the same one give the same event for the
    same message, but for the rounding of another CPU. Models and settings alone could not promise
    it. So this covers newsdesk's version, the source files of ROOMS, and the versions of LIBRARIES;
    any change in them counts as other code, be it of a comment.
    """
    root = Path(__file__).parents[1]
    return combine([version("newsdesk"), *_library_versions(), *_file_hashes(root)])


def _library_versions() -> list[str]:
    # What follows the + names a build, such as torch's for CPUs, not another version (PEP 440).
    return [f"{name}=={version(name).partition('+')[0]}" for name in LIBRARIES]


def _file_hashes(root: Path) -> list[str]:
    files = sorted(
        path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in SUFFIXES
    )
    return [
        f"{path.relative_to(root).as_posix()}:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    ]
