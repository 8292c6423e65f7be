"""What may be done about a dead letter: replay it, or change the article and send it again."""

from newsdesk.schemas.reasons import Reason

_FIT = frozenset({*(r for r in Reason if r.is_ours), Reason.TOO_MANY_HELD, Reason.OUT_OF_MEMORY})
"""Reasons that do not lie in the message's bytes."""

_LIMITED = frozenset({Reason.TOO_LONG, Reason.TOO_COSTLY})
"""Reasons that are over once a limit is raised."""

_CAUSE = "Replay it once the cause is removed, which may lie in newsdesk, a model or a setting."
_CHANGES = {
    Reason.TOO_MANY_HELD: "Replay it once fewer articles of its partition are held.",
    Reason.OUT_OF_MEMORY: "Replay it once the worker has more memory.",
    Reason.TOO_LONG: "Shorten the article and send it again, or raise the limit and replay it.",
    Reason.TOO_COSTLY: "Shorten the article and send it again, or raise the limit and replay it.",
    Reason.UNREADABLE_RECORD: "Send the article again.",
    Reason.NULL_VALUE: "Send the article again with a value.",
    Reason.NOT_UTF8: "Write the article in UTF-8 and send it again.",
    Reason.NOT_JSON: "Write the article as JSON and send it again.",
    Reason.NOT_AN_OBJECT: "Put the article's fields into a JSON object and send it again.",
    Reason.WRONG_TYPE: "Make that field a string and send the article again.",
    Reason.WRONG_SCHEMA: "Send the article itself to the first topic.",
    Reason.NESTED_TOO_DEEPLY: "Nest the article's fields less deeply and send it again.",
    Reason.NO_TEXT: "Give the article a text, alone in its message, and send it again.",
    Reason.UNKNOWN_STATUS: "Write one of these into the status and send the article again.",
    Reason.UNREADABLE_EMBARGO: "Write the embargo as 2026-11-30T18:00:00+01:00 and send it again.",
    Reason.NO_KEY: "Send it again with the key of the article.",
    Reason.TOO_LARGE: "Make the article smaller and send it again.",
}
_UNFIT = "A replay sends the same bytes, which would be rejected again."


def may_pass(reason: str) -> bool:
    """Whether a replay of the same bytes may have another outcome."""
    return reason in _FIT or reason in _LIMITED


def remedy(reason: str) -> str:
    """Return what to do about a dead letter, in sentences; nothing for an unknown reason."""
    if reason not in set(Reason):
        return ""
    change = _CHANGES.get(Reason(reason), _CAUSE)
    return change if may_pass(reason) else f"{change} {_UNFIT}"
