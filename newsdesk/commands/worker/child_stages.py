"""Builds the stages with their models, in the worker's child process."""

from collections.abc import Sequence

from newsdesk.agents import AnyStage, TextLimits, TextPool, keep_large_buffers
from newsdesk.chain import StageName
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings


def build_stages(settings: Settings, names: Sequence[StageName]) -> dict[str, AnyStage]:
    """Build the stages of `names` and load their models; to be called in the child process.

    Raises:
        ModelSourceError, TaxonomyError: if a model or the taxonomy cannot be loaded.
    """
    # Imported here so that torch is loaded only in the child.
    from newsdesk.commands.worker.activity_report import keep_reporting
    from newsdesk.composition import Composition

    keep_large_buffers()
    configure_logs(settings.log)
    limits = TextLimits(settings.limits.seconds, settings.limits.memory_mib * 1024**2)
    pool = TextPool(limits)
    composition = Composition(settings, pool)
    stages = {name.value: composition.stage(name) for name in names}
    # Else the worker's first partitions would wait for it.
    pool.wait_until_ready()
    if composition.used_reader:
        keep_reporting(composition.used_reader, composition.batcher)
    return stages
