"""Where the files of multilingual-e5-small are, verified."""

from pathlib import Path

from newsdesk.engines.sources import ModelSource, ModelSourceError
from newsdesk.enrichment.pinned_files import (
    MULTILINGUAL_PIECES,
    MULTILINGUAL_WEIGHTS,
    PinnedFile,
)

MULTILINGUAL_NAME = "intfloat/multilingual-e5-small"


def multilingual_source(folder: Path) -> ModelSource:
    """Return the model in a folder that `newsdesk models fetch multilingual` filled.

    Raises:
        ModelSourceError: if a file is missing, cannot be read, or differs from the pinned one.
    """
    for file in (MULTILINGUAL_WEIGHTS, MULTILINGUAL_PIECES):
        _verify(file, folder)
    revision = f"sha256:{MULTILINGUAL_WEIGHTS.sha256[:12]}"
    return ModelSource(MULTILINGUAL_NAME, revision, folder)


def _verify(file: PinnedFile, folder: Path) -> None:
    path = folder / file.name
    try:
        if file.is_in(folder):
            return
    except OSError as error:
        raise ModelSourceError(f"Cannot read {path}: {error.strerror or error}.") from error
    raise ModelSourceError(
        f"{path} is missing or differs from the pinned {MULTILINGUAL_NAME}.",
        "`newsdesk models fetch multilingual` fetches it.",
    )
