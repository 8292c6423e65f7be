"""A cache of fitted heads on disk, so that a restarted worker need not fit them again."""

from pathlib import Path

from safetensors import SafetensorError
from safetensors.numpy import load, save

from newsdesk.enrichment.cache_folder import CacheFolder
from newsdesk.enrichment.topics.head import Head

_PREFIX = "head:"


class HeadStore:
    """Stores the heads of a taxonomy in a safetensors file named by their fingerprint.

    A file that cannot be read or written is ignored: heads can always be fitted again.
    """

    def __init__(self, folder: CacheFolder | Path | None) -> None:
        self._folder = folder if isinstance(folder, CacheFolder) else CacheFolder(folder)

    def load(self, fingerprint: str) -> dict[str, Head] | None:
        """Return the heads by the id of their parent label, or None if they are not stored."""
        content = self._folder.read(_file(fingerprint))
        try:
            tensors = load(content) if content else None
        except SafetensorError:
            return None
        if tensors is None:
            return None
        return {name.removeprefix(_PREFIX): Head(weights) for name, weights in tensors.items()}

    def save(self, fingerprint: str, heads: dict[str, Head]) -> None:
        """Write the heads atomically."""
        content = save({f"{_PREFIX}{name}": head.weights for name, head in heads.items()})
        self._folder.write(_file(fingerprint), content)


def _file(fingerprint: str) -> str:
    return f"{fingerprint}.safetensors"
