"""Whether the folders that newsdesk keeps files in can be written to, and have space left."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

from newsdesk.commands.doctor.section import MIB, Section, Wrong
from newsdesk.settings import Settings

LEAST_FREE = 256 * MIB
"""Bytes. Kafka's jars, which `newsdesk broker start` fetches, take 45 MB of them."""


def look_at_folders(settings: Settings) -> Section:
    """Look at the caches and at the worker's state folder; nothing is written."""
    paths = {"caches": user_cache_path("newsdesk"), "state": settings.worker.state_folder}
    folders = [folder_facts(kept, path) for kept, path in paths.items()]
    wrong = tuple(fault for folder in folders for fault in folder_faults(folder))
    return Section("folders", {"folders": folders}, wrong)


def folder_facts(kept: str, path: Path) -> dict[str, Any]:
    """Return whether files can be kept in `path`, which need not exist yet, and its free bytes."""
    place = path.absolute()
    while not place.exists():
        place = place.parent
    return {
        "kept": kept,
        "path": str(path),
        "writable": place.is_dir() and os.access(place, os.W_OK | os.X_OK),
        "free_bytes": shutil.disk_usage(place).free,
    }


def folder_faults(folder: dict[str, Any]) -> Iterator[Wrong]:
    """Yield what is wrong with a folder's facts."""
    state = folder["kept"] == "state"
    elsewhere = "name another folder in NEWSDESK_WORKER__STATE_FOLDER" if state else "set HOME anew"
    if not folder["writable"]:
        yield Wrong(
            f"Nothing can be written to {folder['path']}.",
            f"Give this user the right to write there, or {elsewhere}.",
        )
    if folder["free_bytes"] < LEAST_FREE:
        yield Wrong(
            f"{folder['path']} has {folder['free_bytes'] / MIB:,.0f} MiB left.",
            f"Make room for {LEAST_FREE // MIB} MiB, or {elsewhere}.",
        )
