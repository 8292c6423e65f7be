"""The publisher's word on the publication of an item: status, embargo, version, further ids.

The words are IPTC's (ninjs 1.x to 3.x, and NewsML-G2's codes such as `stat:withheld`). Nothing here
is guessed: what cannot be read is an error, since an item must not be published by mistake.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.exact_time import exact_time
from newsdesk.schemas.places import Path
from newsdesk.schemas.reasons import InvalidMessage, Reason

Status = Literal["usable", "withheld", "canceled"]
USABLE: Status = "usable"
WITHHELD: Status = "withheld"
CANCELED: Status = "canceled"

STATUS_NAMES = ("pubStatus", "pubstatus")
FURTHER_STATUS_NAMES = ("status", "creativeWorkStatus")
"""Names that other programs use for other things too: only the words listed below are read."""

EMBARGO_NAMES = ("usable_from", "embargoedUntil", "embargoed", "embargo")
VERSION_NAMES = ("version",)
ALTERNATIVE_NAMES = ("alternative_ids", "altIds", "altids")
PUBLICATION_FIELDS = {
    "status": (*STATUS_NAMES, *FURTHER_STATUS_NAMES),
    "usable_from": EMBARGO_NAMES,
    "version": VERSION_NAMES,
    "alternative_ids": ALTERNATIVE_NAMES,
}

_EMBARGOED = "embargoed"
_STATUSES: dict[str, str] = {
    "usable": USABLE,
    "published": USABLE,
    "withheld": WITHHELD,
    "canceled": CANCELED,
    "cancelled": CANCELED,
    "killed": CANCELED,
    "recalled": CANCELED,
    "embargoed": _EMBARGOED,
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
_STRICTEST_FIRST = (CANCELED, WITHHELD, _EMBARGOED, USABLE)
_NO_EMBARGO = ("", "false", "no", "none", "null")
_MAX_VERSION_CHARACTERS = 512


class AlternativeId(BaseModel):
    """A further id of the article, and whose or of what kind it is."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )

    role: str | None = Field(None, description="Whose id, or of what kind; as the publisher says")
    value: str


@dataclass(frozen=True, slots=True)
class Publication:
    """The publisher's word. Without a word about it, an item is usable at once."""

    status: Status = USABLE
    usable_from: datetime | None = None
    version: str | None = None
    alternative_ids: tuple[AlternativeId, ...] = ()


def publication_of(
    objects: Sequence[tuple[Mapping[str, Any], Path]],
) -> tuple[Publication, list[Path]]:
    """Return what the publisher says in an article and around it, and the paths of what was read.

    The strictest status and the latest embargo count; version and further ids are the article's.

    Args:
        objects: The article's fields and what encloses them, each with its path.

    Raises:
        InvalidMessage: as `take_publication`.
    """
    said, used = [], []
    for fields, path in objects:
        rest = dict(fields)
        said.append(take_publication(rest))
        names = fields.keys() - rest.keys()
        own = names if len(said) == 1 else names - {*VERSION_NAMES, *ALTERNATIVE_NAMES}
        used += [(*path, name) for name in own]
    status = next(one for one in (CANCELED, WITHHELD, USABLE) if one in {p.status for p in said})
    usable_from = max((p.usable_from for p in said if p.usable_from), default=None)
    return replace(said[0], status=status, usable_from=usable_from), used


def take_publication(fields: dict[str, Any]) -> Publication:
    """Remove from `fields` what the publisher says about the publication, and return it.

    Where several fields speak, the strictest counts. What is not read stays in `fields`.

    Raises:
        InvalidMessage: if the status is none of IPTC's, or the end of the embargo is not an exact
            moment, unless the item is withheld or canceled anyway.
    """
    said = set(_take_statuses(fields))
    status = next((one for one in _STRICTEST_FIRST if one in said), USABLE)
    usable_from = _take_embargo(fields, must_be_readable=status in (USABLE, _EMBARGOED))
    if status == _EMBARGOED:
        if usable_from is None:
            raise _unreadable("The item is under embargo, and does not say until when.")
        status = USABLE
    version, further = _take_version(fields), _take_alternatives(fields)
    return Publication(_status(status), usable_from, version, further)


def _status(name: str) -> Status:
    return next(one for one in (USABLE, WITHHELD, CANCELED) if one == name)


def _take_statuses(fields: dict[str, Any]) -> Iterator[str]:
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
        del fields[name]
        yield _STATUSES[word]
    for name in FURTHER_STATUS_NAMES:
        words: Mapping[str, str] = _FURTHER_STATUSES[name]
        if name == "status" and is_wordpress:
            words = {**words, **_WORDPRESS_STATUSES}
        if status := words.get(_word(fields.get(name)) or ""):
            del fields[name]
            yield status


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


def _take_embargo(fields: dict[str, Any], *, must_be_readable: bool) -> datetime | None:
    """Remove the ends of the embargo, and return the latest."""
    found: list[datetime] = []
    for name in EMBARGO_NAMES:
        value = fields.get(name)
        if value is None or value is False:
            continue
        if isinstance(value, str) and value.strip().lower() in _NO_EMBARGO:
            continue
        moment = exact_time(value)
        if moment is not None:
            del fields[name]
            found.append(moment)
        elif must_be_readable:
            raise _unreadable(
                f"The field {name!r} holds no exact moment, so it is not known when the embargo"
                " ends."
            )
    return max(found, default=None)


def _unreadable(problem: str) -> InvalidMessage:
    return InvalidMessage(
        Reason.UNREADABLE_EMBARGO,
        problem,
        "Send date, time and offset, such as 2026-11-30T18:00:00+01:00.",
    )


def _take_version(fields: dict[str, Any]) -> str | None:
    for name in VERSION_NAMES:
        value = fields.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and 0 < len(value.strip()) <= _MAX_VERSION_CHARACTERS:
            del fields[name]
            return value.strip()
    return None


def _take_alternatives(fields: dict[str, Any]) -> tuple[AlternativeId, ...]:
    """Return the further ids of the first field with some; removed only if all of it was read."""
    for name in ALTERNATIVE_NAMES:
        value = fields.get(name)
        parts = list(_alternatives(value))
        read = tuple(part for part in parts if part is not None)
        if read:
            if len(read) == len(parts):
                del fields[name]
            return read
    return ()


def _alternatives(value: Any) -> Iterator[AlternativeId | None]:
    """Yield each further id, or None for a part that is none."""
    if isinstance(value, Mapping):
        yield from (_alternative(role, part) for role, part in value.items())
    elif isinstance(value, list):
        for part in value:
            if not isinstance(part, Mapping):
                yield _alternative(None, part)
            elif part.keys() <= {"role", "value"}:
                yield _alternative(part.get("role"), part.get("value"))
            else:
                yield None


def _alternative(role: Any, value: Any) -> AlternativeId | None:
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not value or not isinstance(role, str | None):
        return None
    return AlternativeId.model_construct(role=role, value=value)
