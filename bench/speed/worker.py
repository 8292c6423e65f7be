"""A whole worker without models: `python -m bench.speed.worker [--seconds-an-article 0.05]`.

Everything else is as in `newsdesk worker`, which reads the same settings.
"""

import argparse
from functools import partial

from bench.speed.instant import build_stages
from newsdesk.logs import configure_logs
from newsdesk.settings import Settings
from newsdesk.working.run import run_worker
from newsdesk.working.stages import STAGES


def main() -> None:
    """Run until a signal comes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds-an-article", type=float, default=0.0)
    options = parser.parse_args()
    settings = Settings.load()
    configure_logs(settings.log)
    run_worker(settings, STAGES, partial(build_stages, options.seconds_an_article))


if __name__ == "__main__":
    main()
