"""The arithmetic that models use on this CPU: what was tried, what is chosen, and why."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from newsdesk.commands.doctor.reasons import reasons
from newsdesk.commands.doctor.section import Problem, Section
from newsdesk.composition import Composition
from newsdesk.engines import (
    Arithmetic,
    Calibration,
    ModelSourceError,
    delete_trials,
)
from newsdesk.enrichment.resources import available_cores
from newsdesk.settings import InferenceSettings, Settings


def check_arithmetic(settings: Settings, *, again: bool) -> Section:
    """Find the encoder's arithmetic; measure it if that was never done, or is wanted `again`.

    An encoder that cannot be read has no arithmetic; its problem is reported with the models.
    """
    problems = [*_drop(settings.cache.arithmetic)] if again else []
    try:
        calibration = Composition(settings).encoder_calibration
    except ModelSourceError:
        return Section("arithmetic", None, tuple(problems))
    problems += crowding(settings.inference, calibration.chosen, available_cores())
    return Section("arithmetic", _facts(settings, calibration), tuple(problems))


def _drop(folder: Path) -> Iterator[Problem]:
    try:
        delete_trials(folder)
    except OSError as error:
        yield Problem(
            f"Cannot delete the cached CPU benchmark: {error}.",
            f"Give this user permission to write to {folder}.",
        )


def crowding(settings: InferenceSettings, chosen: Arithmetic, cores: int) -> Iterator[Problem]:
    """Yield a problem if the settings ask for more threads than there are `cores`."""
    threads = chosen.lanes * chosen.threads
    if chosen.device == "cpu" and threads > cores:
        given = {"THREADS": settings.threads, "LANES": settings.lanes}
        names = " and ".join(f"NEWSDESK_INFERENCE__{name}" for name in given if given[name])
        yield Problem(
            f"{threads} threads would compute on {cores} cores, and wait for each other.",
            f"Unset {names}, or set at most {cores}.",
        )


def _facts(settings: Settings, calibration: Calibration) -> dict[str, Any]:
    chosen, file = calibration.chosen, calibration.file
    return {
        "dtype": chosen.name,
        "lanes": chosen.lanes,
        "threads": chosen.threads,
        "device": chosen.device,
        "because": [*reasons(settings, calibration)],
        "trials": [asdict(trial) for trial in calibration.tried],
        "kept_in": str(file) if file and file.exists() else None,
    }
