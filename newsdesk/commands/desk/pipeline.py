"""How the desk looks at the chain: by the rights of `newsdesk status`, which it runs without."""

from collections.abc import Sequence
from pathlib import Path

from newsdesk.chain import chain_groups
from newsdesk.client.missing_rights import require_rights
from newsdesk.client.status.look import Look
from newsdesk.client.status.worker_addresses import addresses
from newsdesk.desk.pipeline.monitoring import Monitoring
from newsdesk.desk.pipeline.sampler import Sampler
from newsdesk.desk.web.changes import ChangeBell
from newsdesk.desk.web.context import PipelineContext
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.settings import Settings


def workers_of(settings: Settings) -> list[str]:
    """Return the addresses of the workers to show.

    Raises:
        WorkerAddressError: if one is none.
    """
    worker = settings.worker
    return addresses(settings.desk.workers, worker.health_host, worker.health_port)


def pipeline_of(
    settings: Settings, database: Path, workers: Sequence[str]
) -> tuple[Sampler, PipelineContext]:
    """Return what looks at the chain, and what the pages know of it. Needs a running loop."""
    bell = ChangeBell()
    sampler = Sampler(lambda: _look(settings), database, workers, bell.ring)
    chain = chain_groups(settings.worker, settings.topics)
    monitoring = Monitoring(settings.desk.prometheus or "", settings.desk.grafana or "")
    return sampler, PipelineContext(chain, lambda: sampler.state, bell, monitoring)


def _look(settings: Settings) -> Look:
    """Return what looks at the chain.

    Raises:
        RightsError: naming the rights that are missing.
        UnreachableError: if Kafka does not answer.
    """
    cluster = settings.kafka.cluster()
    require_rights(cluster, rights_of([Task.STATUS], settings))
    return Look(cluster, chain_groups(settings.worker, settings.topics))
