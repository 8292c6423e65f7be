"""A description of the machine that was measured."""

import platform
from importlib.metadata import version
from typing import Any

import psutil

from newsdesk.engines import processor
from newsdesk.enrichment.resources import available_cores

_PACKAGES = ("newsdesk", "torch", "transformers", "faust-streaming", "aiokafka", "kafka-python")


def machine() -> dict[str, Any]:
    """Return processor, cores, memory, system, and the versions of the relevant packages."""
    return {
        "processor": processor(),
        "cores": available_cores(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "versions": {name: version(name) for name in _PACKAGES},
    }
