"""Builds the stages with their models, in the worker's child process."""

from collections.abc import Sequence
from functools import partial
from time import monotonic

import structlog

from newsdesk.agents import AnyStage, ObservedStages, TextLimits, TextPool, keep_large_buffers
from newsdesk.chain import StageName
from newsdesk.enrichment.resources import available_cores, memory_limit
from newsdesk.logs import configure_logs, log_everything
from newsdesk.settings import LimitSettings, Settings

log = structlog.get_logger()

_PROCESS_BYTES = 256 * 1024**2
"""Memory for a text process beside the models, at least."""


def build_stages(settings: Settings, names: Sequence[StageName]) -> dict[str, AnyStage]:
    """Build the stages of `names` and load their models; to be called in the child process.

    Raises:
        ModelSourceError, TaxonomyError: if a model or the taxonomy cannot be loaded.
    """
    # Imported here so that torch is loaded only in the child.
    from newsdesk.commands.worker.activity_report import keep_reporting
    from newsdesk.commands.worker.models_report import activity_of, names_of
    from newsdesk.composition import Composition

    keep_large_buffers()
    configure_logs(settings.log)
    log_everything()
    started = monotonic()
    pool = _text_pool(settings.limits)
    composition = Composition(settings, pool)
    stages = {name.value: composition.stage(name) for name in names}
    # Else the worker's first partitions would wait for it.
    pool.wait_until_ready()
    arithmetic = composition.arithmetic
    log.info(
        "models loaded",
        seconds=round(monotonic() - started, 1),
        dtype=arithmetic.name,
        lanes=arithmetic.lanes,
        threads=arithmetic.threads,
    )
    if problem := composition.cache_problem:
        log.warning("cache not written", problem=problem.problem, advice=problem.advice)
    if composition.used_reader:
        keep_reporting(composition.used_reader, composition.batcher)
    models = names_of(settings, composition)
    return ObservedStages(stages, models, partial(activity_of, composition, pool))


def _text_pool(limits: LimitSettings) -> TextPool:
    return TextPool(*text_pool_size(limits, available_cores(), memory_limit()))


def text_pool_size(limits: LimitSettings, cores: int, memory: float) -> tuple[TextLimits, int]:
    """Return the limits on a text, and the number of processes, for a container's share.

    Args:
        limits: The settings.
        cores: The cores that may be used.
        memory: The limit on memory in bytes, or infinity.
    """
    processes = min(cores, max(1, memory / _PROCESS_BYTES))
    most = min(limits.memory_mib * 1024**2, memory / 2)
    return TextLimits(limits.seconds, int(most)), int(processes)
