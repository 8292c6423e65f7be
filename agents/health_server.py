"""The worker's health over HTTP, for orchestrators: /live and /ready; and /metrics."""

from collections.abc import Sequence
from functools import partial
from time import monotonic

import mode
from aiohttp import web

from newsdesk.agents.health import StageHealth
from newsdesk.agents.metrics.exposition import Exposition


class HealthServer(mode.Service):  # type: ignore[misc]
    """Answers 200 at `/live` while the process runs, and at `/ready` while no stage is blocked.

    Otherwise `/ready` answers 503. Either way its body says what blocks each stage. `/metrics` has
    what is counted, in the text formats of Prometheus and OpenMetrics.
    """

    def __init__(
        self,
        stages: Sequence[StageHealth],
        host: str,
        port: int,
        metrics: Exposition | None = None,
    ) -> None:
        super().__init__()
        self._stages = stages
        self._address = (host, port)
        application = web.Application()
        application.router.add_get("/live", self._live)
        application.router.add_get("/ready", self._ready)
        if metrics:
            application.router.add_get("/metrics", partial(_metrics, metrics))
        self._runner = web.AppRunner(application, access_log=None)

    async def on_start(self) -> None:
        """Listen.

        Raises:
            OSError: if the port is taken.
        """
        await self._runner.setup()
        await web.TCPSite(self._runner, *self._address).start()

    async def on_stop(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _live(self, request: web.Request) -> web.Response:
        return web.json_response({"live": True})

    async def _ready(self, request: web.Request) -> web.Response:
        now = monotonic()
        stages = {
            health.stage: {
                "ready": health.problem is None,
                "problem": health.problem,
                "seconds_since_progress": round(now - health.progressed_at, 1),
            }
            for health in self._stages
        }
        ready = all(stage["ready"] for stage in stages.values())
        return web.json_response({"ready": ready, "stages": stages}, status=200 if ready else 503)


async def _metrics(metrics: Exposition, request: web.Request) -> web.Response:
    text, content_type = await metrics.text(request.headers.get("Accept", ""))
    return web.Response(body=text, headers={"Content-Type": content_type})
