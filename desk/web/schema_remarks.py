"""Sentences about an event that is not as the desk's schema has it."""

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import ValidationError

from newsdesk.schemas import EnrichedArticle
from newsdesk.schemas.events import SCHEMA_VERSION

_KNOWN = get_args(EnrichedArticle.model_fields["schema_version"].annotation)
_MOST = 5
_LONGEST_NAME = 80


def remarks_on(event: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is other than in the desk's schema: its version, unknown fields, wrong ones."""
    version = event.get("schema_version")
    if not isinstance(version, str):
        yield "The event does not say its schema version; what is known of it is shown."
    elif version not in _KNOWN:
        yield (
            f"The event is of schema {version[:_LONGEST_NAME]}, and this desk knows"
            f" {SCHEMA_VERSION}: what is known of it is shown."
        )
    if unknown := sorted(event.keys() - EnrichedArticle.model_fields.keys()):
        yield f"Fields that this desk does not know are in the JSON below: {_listed(unknown)}."
    if wrong := _wrong(event):
        yield f"Fields that are missing or of another type are left out: {_listed(wrong)}."


def _wrong(event: Mapping[str, Any]) -> list[str]:
    known = {**event, "schema_version": SCHEMA_VERSION}
    try:
        EnrichedArticle.model_validate(known, extra="ignore")
    except ValidationError as error:
        errors = error.errors(include_url=False, include_input=False, include_context=False)
        return list(dict.fromkeys(".".join(map(str, each["loc"])) for each in errors))
    return []


def _listed(names: list[str]) -> str:
    shown = ", ".join(name[:_LONGEST_NAME] for name in names[:_MOST])
    return shown if len(names) <= _MOST else f"{shown} and {len(names) - _MOST:,} more"
