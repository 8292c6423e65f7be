"""`newsdesk reprocess`: send articles through the stages again."""

from typing import Annotated

import typer

from newsdesk.chain import FIRST, LAST
from newsdesk.client.consumer import require_topics
from newsdesk.client.missing_rights import require_rights
from newsdesk.logs import configure_logs
from newsdesk.right_facts import Task
from newsdesk.rights import rights_of
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.extra import require_worker
from newsdesk.terminal.options import BootstrapServers, load_settings, quiet_kafka
from newsdesk.terminal.questions import NO_TERMINAL, can_ask


def reprocess(
    stale: Annotated[
        bool,
        typer.Option(
            "--stale", help="Articles whose events were made by other models, settings or code."
        ),
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, help="Send at most this many articles, oldest first.", show_default=False
        ),
    ] = None,
    shared_keys: Annotated[
        bool,
        typer.Option(
            "--shared-keys",
            help="Keys are shared by different articles: deduplicate by article id instead of"
            " by key.",
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

    Run it with the settings of the workers: an article is fresh if its event is the one that these
    settings would give now.
    """
    if not stale:
        raise typer.BadParameter("Choose articles: --stale sends those whose events are stale.")
    if not (yes or dry_run or can_ask()):
        raise typer.BadParameter(NO_TERMINAL)
    require_worker()
    with clear_errors():
        settings = load_settings(bootstrap_servers)
        configure_logs(settings.log)
        quiet_kafka(settings)
        cluster = settings.kafka.cluster()
        # Checked before models are loaded, which takes a while.
        topics = settings.topics
        require_rights(cluster, rights_of([Task.REPROCESS], settings, dry_run=dry_run))
        require_topics(cluster, [FIRST.reads(topics), LAST.writes(topics)])
        # Imported here so that no other command waits for models.
        from newsdesk.commands.reprocess.dialogue import reprocess_stale
        from newsdesk.commands.reprocess.stale import ReprocessRequest
        from newsdesk.composition import Composition

        request = ReprocessRequest(
            topics=topics,
            group=FIRST.group(settings.worker),
            fingerprint=Composition(settings).fingerprints()[LAST.event],
            limit=limit,
            shared_keys=shared_keys,
        )
    if not reprocess_stale(cluster, request, dry_run=dry_run, ask=not yes, json=json):
        raise typer.Exit(FAILED)
