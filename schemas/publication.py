"""The publisher's word on the publication of an item: status, embargo, version, further ids.

The words are IPTC's (ninjs 1.x to 3.x, and NewsML-G2's codes such as `stat:withheld`). Nothing here
is guessed: what cannot be read is an error, since an item must not be published by mistake.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.exact_time import exact_time
from newsdesk.schemas.places import Path, names_in
from newsdesk.schemas.publication_status import (
    CANCELED,
    EMBARGOED,
    FURTHER_STATUS_NAMES,
    STATUS_NAMES,
    USABLE,
    WITHHELD,
    Status,
    statuses_in,
)
from newsdesk.schemas.reasons import InvalidMessage, Reason

EMBARGO_NAMES = (
    *("usable_from", "embargoedUntil", "embargoed", "embargo"),
    *("embargoUntil", "embargoDate", "embargoEnd", "embargoEnds", "embargoTime"),
)
VERSION_NAMES = ("version",)
ALTERNATIVE_NAMES = ("alternative_ids", "altIds", "altids")
PUBLICATION_FIELDS = {
    "status": (*STATUS_NAMES, *FURTHER_STATUS_NAMES),
    "usable_from": EMBARGO_NAMES,
    "version": VERSION_NAMES,
    "alternative_ids": ALTERNATIVE_NAMES,
}

_STRICTEST_FIRST = (CANCELED, WITHHELD, EMBARGOED, USABLE)
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
        InvalidMessage: if a status is none of IPTC's, or the end of an embargo is not an exact
            moment, unless the item is withheld or canceled anyway.
    """
    said, used = [], []
    for fields, path in objects:
        publication, names = _said_in(fields)
        said.append(publication)
        own = names if len(said) == 1 else names - _of_the_article(fields)
        used += [(*path, name) for name in fields if name in own]
    status = next(one for one in (CANCELED, WITHHELD, USABLE) if one in {p.status for p in said})
    usable_from = max((p.usable_from for p in said if p.usable_from), default=None)
    return replace(said[0], status=status, usable_from=usable_from), used


def _said_in(fields: Mapping[str, Any]) -> tuple[Publication, set[str]]:
    """Return what `fields` say, the strictest where several speak, and the names of those read."""
    statuses = dict(statuses_in(fields))
    status = next((one for one in _STRICTEST_FIRST if one in statuses.values()), USABLE)
    must_be_readable = status in (USABLE, EMBARGOED)
    embargoes = dict(_embargoes_in(fields, must_be_readable=must_be_readable))
    usable_from = max(embargoes.values(), default=None)
    if status == EMBARGOED:
        if usable_from is None:
            raise _unreadable("The item is under embargo, and does not say until when.")
        status = USABLE
    versions = dict(_versions_in(fields))
    further, name = _alternatives_in(fields)
    names = {*statuses, *embargoes, *versions, *([name] if name else [])}
    version = next(iter(versions.values()), None)
    return Publication(_status(status), usable_from, version, further), names


def _of_the_article(fields: Mapping[str, Any]) -> set[str]:
    """Return the members that say something only where they stand in the article itself."""
    return {*names_in(fields, VERSION_NAMES), *names_in(fields, ALTERNATIVE_NAMES)}


def _status(name: str) -> Status:
    return next(one for one in (USABLE, WITHHELD, CANCELED) if one == name)


def _embargoes_in(
    fields: Mapping[str, Any], *, must_be_readable: bool
) -> Iterator[tuple[str, datetime]]:
    """Yield the ends of the embargo that can be read, with the names of their fields."""
    for name in names_in(fields, EMBARGO_NAMES):
        value = fields[name]
        if value is None or value is False:
            continue
        if isinstance(value, str) and value.strip().lower() in _NO_EMBARGO:
            continue
        moment = exact_time(value)
        if moment is not None:
            yield name, moment
        elif must_be_readable:
            raise _unreadable(
                f"The field {name!r} holds no exact moment, so it is not known when the embargo"
                " ends."
            )


def _unreadable(problem: str) -> InvalidMessage:
    return InvalidMessage(
        Reason.UNREADABLE_EMBARGO,
        problem,
        "Send date, time and offset, such as 2026-11-30T18:00:00+01:00.",
    )


def _versions_in(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in names_in(fields, VERSION_NAMES):
        value = fields[name]
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, str) and 0 < len(value.strip()) <= _MAX_VERSION_CHARACTERS:
            yield name, value.strip()


def _alternatives_in(fields: Mapping[str, Any]) -> tuple[tuple[AlternativeId, ...], str | None]:
    """Return the further ids of the first field with some, and its name if all of it was read."""
    for name in names_in(fields, ALTERNATIVE_NAMES):
        parts = list(_alternatives(fields[name]))
        read = tuple(part for part in parts if part is not None)
        if read:
            return read, name if len(read) == len(parts) else None
    return (), None


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
