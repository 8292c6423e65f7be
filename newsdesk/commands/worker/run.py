"""The worker: stages, their delivery and their Faust apps, in one process."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TypeAlias

from newsdesk.agents import (
    AnyStage,
    BatchLimits,
    Consumption,
    Exposition,
    HealthServer,
    ModelHost,
    RightsWatch,
    StageHealth,
    StageMetrics,
    build_app,
    run_apps,
)
from newsdesk.broker.private import make_private
from newsdesk.chain import StageName, stage_spec
from newsdesk.commands.worker.child_stages import build_stages
from newsdesk.composition import route
from newsdesk.rights import Role, rights_of, tasks_of
from newsdesk.settings import Settings, WorkerSettings

_LEAVE_SECONDS = 15.0
"""For closing connections and leaving the groups, after the micro-batches in flight."""

StageBuilder: TypeAlias = Callable[[Settings, Sequence[StageName]], Mapping[str, AnyStage]]
"""Builds the stages of those names; it is pickled and called in the child process."""


def run_worker(
    settings: Settings, stages: Sequence[StageName], build: StageBuilder = build_stages
) -> None:
    """Load the models of `stages` and run them until a signal ends the process.

    The health server answers while they are loaded.

    Raises:
        SystemExit: always; the code is 0 after SIGTERM or SIGINT.
        ChildFailed: if the models cannot be loaded.
    """
    _close_state_folders(settings, stages)
    host = ModelHost(partial(build, settings.without_kafka(), stages), settings.worker.hang_seconds)
    cluster = settings.kafka.cluster()
    healths = {name: StageHealth(name) for name in stages}
    metrics = {name: StageMetrics(name) for name in stages}
    exposition = Exposition([*metrics.values()], [*healths.values()], host.metrics)
    apps = [
        build_app(
            route=route(stage_spec(name), settings.topics),
            group=stage_spec(name).group(settings.worker),
            host=host,
            cluster=cluster,
            consumption=_consumption(settings.worker),
            health=health,
            data_folder=settings.worker.state_folder,
            metrics=None if settings.worker.health_port is None else metrics[name],
        )
        for name, health in healths.items()
    ]
    run_apps(
        apps,
        host,
        _health_server(settings.worker, list(healths.values()), exposition),
        settings.worker.drain + _LEAVE_SECONDS,
        [*healths.values()],
        _rights_watch(settings, healths),
    )


def _close_state_folders(settings: Settings, stages: Sequence[StageName]) -> None:
    """Leave what Faust writes to this user alone; what another user has made stays as it is."""
    for name in stages:
        with suppress(PermissionError):
            make_private(settings.worker.state_folder / stage_spec(name).group(settings.worker))


def _health_server(
    worker: WorkerSettings, stages: list[StageHealth], metrics: Exposition
) -> HealthServer | None:
    if worker.health_port is None:
        return None
    return HealthServer(stages, worker.health_host, worker.health_port, metrics)


def _rights_watch(settings: Settings, healths: Mapping[StageName, StageHealth]) -> RightsWatch:
    rights = {
        health: rights_of(tasks_of(Role.WORKER, [name]), settings)
        for name, health in healths.items()
    }
    return RightsWatch(rights, settings.kafka.cluster())


def _consumption(worker: WorkerSettings) -> Consumption:
    return Consumption(
        limits=BatchLimits(
            messages=worker.max_batch,
            value_bytes=worker.max_batch_bytes,
            rejected_in_a_row=worker.max_rejected_in_a_row,
        ),
        session_timeout=worker.session_timeout,
        max_poll_interval=worker.max_poll_interval,
        drain=worker.drain,
        max_attempts=worker.max_attempts,
        stall_seconds=worker.stall_seconds,
    )
