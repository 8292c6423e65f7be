"""Both stages, or some, with the settings of the environment and an enrichment without a model.

`python -m tests.support.settings_worker [STAGE…]`. Like `newsdesk worker`, it waits for its rights.
"""

import os
import sys
from functools import partial

from newsdesk.agents import (
    BatchLimits,
    Consumption,
    HealthServer,
    ModelHost,
    RightsWatch,
    StageHealth,
    build_app,
    run_apps,
)
from newsdesk.chain import StageName
from newsdesk.logs import configure_logs
from newsdesk.rights import Role, rights_of, tasks_of
from newsdesk.settings import Settings
from tests.support.echo_worker import echo_route
from tests.torture.chain_worker import build_stages, summarize_route

PREFIX = "TEST_PREFIX"
"""The variable with the prefix of the topics."""


def main() -> None:
    settings, prefix = Settings.load(), os.environ[PREFIX]
    configure_logs(settings.log)
    names = [StageName(name) for name in sys.argv[1:]] or list(StageName)
    routes = {route.stage: route for route in (echo_route(prefix), summarize_route(prefix))}
    cluster, worker = settings.kafka.cluster(), settings.worker
    host = ModelHost(partial(build_stages, prefix, 0.0, None), worker.hang_seconds)
    healths = {name: StageHealth(name) for name in names}
    apps = [
        build_app(
            route=routes[name],
            group=f"{worker.group}.{name}",
            host=host,
            cluster=cluster,
            consumption=Consumption(BatchLimits()),
            health=health,
            data_folder=worker.state_folder,
        )
        for name, health in healths.items()
    ]
    rights = {
        health: rights_of(tasks_of(Role.WORKER, [name]), settings)
        for name, health in healths.items()
    }
    port = worker.health_port
    server = HealthServer([*healths.values()], "127.0.0.1", port) if port else None
    run_apps(apps, host, server, rights_watch=RightsWatch(rights, cluster))


if __name__ == "__main__":
    main()
