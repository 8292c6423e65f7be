"""Workers, asked at `/ready` and `/metrics`. Their answers are untrusted text."""

import http.client
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsdesk.client.status.http_get import get
from newsdesk.client.status.worker_figures import WorkerFigures, figures_of

if TYPE_CHECKING:
    from prometheus_client.samples import Sample

RESTARTS = "newsdesk_model_restarts_total"
MEMORY = "newsdesk_resident_memory_bytes"
TRANSACTIONS = "newsdesk_transactions_total"
MODELS = "newsdesk_models_info"
BUILD = "newsdesk_build_info"


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """A worker at an address; `ready` is None if it did not answer, and `problem` says why.

    `blocked` has what blocks it by stage. The numbers are None where it has no metrics: restarts of
    the models' process, resident bytes of all its processes, and transactions that were aborted;
    so they are where prometheus-client, which reads metrics, is not installed.
    """

    address: str
    ready: bool | None = None
    problem: str | None = None
    blocked: dict[str, str] = field(default_factory=dict)
    version: str | None = None
    encoder: str | None = None
    dtype: str | None = None
    model_restarts: int | None = None
    memory_bytes: int | None = None
    transactions_aborted: int | None = None


def ask_worker(address: str) -> WorkerStatus:
    """Return what a worker says; never raises for what it answers."""
    return ask_in_full(address)[0]


def ask_in_full(address: str) -> tuple[WorkerStatus, WorkerFigures | None]:
    """Return what a worker says, and its figures where it has metrics that can be read."""
    try:
        ready, stages = _readiness(address)
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        problem = f"{type(error).__name__}: {error}".rstrip(": ")
        return WorkerStatus(address, problem=problem), None
    numbers, figures = _measured(address)
    return WorkerStatus(address, ready, None, stages, **numbers), figures


def _readiness(address: str) -> tuple[bool, dict[str, str]]:
    """Return whether a worker is ready, and what blocks each stage.

    Raises:
        OSError, ValueError, HTTPException: if it does not say so.
    """
    answer = json.loads(get(f"{address}/ready"))
    stages = answer["stages"] if isinstance(answer, dict) and "stages" in answer else None
    if not isinstance(stages, dict):
        raise ValueError("it does not answer as a worker does")
    blocked = {
        str(name): str(stage["problem"])
        for name, stage in stages.items()
        if isinstance(stage, dict) and stage.get("problem")
    }
    return answer.get("ready") is True, blocked


def _measured(address: str) -> tuple[dict[str, Any], WorkerFigures | None]:
    """Return what is shown of a worker's metrics; nothing where it has none."""
    numbers: dict[str, Any] = {}
    try:
        text = get(f"{address}/metrics").decode()
        samples = _samples(text)
        numbers = _numbers(samples)
        return numbers, figures_of(samples)
    except (OSError, ValueError, OverflowError, http.client.HTTPException):
        return numbers, None


def _samples(text: str) -> "list[Sample]":
    """Return the samples in a worker's metrics; none where nothing that reads them is installed.

    Raises:
        ValueError: if it is no text of metrics.
    """
    try:
        from prometheus_client.parser import text_string_to_metric_families
    except ModuleNotFoundError:
        return []
    return [s for family in text_string_to_metric_families(text) for s in family.samples]


def _numbers(samples: "Sequence[Sample]") -> dict[str, Any]:
    """Return the numbers of a `WorkerStatus`.

    Raises:
        ValueError, OverflowError: if one is no number.
    """
    infos = {s.name: s.labels for s in samples if s.name in (MODELS, BUILD)}
    models = infos.get(MODELS, {})
    aborted = [s for s in samples if s.labels.get("result") == "aborted"]
    return {
        "version": infos.get(BUILD, {}).get("version"),
        "encoder": models.get("encoder") or None,
        "dtype": models.get("dtype") or None,
        "model_restarts": _sum(samples, RESTARTS),
        "memory_bytes": _sum(samples, MEMORY),
        "transactions_aborted": _sum(aborted, TRANSACTIONS),
    }


def _sum(samples: "Sequence[Sample]", name: str) -> int | None:
    """Return the sum of a metric's samples, None if there are none.

    Raises:
        ValueError, OverflowError: if it is no number.
    """
    values = [sample.value for sample in samples if sample.name == name]
    return int(sum(values)) if values else None
