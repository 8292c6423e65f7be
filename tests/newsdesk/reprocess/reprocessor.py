"""`newsdesk reprocess --stale --yes` for a fingerprint that no models have to be loaded for.

`python -m tests.newsdesk.reprocess.reprocessor FINGERPRINT`, with the settings of a chain.
"""

import typer

from newsdesk.commands.reprocess.dialogue import reprocess_stale
from newsdesk.commands.reprocess.stale import ReprocessRequest
from newsdesk.settings import Settings


def main(fingerprint: str) -> None:
    settings = Settings.load()
    request = ReprocessRequest(settings.topics, settings.worker.group, fingerprint)
    cluster = settings.kafka.cluster()
    reprocess_stale(cluster, request, dry_run=False, ask=False, json=True)


if __name__ == "__main__":
    typer.run(main)
