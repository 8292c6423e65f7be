"""Running the stages' apps in this process until a signal ends them."""

from collections.abc import Sequence

import faust
import mode

from agents.health_server import HealthServer
from agents.host import ModelHost
from agents.loop_watch import LoopWatch


def run_apps(
    apps: Sequence[faust.App], host: ModelHost, health_server: HealthServer | None = None
) -> None:
    """Run until SIGTERM or SIGINT, finish the micro-batches in flight, and leave the groups.

    Raises:
        SystemExit: with 0 after a signal; with 1 after an error, when nothing that was in flight
            has been committed, so that the next worker takes it up again.
    """
    services = [LoopWatch(), *([health_server] if health_server else []), *apps]
    worker = mode.Worker(*services, override_logging=False, daemon=True, quiet=True)
    try:
        worker.execute_from_commandline()
    finally:
        host.close()
