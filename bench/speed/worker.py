"""A complete worker whose stages call no model: `python -m bench.speed.worker --help`.

Everything else is as in `newsdesk worker`, including the settings.
"""

import argparse
from functools import partial
from pathlib import Path

from bench.speed.instant import build_beside_models, build_sampled, build_stages
from bench.speed.sampling import keep_sampling
from newsdesk.chain import StageName
from newsdesk.commands.worker.run import StageBuilder, run_worker
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings


def main() -> None:
    """Run until a signal arrives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds-an-article", type=float, default=0.0)
    parser.add_argument(
        "--load-models", action="store_true", help="load the models without using them"
    )
    parser.add_argument("--sample", type=Path, help="a folder for the processes' profiles")
    options = parser.parse_args()
    build: StageBuilder = build_beside_models
    if not options.load_models:
        build = partial(build_stages, options.seconds_an_article)
    if options.sample:
        keep_sampling(options.sample / "worker.json")
        build = partial(build_sampled, options.sample / "models.json", build)
    settings = Settings.load()
    configure_logs(settings.log)
    run_worker(settings, list(StageName), build)


if __name__ == "__main__":
    main()
