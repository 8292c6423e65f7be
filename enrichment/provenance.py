"""Facts that an event records about its making: the models used, and how long they took."""

from datetime import UTC, datetime
from time import perf_counter

from newsdesk.enrichment.ports import ModelInfo
from newsdesk.schemas import ModelUse, StageTiming


def stage_timing(started: float, batch_size: int) -> StageTiming:
    """Return the timing of a micro-batch that started at `started`, a `perf_counter` reading."""
    seconds = round(perf_counter() - started, 4)
    return StageTiming(finished_at=datetime.now(UTC), batch_seconds=seconds, batch_size=batch_size)


def model_use(role: str, model: ModelInfo) -> ModelUse:
    """Return the entry for `model` in an event's list of models."""
    return ModelUse.model_validate(
        {
            "role": role,
            "name": model.name,
            "revision": model.revision,
            "fingerprint": model.fingerprint,
        }
    )
