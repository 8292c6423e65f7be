"""A cache of fitted heads on disk, so that a restarted worker need not fit them again."""

import contextlib
import os
import tempfile
from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load, save

from newsdesk.enrichment.topics.head import Head

_PREFIX = "head:"


class HeadStore:
    """Stores the heads of a taxonomy in a safetensors file named by their fingerprint.

    A file that cannot be read or written is ignored: heads can always be fitted again.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, fingerprint: str) -> dict[str, Head] | None:
        """Return the heads by the id of their parent label, or None if they are not stored."""
        if self._folder is None:
            return None
        try:
            tensors = load(self._file(self._folder, fingerprint).read_bytes())
        except (OSError, SafetensorError):
            return None
        return {name.removeprefix(_PREFIX): Head(weights) for name, weights in tensors.items()}

    def save(self, fingerprint: str, heads: dict[str, Head]) -> None:
        """Write the heads atomically."""
        if self._folder is None:
            return
        content = save({f"{_PREFIX}{name}": head.weights for name, head in heads.items()})
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(content)
            os.replace(file.name, self._file(self._folder, fingerprint))

    @staticmethod
    def _file(folder: Path, fingerprint: str) -> Path:
        return folder / f"{fingerprint}.safetensors"
