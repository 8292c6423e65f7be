"""Sending again as a person meets it: what is stale, a question, what was sent."""

import orjson
import typer

from newsdesk.broker.signals import left_by_signal
from newsdesk.client.cluster import Cluster
from newsdesk.commands.reprocess.looking import look
from newsdesk.commands.reprocess.report import SHARED_KEYS_HINT, as_json, as_lines
from newsdesk.commands.reprocess.request import ReprocessError, Request
from newsdesk.commands.reprocess.screen import Screen
from newsdesk.commands.reprocess.sending import Sent, send_stale
from newsdesk.commands.reprocess.stale import Plan
from newsdesk.terminal.errors import FAILED, clear_errors
from newsdesk.terminal.output import closed_pipe_ends
from newsdesk.terminal.rendering import counted

INTERRUPTED = 130


def reprocess_stale(
    cluster: Cluster, request: Request, *, dry_run: bool, ask: bool, json: bool
) -> None:
    """Look for stale articles, ask, send them again, and tell what came of it.

    Raises:
        Abort: if the answer is no.
        Exit: with 1 where it failed or an article was too large, 130 where it was interrupted.
    """
    sending = Screen("articles sent")
    interrupted = True
    try:
        # A signal unwinds the block, which aborts the open transaction.
        with left_by_signal(), clear_errors(ReprocessError):
            with Screen("messages read") as reading:
                plan = look(cluster, request, reading.advance)
            if dry_run or not len(plan.rows):
                sent = Sent()
            else:
                _tell_plan(plan, ask=ask)
                with sending:
                    sent = send_stale(cluster, request, plan, sending.advance, sending.tell)
            interrupted = False
    except typer.Exit:
        _tell_unfinished("Failed", sending.count)
        raise
    if interrupted:
        _tell_unfinished("Interrupted", sending.count)
        raise typer.Exit(INTERRUPTED)
    _tell(request, plan, sent, dry_run=dry_run, json=json)
    if sent.too_large:
        raise typer.Exit(FAILED)


def _tell_plan(plan: Plan, *, ask: bool) -> None:
    typer.echo(f"About to send {counted(len(plan.rows), 'stale article')} again.", err=True)
    if ask:
        typer.confirm("Send them?", abort=True, err=True)


def _tell_unfinished(outcome: str, confirmed: int) -> None:
    told = f"{counted(confirmed, 'article')} {'is' if confirmed == 1 else 'are'} confirmed"
    typer.echo(f"{outcome}: {told}. Run it again for the rest.", err=True)


def _tell(request: Request, plan: Plan, sent: Sent, *, dry_run: bool, json: bool) -> None:
    with closed_pipe_ends():
        if json:
            output = typer.get_binary_stream("stdout")
            fields = as_json(request, plan, sent)
            output.write(orjson.dumps(fields, option=orjson.OPT_APPEND_NEWLINE))
            output.flush()
        else:
            for line in as_lines(request, plan, sent, dry_run=dry_run):
                typer.echo(line)
    if plan.counts.superseded:
        typer.echo(SHARED_KEYS_HINT, err=True)
