"""The articles that were found and sent, for the terminal and as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from newsdesk.commands.reprocess.sending import Sent
from newsdesk.commands.reprocess.stale import Plan, ReprocessRequest

SHARED_KEYS_HINT = (
    "An article is superseded if a newer message has its key. If different articles share keys, as"
    " with `newsdesk produce --key source`, add --shared-keys."
)

_WIDTH = 8


def as_json(request: ReprocessRequest, plan: Plan, sent: Sent) -> dict[str, Any]:
    """Return the counts, and the fingerprint that they are about."""
    return {"fingerprint": request.fingerprint, **asdict(plan.counts), **asdict(sent)}


def as_lines(request: ReprocessRequest, plan: Plan, sent: Sent, *, dry_run: bool) -> Iterator[str]:
    """Yield the counts, one line each; unusual ones only if they are not zero."""
    counts = plan.counts
    yield f"Articles, by the fingerprint {request.fingerprint}:"
    yield _line(counts.fresh, "fresh")
    yield _line(counts.stale, "stale")
    if dry_run:
        yield _line(len(plan.rows), "of them would be sent again")
    else:
        yield _line(sent.sent, "of them sent again")
    if sent.overtaken:
        yield _line(sent.overtaken, "of them not: a newer message arrived meanwhile")
    if sent.too_large:
        yield _line(sent.too_large, "of them not: too large for the topic")
    yield _line(counts.in_flight, "in flight")
    yield _line(counts.superseded, "superseded")
    yield _line(counts.no_event, "without an event yet")
    yield _line(counts.undecodable, "messages that are not articles")
    if counts.missing:
        yield _line(counts.missing, "stale, but missing from the topic")


def _line(number: int, what: str) -> str:
    return f"{number:>{_WIDTH},}  {what}"
