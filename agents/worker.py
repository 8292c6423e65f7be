"""Running the stages' apps in this process until a signal ends them."""

import asyncio
import contextlib
import signal
from collections.abc import Sequence
from types import FrameType

import faust
import mode
import structlog

from newsdesk.agents.allocator import use_one_heap
from newsdesk.agents.health import StageHealth
from newsdesk.agents.health_server import HealthServer
from newsdesk.agents.host import ModelHost
from newsdesk.agents.loop_watch import LoopWatch
from newsdesk.agents.rights_watch import RightsWatch
from newsdesk.agents.stop_limit import StopLimit
from newsdesk.client.status.readiness import LOADING

log = structlog.get_logger()

_STOPPING = (signal.SIGINT, signal.SIGTERM)


class _Worker(mode.Worker):  # type: ignore[misc]
    """Hears signals from its start to the end of the process, however often they come.

    The event loop's own handlers would be gone once it is closed, and a signal would end the
    process then with another exit code.
    """

    def install_signal_handlers(self) -> None:
        for number in _STOPPING:
            signal.signal(number, self._hear)

    def _hear(self, number: int, frame: FrameType | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: it has stopped
            self.loop.call_soon_threadsafe(self._stop_once, signal.Signals(number))

    def _stop_once(self, received: signal.Signals) -> None:
        if not self._signal_stop_time:
            log.info("stopping", signal=received.name)
        self._schedule_shutdown(received)


def run_apps(
    apps: Sequence[faust.App],
    host: ModelHost,
    health_server: HealthServer | None = None,
    stop_seconds: float = 45.0,
    healths: Sequence[StageHealth] = (),
    rights_watch: RightsWatch | None = None,
) -> None:
    """Load the models, and run until SIGTERM or SIGINT.

    Then the micro-batches in flight are finished, and the groups are left. Stopping takes
    `stop_seconds` at most.

    Args:
        apps: The stages.
        host: Loads the models, if it has not done so.
        health_server: Answers from the beginning.
        stop_seconds: The limit on stopping.
        rights_watch: Lets the apps start once no right in Kafka is missing.
        healths: The stages' health; they are not ready while the models are loaded.

    Raises:
        SystemExit: with 0 after a signal; with 1 after an error. Then nothing that was in flight
            has been committed, and the next worker processes it.
        ChildFailed: if the models cannot be loaded.
    """
    use_one_heap()
    before = filter(None, (health_server, rights_watch))
    services = [LoopWatch(), *before, *apps, StopLimit(stop_seconds, host)]
    worker = _Worker(*services, override_logging=False, daemon=True, quiet=True)
    try:
        worker.loop.run_until_complete(_load(host, health_server, healths))
        worker.execute_from_commandline()
    finally:
        for number in _STOPPING:
            # Python's own end would give an own handler up, and the signal its exit code.
            signal.signal(number, signal.SIG_IGN)
        host.close()


async def _load(
    host: ModelHost, health_server: HealthServer | None, healths: Sequence[StageHealth]
) -> None:
    for health in healths:
        health.waits_for(LOADING)
    if health_server:
        await health_server.maybe_start()
    try:
        await asyncio.to_thread(host.load)
    except BaseException:
        if health_server:
            await health_server.stop()
        raise
    for health in healths:
        health.waits_no_more()
