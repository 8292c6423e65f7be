"""A cache of fitted heads on disk, so that a restarted worker need not fit them again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load, save

from newsdesk.enrichment.cache_folder import CacheFolder
from newsdesk.enrichment.ports import Vectors
from newsdesk.enrichment.topics.head import Head

_PREFIX = "head:"
_CENTER = "center"


@dataclass(frozen=True, slots=True)
class StoredHeads:
    """Heads by the id of their parent label, and where their vectors are seen from, if set."""

    heads: Mapping[str, Head]
    center: Vectors | None = None


class HeadStore:
    """Stores the heads of a taxonomy in a safetensors file named by their fingerprint.

    A file that cannot be read or written is ignored: heads can always be fitted again.
    """

    def __init__(self, folder: CacheFolder | Path | None) -> None:
        self._folder = folder if isinstance(folder, CacheFolder) else CacheFolder(folder)

    def load(self, fingerprint: str) -> StoredHeads | None:
        """Return the heads, or None if they are not stored."""
        content = self._folder.read(_file(fingerprint))
        try:
            tensors = load(content) if content else None
        except SafetensorError:
            return None
        if tensors is None:
            return None
        center = tensors.pop(_CENTER, None)
        heads = {name.removeprefix(_PREFIX): Head(weights) for name, weights in tensors.items()}
        return StoredHeads(heads, center)

    def save(self, fingerprint: str, stored: StoredHeads) -> None:
        """Write the heads atomically."""
        tensors = {f"{_PREFIX}{name}": head.weights for name, head in stored.heads.items()}
        if stored.center is not None:
            tensors[_CENTER] = stored.center
        self._folder.write(_file(fingerprint), save(tensors))


def _file(fingerprint: str) -> str:
    return f"{fingerprint}.safetensors"
