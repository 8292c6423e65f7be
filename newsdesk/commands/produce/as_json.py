"""A dry run as a program reads it: one line of JSON for each article."""

from newsdesk.commands.produce.dry_run import Candidate
from newsdesk.terminal.output import json_line


def candidate_line(candidate: Candidate) -> bytes:
    """Return the line of one article that was found."""
    key = candidate.key
    return json_line(
        {
            "origin": _text(candidate.origin),
            "sent": candidate.is_sent,
            "problem": _text(candidate.problem),
            "reason": candidate.reason,
            "id": _text(candidate.id),
            "key": key.decode("utf-8") if key is not None else None,
            "title": _text(candidate.title),
            "source": _text(candidate.source),
            "published_at": candidate.published_at,
            "characters": candidate.characters,
            "bytes": candidate.size,
        }
    )


def _text(text: str | None) -> str | None:
    """Return what JSON can hold: names of files may have other bytes, and ids half a character."""
    return text.encode("utf-8", "replace").decode("utf-8") if text is not None else None
