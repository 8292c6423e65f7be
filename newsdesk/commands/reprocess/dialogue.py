"""Reprocessing for the terminal: what is stale, a question, what was sent."""

from newsdesk.client.cluster import Cluster
from newsdesk.commands.reprocess.look import look
from newsdesk.commands.reprocess.sending import Sent, send_stale
from newsdesk.commands.reprocess.stale import Plan, ReprocessRequest
from newsdesk.commands.reprocess.view import SHARED_KEYS_HINT, as_json, as_lines
from newsdesk.terminal.interruptions import interruptible
from newsdesk.terminal.output import closed_pipe_ends, say, write_json
from newsdesk.terminal.progress import Counter
from newsdesk.terminal.questions import require_yes
from newsdesk.terminal.rendering import counted


def reprocess_stale(
    cluster: Cluster, request: ReprocessRequest, *, dry_run: bool, ask: bool, json: bool
) -> bool:
    """Look for stale articles, ask, send them again, and return whether all could be sent.

    Raises:
        Abort: if the answer is no.
        Exit: with 1 if it failed, 130 if it was interrupted.
    """
    sending = Counter("articles sent")

    def unfinished() -> str:
        are = "is" if sending.count == 1 else "are"
        return f"{counted(sending.count, 'article')} {are} confirmed. Run it again for the rest."

    with interruptible(unfinished):
        with Counter("messages read") as reading:
            plan = look(cluster, request, reading.advance)
        sent = Sent()
        if len(plan.rows) and not dry_run:
            _announce(plan, ask=ask)
            with sending:
                sent = send_stale(cluster, request, plan, sending.advance, sending.note)
    _report(request, plan, sent, dry_run=dry_run, json=json)
    return not sent.too_large


def _announce(plan: Plan, *, ask: bool) -> None:
    say(f"About to send {counted(len(plan.rows), 'stale article')} again.", err=True)
    if ask:
        require_yes("Send them?")


def _report(
    request: ReprocessRequest, plan: Plan, sent: Sent, *, dry_run: bool, json: bool
) -> None:
    with closed_pipe_ends():
        if json:
            write_json(as_json(request, plan, sent))
        else:
            for line in as_lines(request, plan, sent, dry_run=dry_run):
                say(line)
    if plan.counts.superseded:
        say(SHARED_KEYS_HINT, err=True)
