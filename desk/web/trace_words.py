"""The messages of a trace, in the words of its page."""

from newsdesk.client.tracing.sighting import Kind, Sighting
from newsdesk.client.tracing.timing import moment_of


def words_of(sighting: Sighting) -> str:
    """Return what a message is: its kind, reason, end of embargo, and how often, after the first.

    A dead letter says how often it was tried, a copy how often the article was sent again.
    """
    words = [str(sighting.kind)]
    if sighting.kind is Kind.DEAD_LETTER:
        by = f" ({sighting.stage})" if sighting.stage else ""
        words.append(f"{sighting.reason.replace('_', ' ')}{by}")
    if sighting.until is not None:
        words.append(f"until {sighting.until.isoformat()}")
    if often := _often(sighting):
        words.append(often)
    return ", ".join(words)


def time_of(milliseconds: int | None) -> str:
    """Return a time in UTC with milliseconds, as `newsdesk trace` writes it; empty if unknown."""
    moment = moment_of(milliseconds)
    return moment.isoformat(sep=" ", timespec="milliseconds")[:23] if moment else ""


def _often(sighting: Sighting) -> str:
    if sighting.attempt < 2:
        return ""
    match sighting.kind:
        case Kind.DEAD_LETTER:
            return f"tried {sighting.attempt} times"
        case Kind.REPLAYED:
            return f"replay number {sighting.attempt}"
        case Kind.REPROCESSED:
            return f"sent again {sighting.attempt} times"
    return ""
