"""The publisher's word on whether an item may be published, in IPTC's words and in others'."""

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from newsdesk.schemas.places import names_in
from newsdesk.schemas.reasons import InvalidMessage, Reason

Status = Literal["usable", "withheld", "canceled"]
USABLE: Status = "usable"
WITHHELD: Status = "withheld"
CANCELED: Status = "canceled"
EMBARGOED = "embargoed"
"""Usable from a moment that another field gives."""

STATUS_NAMES = ("pubStatus", "pubstatus")
FURTHER_STATUS_NAMES = ("status", "creativeWorkStatus", "_status", "wp_status")
_OF_CMS_ALONE = ("_status", "wp_status")
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
_OF_CMS = {
    "auto-draft": WITHHELD,
    "draft": WITHHELD,
    "future": WITHHELD,
    "pending": WITHHELD,
    "private": WITHHELD,
    "scheduled": WITHHELD,
    "trash": CANCELED,
}
"""Words of content management systems (WordPress, Ghost, Payload), read only in what is theirs."""

_NAMES_OF_A_WORD = ("qcode", "@qcode", "name", "literal", "@literal", "uri", "@uri")


def statuses_in(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names of the fields that give a status, and the status: also EMBARGOED.

    Raises:
        InvalidMessage: if a status of IPTC's field is none of IPTC's.
    """
    for name in names_in(fields, STATUS_NAMES):
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
    is_of_cms = _is_of_cms(fields)
    for name in names_in(fields, FURTHER_STATUS_NAMES):
        value = fields[name]
        if value is False and name == "status" and "langcode" in fields:
            yield name, WITHHELD  # in Drupal
        word = _word(value) or ""
        status = _FURTHER_STATUSES.get(name, _FURTHER_STATUSES["status"]).get(word)
        if status is None and (is_of_cms or name in _OF_CMS_ALONE):
            status = _OF_CMS.get(word)
        if status:
            yield name, status


def _word(value: Any) -> str | None:
    """Return a status as a small word, without the prefix of a code; None where nothing is said."""
    if isinstance(value, Mapping):
        value = next((value[name] for name in _NAMES_OF_A_WORD if name in value), "?")
    if value is None:
        return None
    if not isinstance(value, str):
        return "?"
    return value.strip().lower().rpartition("/")[2].rpartition(":")[2] or None


def _is_of_cms(fields: Mapping[str, Any]) -> bool:
    """Whether it is an item of WordPress, or one of Ghost with its visibility."""
    return ("visibility" in fields and "html" in fields) or any(
        isinstance(part := fields.get(name), Mapping) and "rendered" in part
        for name in ("content", "title")
    )
