"""Stages that are built only once the worker has stopped."""

import time
from pathlib import Path

from newsdesk.agents import AnyStage


def build_slowly(built: str) -> dict[str, AnyStage]:
    """Return no stages after a while, and leave the file `built`."""
    time.sleep(1)
    Path(built).touch()
    return {}
