"""Fitted heads on disk, so that a worker that starts again need not read the taxonomy's texts."""

import contextlib
import os
import tempfile
from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load, save

from newsdesk.enrichment.topics.head import Head

_PREFIX = "head:"


class HeadStore:
    """Keeps the heads of a taxonomy in a safetensors file, named by the hash of what made them.

    A file that cannot be read, or written, is passed over: heads can always be fitted anew.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def load(self, fingerprint: str) -> dict[str, Head] | None:
        """Return the heads, by the id of the label above; None where there are none yet."""
        if self._folder is None:
            return None
        try:
            tensors = load(self._file(self._folder, fingerprint).read_bytes())
        except (OSError, SafetensorError):
            return None
        return {name.removeprefix(_PREFIX): Head(weights) for name, weights in tensors.items()}

    def save(self, fingerprint: str, heads: dict[str, Head]) -> None:
        """Write the heads as a whole or not at all."""
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
