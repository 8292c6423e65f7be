"""The worker's health over HTTP, for orchestrators: /live and /ready."""

from collections.abc import Sequence
from time import monotonic

import mode
from aiohttp import web

from newsdesk.agents.health import StageHealth


class HealthServer(mode.Service):  # type: ignore[misc]
    """Answers 200 at `/live` while the process runs, and at `/ready` while no stage is blocked.

    Otherwise `/ready` answers 503. Either way its body says what blocks each stage.
    """

    def __init__(self, stages: Sequence[StageHealth], host: str, port: int) -> None:
        super().__init__()
        self._stages = stages
        self._address = (host, port)
        application = web.Application()
        application.router.add_get("/live", self._live)
        application.router.add_get("/ready", self._ready)
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
