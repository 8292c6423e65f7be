"""Workers, asked at `/ready` and `/metrics`. Their answers are untrusted text."""

import http.client
import json
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from prometheus_client.parser import text_string_to_metric_families

from newsdesk.schemas.errors import NewsdeskError
from newsdesk.settings import WorkerSettings

_SECONDS = 3.0
_MAX_BYTES = 4 * 1024 * 1024

RESTARTS = "newsdesk_model_restarts_total"
MEMORY = "newsdesk_resident_memory_bytes"
TRANSACTIONS = "newsdesk_transactions_total"
MODELS = "newsdesk_models_info"
BUILD = "newsdesk_build_info"


class WorkerAddressError(NewsdeskError):
    """Raised when an address of a worker is none."""


@dataclass(frozen=True, slots=True)
class WorkerStatus:
    """A worker at an address; `ready` is None if it did not answer, and `problem` says why.

    `blocked` has what blocks it by stage. The numbers are None where it has no metrics: restarts of
    the models' process, resident bytes of all its processes, and transactions that were aborted.
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


def addresses(given: Sequence[str], worker: WorkerSettings) -> list[str]:
    """Return the addresses to ask: those that are given, or the one of this machine's settings.

    Raises:
        WorkerAddressError: if one is no address.
    """
    if given:
        return [_address(each) for each in given]
    if worker.health_port is None:
        return []
    # Nothing is bound here.
    any_address = worker.health_host in ("0.0.0.0", "::", "")  # nosec B104
    host = "127.0.0.1" if any_address else worker.health_host
    return [f"http://{f'[{host}]' if ':' in host else host}:{worker.health_port}"]


def ask_worker(address: str) -> WorkerStatus:
    """Return what a worker says; never raises for what it answers."""
    try:
        ready, stages = _readiness(address)
    except (OSError, ValueError, RecursionError, http.client.HTTPException) as error:
        return WorkerStatus(address, problem=f"{type(error).__name__}: {error}".rstrip(": "))
    return WorkerStatus(address, ready, None, stages, **_numbers(address))


def _address(given: str) -> str:
    address = given if "://" in given else f"http://{given}"
    try:
        parts = urlsplit(address)
        is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        is_address = False
    if not is_address:
        raise WorkerAddressError(
            f"{given!r} is not the address of a worker.",
            "Give host:port, the port of NEWSDESK_WORKER__HEALTH_PORT.",
        )
    return address.rstrip("/")


def _readiness(address: str) -> tuple[bool, dict[str, str]]:
    """Return whether a worker is ready, and what blocks each stage.

    Raises:
        OSError, ValueError, HTTPException: if it does not say so.
    """
    answer = json.loads(_get(f"{address}/ready"))
    stages = answer["stages"] if isinstance(answer, dict) and "stages" in answer else None
    if not isinstance(stages, dict):
        raise ValueError("it does not answer as a worker does")
    blocked = {
        str(name): str(stage["problem"])
        for name, stage in stages.items()
        if isinstance(stage, dict) and stage.get("problem")
    }
    return answer.get("ready") is True, blocked


def _numbers(address: str) -> dict[str, Any]:
    """Return what is shown of a worker's metrics; nothing where it has none."""
    try:
        text = _get(f"{address}/metrics").decode()
        samples = [s for family in text_string_to_metric_families(text) for s in family.samples]
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
    except (OSError, ValueError, OverflowError, http.client.HTTPException):
        return {}


def _sum(samples: Sequence[Any], name: str) -> int | None:
    """Return the sum of a metric's samples, None if there are none.

    Raises:
        ValueError, OverflowError: if it is no number.
    """
    values = [sample.value for sample in samples if sample.name == name]
    return int(sum(values)) if values else None


def _get(url: str) -> bytes:
    """Return what is at an address, also with status 503.

    Raises:
        OSError, ValueError, HTTPException: if nothing is, or too much.
    """
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=_SECONDS) as response:
            found: bytes = response.read(_MAX_BYTES + 1)
    except HTTPError as error:
        with error:
            if error.code != http.client.SERVICE_UNAVAILABLE:
                raise OSError(f"status {error.code}") from error
            found = error.read(_MAX_BYTES + 1)
    if len(found) > _MAX_BYTES:
        raise ValueError("its answer is too long")
    return found
