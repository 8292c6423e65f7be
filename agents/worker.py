"""Running the stages' apps in this process until a signal ends them."""

from collections.abc import Sequence

import faust
import mode

from newsdesk.agents.allocator import use_one_heap
from newsdesk.agents.health_server import HealthServer
from newsdesk.agents.host import ModelHost
from newsdesk.agents.loop_watch import LoopWatch
from newsdesk.agents.rights_watch import RightsWatch
from newsdesk.agents.stop_limit import StopLimit


def run_apps(
    apps: Sequence[faust.App],
    host: ModelHost,
    health_server: HealthServer | None = None,
    stop_seconds: float = 45.0,
    rights_watch: RightsWatch | None = None,
) -> None:
    """Run until SIGTERM or SIGINT, finish the micro-batches in flight, and leave the groups.

    Stopping takes `stop_seconds` at most. The apps start once `rights_watch` lets them.

    Raises:
        SystemExit: with 0 after a signal; with 1 after an error. Then nothing that was in flight
            has been committed, and the next worker processes it.
    """
    use_one_heap()
    before = filter(None, (health_server, rights_watch))
    services = [LoopWatch(), *before, *apps, StopLimit(stop_seconds, host)]
    worker = mode.Worker(*services, override_logging=False, daemon=True, quiet=True)
    try:
        worker.execute_from_commandline()
    finally:
        host.close()
