"""Finding the fastest arithmetic on this machine, by timing a layer of the model's shape.

A CPU without native bfloat16 takes three times as long for it as for float32 (measured on Zen 3),
and one without int8 instructions gains little from int8. So it is measured, not assumed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from time import perf_counter

import structlog
import torch

from newsdesk.engines.arithmetic import Arithmetic, DtypeName, processor
from newsdesk.engines.gpu import accelerator
from newsdesk.engines.layer_trials import Shape, Trial, run_trials
from newsdesk.enrichment.cache_folder import CacheFolder
from newsdesk.enrichment.resources import available_cores

log = structlog.get_logger()

GAIN = 1.1
"""How many times faster a coarser arithmetic must be to be worth its rounding, and one lane of many
threads to be worth the synchronization between them."""

_FROM_FINE_TO_COARSE: tuple[DtypeName, ...] = ("float32", "bfloat16", "int8")


@dataclass(frozen=True, slots=True)
class Calibration:
    """The arithmetic of a model, and what was measured to choose it.

    Attributes:
        chosen: The arithmetic that was requested, or else the fastest.
        tried: The measurements on this CPU; empty on a machine with a GPU.
        compared: Those that were candidates: the ones with the requested number of lanes.
        file: Where the measurements are cached, if they are.
    """

    chosen: Arithmetic
    tried: tuple[Trial, ...] = ()
    compared: tuple[Trial, ...] = ()
    file: Path | None = None


def calibrate(
    dtype: DtypeName = "auto",
    threads: int | None = None,
    lanes: int | None = None,
    *,
    shape: Shape | None = None,
    int8: bool = False,
    cache: CacheFolder | Path | None = None,
) -> Calibration:
    """Choose the requested arithmetic; with `auto`, the fastest one on this machine.

    Args:
        dtype: The element type, or `auto`.
        threads: Threads in all lanes together; unset, one per core.
        lanes: Batches computed in parallel; unset, the fastest number.
        shape: The shape of the model.
        int8: Whether `auto` may choose int8: only for a model that tolerates it.
        cache: A folder for the measurements, by CPU and shape.
    """
    gpu = accelerator()
    if gpu:
        # int8 is for CPUs: its products are not implemented for GPUs.
        floats = dtype in ("float32", "bfloat16")
        return Calibration(replace(gpu, dtype=getattr(torch, dtype)) if floats else gpu)
    allowed = [name for name in _FROM_FINE_TO_COARSE if int8 or name != "int8"]
    dtypes = allowed if dtype == "auto" else [dtype]
    cores = threads or available_cores()
    shape = shape or Shape()
    folder = _folder(cache)
    found = trials(dtypes, cores, shape, folder)
    compared = [trial for trial in found if lanes in (None, trial.lanes)] or found
    best = fastest(compared).arithmetic
    if lanes:
        best = replace(best, lanes=lanes, threads=max(1, cores // lanes))
    file = folder.file(_name(_key(dtypes, cores, shape)))
    return Calibration(best, tuple(found), tuple(compared), file)


def fastest(found: Sequence[Trial]) -> Trial:
    """Return the fastest trial; a less preferred one must be faster by the factor GAIN.

    Finer arithmetic is preferred, and then lanes of fewer threads: threads that synchronize at
    every layer lose most as soon as anything else runs on the machine, which a trial does not show.
    """
    if not found:
        raise ValueError("nothing was tried")
    best_by_dtype = [
        _first_unless_slower(sorted(own, key=lambda trial: trial.threads))
        for dtype in _FROM_FINE_TO_COARSE
        if (own := [trial for trial in found if trial.dtype == dtype])
    ]
    return _first_unless_slower(best_by_dtype)


def _first_unless_slower(found: Sequence[Trial]) -> Trial:
    chosen = found[0]
    for trial in found[1:]:
        if trial.tokens_per_second > GAIN * chosen.tokens_per_second:
            chosen = trial
    return chosen


def trials(
    dtypes: Sequence[DtypeName],
    cores: int,
    shape: Shape,
    cache: CacheFolder | Path | None = None,
) -> list[Trial]:
    """Return the measurements on this CPU, from the `cache` if they are there."""
    key, folder = _key(dtypes, cores, shape), _folder(cache)
    if known := _read(folder.read(_name(key))):
        return known
    log.info("calibrating", dtypes=list(dtypes), cores=cores)
    started = perf_counter()
    found = list(run_trials(dtypes, cores, shape))
    content = {"measured": key, "trials": [asdict(trial) for trial in found]}
    folder.write(_name(key), json.dumps(content).encode())
    log.info("calibrated", seconds=round(perf_counter() - started, 1))
    return found


def delete_trials(cache: Path) -> None:
    """Delete all cached measurements; they are made again when next needed.

    Raises:
        OSError: if a file cannot be removed.
    """
    for file in cache.glob("*.json"):
        file.unlink(missing_ok=True)


def _key(dtypes: Sequence[DtypeName], cores: int, shape: Shape) -> str:
    """Name all that the speeds depend on: on another CPU, they are measured again."""
    torch_does = f"{torch.__version__} {torch.backends.cpu.get_cpu_capability()}"
    return f"{processor()}|{torch_does}|{cores}|{shape}|{sorted(dtypes)}"


def _name(key: str) -> str:
    return f"{hashlib.sha256(key.encode()).hexdigest()[:16]}.json"


def _folder(cache: CacheFolder | Path | None) -> CacheFolder:
    return cache if isinstance(cache, CacheFolder) else CacheFolder(cache)


def _read(content: bytes | None) -> list[Trial] | None:
    try:
        return [Trial(**trial) for trial in json.loads(content or b"")["trials"]]
    except (ValueError, KeyError, TypeError):
        return None
