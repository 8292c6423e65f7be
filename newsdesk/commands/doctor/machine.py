"""The machine: its CPU, the cores and memory that newsdesk may use, and its GPU."""

import psutil

from newsdesk.commands.doctor.section import MIB, Problem, Section
from newsdesk.engines import gpu_name, processor
from newsdesk.enrichment.resources import available_cores, memory_limit

MIN_MEMORY_BYTES = 1024 * MIB
"""In bytes. A process that loads the built-in models and fits their heads takes this much."""


def check_machine(min_memory_bytes: int = MIN_MEMORY_BYTES) -> Section:
    """Find out what there is to compute with, and whether memory suffices."""
    memory = psutil.virtual_memory()
    total = min(memory.total, memory_limit())
    available = min(memory.available, total)
    facts = {
        "processor": processor(),
        "cores": available_cores(),
        "memory_bytes": total,
        "memory_available_bytes": available,
        "gpu": gpu_name(),
    }
    problem = Problem(
        f"{available // MIB:,} MiB of memory are available;"
        f" models take {min_memory_bytes // MIB:,}.",
        "Stop other processes, or give this machine or container more memory.",
    )
    return Section("machine", facts, (problem,) if available < min_memory_bytes else ())
