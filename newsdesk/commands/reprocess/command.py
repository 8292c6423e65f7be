"""`newsdesk reprocess`: send articles through the stages again."""

import sys
from typing import Annotated

import typer

from newsdesk.chain import StageName
from newsdesk.client.consumer import require_topics
from newsdesk.commands.reprocess.dialogue import reprocess_stale
from newsdesk.commands.reprocess.request import Request
from newsdesk.settings import Settings
from newsdesk.terminal.errors import clear_errors
from newsdesk.terminal.extra import require_worker
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka


def reprocess(
    stale: Annotated[
        bool,
        typer.Option(
            "--stale", help="Articles whose events other models, settings or code have made."
        ),
    ] = False,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many, the oldest.", show_default=False)
    ] = None,
    shared_keys: Annotated[
        bool,
        typer.Option(
            "--shared-keys",
            help="Different articles share keys: send each one's last message,"
            " not the last of each key alone.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Count what would be sent, and send nothing.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Annotated[
        bool, typer.Option("--json", help="Write the counts as one JSON object.")
    ] = False,
    bootstrap_servers: BootstrapServers = None,
) -> None:
    """Send stale articles through the stages again, each once.

    Run it with the settings of the workers: what they would publish now is what is held to be
    fresh.
    """
    if not stale:
        raise typer.BadParameter("Say which: --stale sends articles whose events are stale.")
    if not (yes or dry_run or sys.stdin.isatty()):
        raise typer.BadParameter("Nobody can be asked here: add --yes, or --dry-run.")
    require_worker()
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        quiet_kafka(settings)
        cluster = settings.kafka.cluster()
        # Asked before models are loaded, which takes a while.
        require_topics(cluster, [settings.topics.articles, settings.topics.enriched])
    request = Request(
        topics=settings.topics,
        group=f"{settings.worker.group}.{StageName.CLASSIFY}",
        fingerprint=_current_fingerprint(settings),
        limit=limit,
        shared_keys=shared_keys,
    )
    reprocess_stale(cluster, request, dry_run=dry_run, ask=not yes, json=json)


def _current_fingerprint(settings: Settings) -> str:
    # Imported here so that no other command waits for models.
    from newsdesk.composition import Composition
    from newsdesk.engines import ModelSourceError
    from newsdesk.enrichment.topics.taxonomy import TaxonomyError

    with clear_errors(ModelSourceError, TaxonomyError):
        return Composition(settings).fingerprints()["enriched"]
