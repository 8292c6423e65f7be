"""What the worker's child process builds: the stages with their models."""

from collections.abc import Sequence

from agents import AnyStage, keep_large_buffers
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings
from newsdesk.working.stages import StageName


def build_stages(settings: Settings, names: Sequence[StageName]) -> dict[str, AnyStage]:
    """Build the stages of `names`, their models loaded; to be called in the child process.

    Raises:
        ModelSourceError, TaxonomyError: if the settings ask for what cannot be loaded.
    """
    # Imported here so that torch is loaded in the child alone.
    from newsdesk.working.composition import Composition
    from newsdesk.working.load_report import keep_reporting

    keep_large_buffers()
    configure_logs(settings.log)
    composition = Composition(settings)
    stages = {name.value: composition.stage(name) for name in names}
    if composition.used_reader:
        keep_reporting(composition.used_reader, composition.batcher)
    return stages
