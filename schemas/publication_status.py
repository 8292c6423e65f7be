"""The publisher's word on whether an item may be published, in IPTC's words and in others'."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from newsdesk.schemas.reasons import InvalidMessage, Reason

Status = Literal["usable", "withheld", "canceled"]
USABLE: Status = "usable"
WITHHELD: Status = "withheld"
CANCELED: Status = "canceled"
EMBARGOED = "embargoed"
"""Usable from a moment that another field gives."""

STATUS_NAMES = ("pubStatus", "pubstatus")
FURTHER_STATUS_NAMES = ("status", "creativeWorkStatus")
"""Names that other programs use for other things too: only the words listed below are read."""

_STATUSES: dict[str, str] = {
    "usable": USABLE,
    "published": USABLE,
    "withheld": WITHHELD,
    "canceled": CANCELED,
    "cancelled": CANCELED,
    "killed": CANCELED,
    "recalled": CANCELED,
    "embargoed": EMBARGOED,
}
_FURTHER_STATUSES: dict[str, dict[str, str]] = {
    "status": {name: value for name, value in _STATUSES.items() if name != "published"},
    "creativeWorkStatus": {
        "draft": WITHHELD,
        "incomplete": WITHHELD,
        "withheld": WITHHELD,
        "canceled": CANCELED,
        "cancelled": CANCELED,
        "retracted": CANCELED,
        "withdrawn": CANCELED,
    },
}
_WORDPRESS_STATUSES = {
    "auto-draft": WITHHELD,
    "draft": WITHHELD,
    "future": WITHHELD,
    "pending": WITHHELD,
    "private": WITHHELD,
    "trash": CANCELED,
}


def statuses_in(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names of the fields that give a status, and the status: also EMBARGOED.

    Raises:
        InvalidMessage: if a status of IPTC's field is none of IPTC's.
    """
    is_wordpress = _is_wordpress(fields)
    for name in STATUS_NAMES:
        word = _word(fields.get(name))
        if word is None:
            continue
        if word not in _STATUSES:
            raise InvalidMessage(
                Reason.UNKNOWN_STATUS,
                f"The field {name!r} holds a status that newsdesk does not know.",
                "Send 'usable', 'withheld' or 'canceled'.",
            )
        yield name, _STATUSES[word]
    for name in FURTHER_STATUS_NAMES:
        words: Mapping[str, str] = _FURTHER_STATUSES[name]
        if name == "status" and is_wordpress:
            words = {**words, **_WORDPRESS_STATUSES}
        if status := words.get(_word(fields.get(name)) or ""):
            yield name, status


def _word(value: Any) -> str | None:
    """Return a status as a small word, without the prefix of a code; None where nothing is said."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in ("qcode", "name") if name in value), "?")
    if value is None:
        return None
    if not isinstance(value, str):
        return "?"
    return value.strip().lower().rpartition("/")[2].rpartition(":")[2] or None


def _is_wordpress(fields: Mapping[str, Any]) -> bool:
    return any(
        isinstance(part := fields.get(name), Mapping) and "rendered" in part
        for name in ("content", "title")
    )
