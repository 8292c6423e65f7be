"""A worker with the settings of its environment, whose enrichment costs no model.

`python -m tests.support.settings_worker [STAGE…]`. All but the enrichment is `newsdesk worker`.
"""

import sys
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from newsdesk.agents import AnyStage, Stage
from newsdesk.chain import FIRST, StageName, stage_spec
from newsdesk.commands.worker.run import run_worker
from newsdesk.composition import route
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings
from tests.support.echo_worker import enrich
from tests.torture.chain_worker import summarize


def build(settings: Settings, names: Sequence[StageName]) -> Mapping[str, AnyStage]:
    work: dict[StageName, Any] = {
        StageName.CLASSIFY: partial(enrich, 0.0, None),
        StageName.SUMMARIZE: partial(summarize, 0.0, None),
    }
    stages: dict[str, AnyStage] = {}
    for name in names:
        spec = stage_spec(name)
        path = route(spec, settings.topics)
        tombstones = spec is not FIRST
        stages[name.value] = Stage(path, spec.decode, work[name], passes_tombstones=tombstones)
    return stages


def main() -> None:
    settings = Settings.load()
    configure_logs(settings.log)
    run_worker(settings, [StageName(name) for name in sys.argv[1:]] or list(StageName), build)


if __name__ == "__main__":
    main()
