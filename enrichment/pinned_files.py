"""Files that newsdesk fetches, and how they are verified."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file's name, and the SHA-256 of its bytes in hexadecimal."""

    name: str
    sha256: str

    def is_in(self, folder: Path) -> bool:
        """Whether the folder has exactly this file.

        Raises:
            OSError: if it is there and cannot be read.
        """
        path = folder / self.name
        return path.is_file() and sha256_of(path) == self.sha256


MULTILINGUAL_WEIGHTS = PinnedFile(
    "e5-small-q4.bin", "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
)
"""The weights of multilingual-e5-small in blocks of four-bit numbers."""

MULTILINGUAL_PIECES = PinnedFile(
    "pieces.model", "08143c6ece56454b88b967ca8b7679ade05b7a0cf083805c77a5889f81fb6bb1"
)
"""Its tokenizer, as sentencepiece reads it."""


def all_in(folder: Path, files: Sequence[PinnedFile]) -> bool:
    """Whether the folder has all the files, unchanged.

    Raises:
        OSError: if one cannot be read.
    """
    return all(file.is_in(folder) for file in files)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal.

    Raises:
        OSError: if it cannot be read.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
