"""The exact jars of the pinned Kafka, with their SHA-256 checksums.

The checksum file has one ``hash  path`` per line, in the layout of a Maven repository, so that
``sha256sum --check`` in the cache folder does the same as this module. After a change of
KAFKA_VERSION, ``python -m newsdesk.broker.pins`` writes the file again.
"""

import hashlib
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jgo.maven import MavenContext

from newsdesk.broker.errors import DistributionError

KAFKA_VERSION = "4.3.1"
CHECKSUM_FILE = Path(__file__).with_name(f"kafka-{KAFKA_VERSION}.sha256")

# Kafka's own dependencies bring no SLF4J binding, and without one it logs nothing at all.
_ROOTS = (
    f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}",
    "org.apache.logging.log4j:log4j-slf4j-impl:2.25.4",
)
_LINE = re.compile(r"(?P<sha256>[0-9a-f]{64})  (?P<path>\S+\.jar)")


@dataclass(frozen=True)
class PinnedJar:
    """One jar: its path in a Maven repository and its SHA-256 in lower-case hex."""

    path: PurePosixPath
    sha256: str

    @property
    def coordinate(self) -> str:
        """Return ``group:artifact:version``, read from the path."""
        *group, artifact, version, _ = self.path.parts
        return f"{'.'.join(group)}:{artifact}:{version}"


def pinned_jars(checksum_file: Path = CHECKSUM_FILE) -> tuple[PinnedJar, ...]:
    """Return the jars that the checksum file lists, in its order.

    Raises:
        DistributionError: the file is missing or a line is not ``hash  path``.
    """
    try:
        lines = checksum_file.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DistributionError(f"Cannot read Kafka's checksums: {error}.") from error
    jars = []
    for number, line in enumerate(lines, start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise DistributionError(
                f"{checksum_file.name}, line {number} is not a checksum and a jar: {line!r}."
            )
        jars.append(PinnedJar(PurePosixPath(match["path"]), match["sha256"]))
    return tuple(jars)


def sha256_of(file: Path) -> str:
    """Return the SHA-256 of the file's content in lower-case hex."""
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _resolved(roots: Iterable[str], folder: Path) -> list[Path]:
    """Return every jar that the roots need to run, downloaded into ``folder``."""
    context = MavenContext(repo_cache=folder, timeout=60)
    jars: set[Path] = set()
    for root in roots:
        inputs, others = context.resolver.resolve([context.create_dependency(root)])
        needed = [*inputs, *(jar for jar in others if jar.scope in {"compile", "runtime"})]
        jars.update(Path(jar.artifact.resolve()) for jar in needed)
    return sorted(jars)


def write_pins(checksum_file: Path = CHECKSUM_FILE) -> None:
    """Resolve Kafka's dependencies over the network and record what came."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = [
            f"{sha256_of(jar)}  {jar.relative_to(folder).as_posix()}\n"
            for jar in _resolved(_ROOTS, folder)
        ]
    checksum_file.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    write_pins()
