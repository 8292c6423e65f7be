"""The answer at `/metrics`: text in the format that was asked for, made once a second at most."""

import asyncio
from collections.abc import Callable
from time import monotonic, time

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder

from newsdesk.agents.health import StageHealth
from newsdesk.agents.metrics.collector import WorkerCollector
from newsdesk.agents.metrics.model_metrics import ModelMetrics
from newsdesk.agents.metrics.process_tree import ProcessTree, look_at_processes
from newsdesk.agents.metrics.stage_metrics import StageMetrics

_KEPT_SECONDS = 1.0
"""However many ask, a worker spends no more than some milliseconds of a second on it."""

_OPENMETRICS = "application/openmetrics-text; version=1.0.0"


class Exposition:
    """The metrics of a worker as text, from a private registry or the one that is given."""

    def __init__(
        self,
        stages: list[StageMetrics],
        healths: list[StageHealth],
        models: ModelMetrics,
        registry: CollectorRegistry | None = None,
    ) -> None:
        self._registry = registry or CollectorRegistry(auto_describe=False)
        self._tree = ProcessTree()
        collector = WorkerCollector(stages, healths, models, time(), lambda: self._tree)
        self._registry.register(collector)
        self._kept: dict[str, tuple[float, bytes]] = {}
        self._making = asyncio.Lock()

    async def text(self, accept: str) -> tuple[bytes, str]:
        """Return the text in the format that the header Accept asks for, and its content type."""
        encode, content_type = _format(accept)
        async with self._making:
            made, text = self._kept.get(content_type, (float("-inf"), b""))
            if monotonic() - made >= _KEPT_SECONDS:
                # The system is asked in a thread; the numbers are read here, where they change.
                self._tree = await asyncio.to_thread(look_at_processes)
                text = encode(self._registry)
                self._kept[content_type] = (monotonic(), text)
        return text, content_type


def _format(accept: str) -> tuple[Callable[[CollectorRegistry], bytes], str]:
    """Return how to write the text, and its content type: one of two, whatever is asked for."""
    kinds = (part.partition(";")[0].strip().lower() for part in accept.split(","))
    return choose_encoder(_OPENMETRICS if "application/openmetrics-text" in kinds else "")
