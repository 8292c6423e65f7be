"""Whether the folders that newsdesk keeps files in can be written to, and have free space."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from newsdesk.commands.doctor.section import MIB, Problem, Section
from newsdesk.settings import Settings
from newsdesk.variables import PREFIX

MIN_FREE_BYTES = 256 * MIB
"""In bytes."""


def check_folders(settings: Settings) -> Section:
    """Examine the caches and the worker's state folder; nothing is written."""
    paths = {"caches": settings.cache.folder, "state": settings.worker.state_folder}
    folders = [folder_facts(kept, path) for kept, path in paths.items()]
    problems = tuple(problem for folder in folders for problem in folder_problems(folder))
    return Section("folders", {"folders": folders}, problems)


def folder_facts(kept: str, path: Path) -> dict[str, Any]:
    """Return whether files can be kept in `path`, which need not exist yet, and its free bytes."""
    existing = path.absolute()
    while not existing.exists():
        existing = existing.parent
    return {
        "kept": kept,
        "path": str(path),
        "writable": existing.is_dir() and os.access(existing, os.W_OK | os.X_OK),
        "free_bytes": shutil.disk_usage(existing).free,
    }


def folder_problems(folder: dict[str, Any]) -> Iterator[Problem]:
    """Yield the problems that a folder's facts show.

    Caches that have all that is needed need not be writable; others are a problem of the models.
    """
    state = folder["kept"] == "state"
    setting = "WORKER__STATE_FOLDER" if state else "CACHE__FOLDER"
    elsewhere = f"name another folder in {PREFIX}{setting}"
    if state and not folder["writable"]:
        yield Problem(
            f"Cannot write to {folder['path']}.",
            f"Give this user permission to write there, or {elsewhere}.",
        )
    if folder["free_bytes"] < MIN_FREE_BYTES:
        yield Problem(
            f"{folder['path']} has {folder['free_bytes'] / MIB:,.0f} MiB left.",
            f"Free at least {MIN_FREE_BYTES // MIB} MiB, or {elsewhere}.",
        )
