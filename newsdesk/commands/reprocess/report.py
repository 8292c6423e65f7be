"""What came of it, in words and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from newsdesk.commands.reprocess.request import Request
from newsdesk.commands.reprocess.sending import Sent
from newsdesk.commands.reprocess.stale import Plan

SHARED_KEYS_HINT = (
    "Superseded are those under whose key a newer message stands. Where different articles share a"
    " key, as with `newsdesk produce --key source`, add --shared-keys."
)

_WIDTH = 8


def as_json(request: Request, plan: Plan, sent: Sent) -> dict[str, Any]:
    """Return the counts, and the fingerprint that they are about."""
    return {"fingerprint": request.fingerprint, **asdict(plan.counts), **asdict(sent)}


def as_lines(request: Request, plan: Plan, sent: Sent, *, dry_run: bool) -> Iterator[str]:
    """Yield the counts, a line each; those of what can go wrong only where it did."""
    counts = plan.counts
    yield f"Articles, by the fingerprint {request.fingerprint}:"
    yield _line(counts.fresh, "fresh")
    yield _line(counts.stale, "stale")
    if dry_run:
        yield _line(len(plan.rows), "of them would be sent again")
    else:
        yield _line(sent.sent, "of them sent again")
    if sent.overtaken:
        yield _line(sent.overtaken, "of them not: a newer message came meanwhile")
    if sent.too_large:
        yield _line(sent.too_large, "of them not: too large for the topic")
    yield _line(counts.on_their_way, "on their way")
    yield _line(counts.superseded, "superseded")
    yield _line(counts.no_event, "without an event yet")
    yield _line(counts.undecodable, "messages that are no articles")
    if counts.gone:
        yield _line(counts.gone, "stale, and gone from the topic")


def _line(number: int, what: str) -> str:
    return f"{number:>{_WIDTH},}  {what}"
