"""Fingerprints: hashes of the models, taxonomy, settings and code behind an event."""

import hashlib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOMS = ("engines", "enrichment", "schemas")
"""The packages whose code affects the content of events."""

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
"""Libraries whose rules, models or arithmetic affect events, not those that only transport them."""

SUFFIXES = frozenset({".py", ".yaml"})
"""File names of code and of the data that belongs to it."""


def combine(parts: Iterable[str]) -> str:
    """Return a hash of `parts`, in this order, as 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:16]


@cache
def code_digest() -> str:
    """Return a hash of the code that makes events, as installed at the first call.

    Two runs with the same fingerprint make the same event from the same message, except for
    rounding on another CPU. Models and settings alone do not guarantee that, so the hash covers
    newsdesk's version, the source files of ROOMS and the versions of LIBRARIES. Any change to
    them, even to a comment, changes it.
    """
    root = Path(__file__).parents[1]
    return combine([version("newsdesk"), *_library_versions(), *_file_hashes(root)])


def _library_versions() -> list[str]:
    # The part after the + is a build, such as torch's for CPUs, not another version (PEP 440).
    return [f"{name}=={version(name).partition('+')[0]}" for name in LIBRARIES]


def _file_hashes(root: Path) -> list[str]:
    files = sorted(
        path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in SUFFIXES
    )
    return [
        f"{path.relative_to(root).as_posix()}:{hashlib.sha256(path.read_bytes()).hexdigest()}"
        for path in files
    ]
