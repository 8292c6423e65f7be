"""The article as sent by producers: many shapes are accepted, and no field is lost."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.article_shapes import (
    BODIES_NAME,
    HTML_NAMES,
    OPTIONAL_FIELDS,
    TEXT_NAMES,
    ninjs_values,
    string,
)
from newsdesk.schemas.publication import (
    USABLE,
    AlternativeId,
    Publication,
    Status,
    take_publication,
)
from newsdesk.schemas.reasons import InvalidMessage, Reason

MAX_NESTING = 100


class Article(BaseModel):
    """An article to be enriched. It has `text`, or `html` if no text was sent.

    One that `is_withdrawn` may have neither.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    text: str | None = None
    html: str | None = None
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published_at: datetime | None = None
    status: Status = USABLE
    usable_from: datetime | None = None
    version: str | None = None
    alternative_ids: tuple[AlternativeId, ...] = ()
    extra: dict[str, Any] = Field(default_factory=dict)

    @classmethod
    def from_fields(cls, fields: Mapping[str, Any]) -> "Article":
        """Read an article from decoded JSON.

        Of a field's names, the first with a usable value counts. Everything else, including
        optional fields of an unusable type, is kept unchanged in `extra`.

        Raises:
            InvalidMessage: if there is no text, the text is not a string, the nesting is too deep,
                or it cannot be read whether it may be published.
        """
        if _nesting_exceeds(fields, MAX_NESTING):
            raise nested_too_deeply()
        extra = dict(fields)
        publication = take_publication(extra)
        body = _body_of(extra, publication)
        known: dict[str, Any] = {}
        for field, (names, convert) in OPTIONAL_FIELDS.items():
            for name in names:
                if name in extra and (value := convert(extra[name])) is not None:
                    known[field] = value
                    del extra[name]
                    break
        if "id" not in known:
            known["id"] = _content_id(known, body)
        said = {name: getattr(publication, name) for name in Publication.__slots__}
        fields_read: dict[str, Any] = known | body | said
        return cls.model_construct(**fields_read, extra=extra)

    @property
    def is_withdrawn(self) -> bool:
        """Whether its publisher withholds or has canceled it."""
        return self.status != USABLE

    def is_embargoed(self, now: datetime | None = None) -> bool:
        """Whether it may not be published yet; `now` is the current time unless it is given."""
        return self.usable_from is not None and self.usable_from > (now or datetime.now(UTC))


def nested_too_deeply() -> InvalidMessage:
    """Return the error for a message that nests deeper than MAX_NESTING."""
    return InvalidMessage(
        Reason.NESTED_TOO_DEEPLY,
        f"The message nests lists or objects more than {MAX_NESTING} levels deep.",
        "Flatten the field, or send it as a string.",
    )


def _body_of(fields: dict[str, Any], publication: Publication) -> dict[str, str]:
    """Remove the text or HTML and return it by its kind; a withdrawn article needs none."""
    try:
        return _take_body(fields)
    except InvalidMessage:
        if publication.status == USABLE:
            raise
        return {}


def _take_body(fields: dict[str, Any]) -> dict[str, str]:
    """Remove the text, or else the HTML, from `fields` and return it by its kind."""
    for kind, names in (("text", TEXT_NAMES), ("html", HTML_NAMES)):
        for name in names:
            value = fields.get(name)
            if value is None or value == "":
                continue
            if not isinstance(value, str):
                raise InvalidMessage(
                    Reason.WRONG_TYPE,
                    f"The field {name!r} must be a string, not {_json_type(value)}.",
                )
            if string(value):
                return {kind: fields.pop(name)}
    bodies = fields.get(BODIES_NAME)
    if isinstance(bodies, list):
        for kind, content_type in (("text", "plain"), ("html", "html"), ("html", "xml")):
            for value in ninjs_values(bodies, content_type):
                if string(value):
                    del fields[BODIES_NAME]
                    return {kind: value}
    raise InvalidMessage(
        Reason.NO_TEXT,
        "The article has no text.",
        "Send it in 'text' or 'html' (or as ninjs 'body_text', schema.org 'articleBody').",
    )


def _content_id(known: Mapping[str, Any], body: Mapping[str, str]) -> str:
    """Return an id hashed from URL, title and body, so that copies have the same id."""
    digest = hashlib.sha256()
    for part in (known.get("url"), known.get("title"), *body.values()):
        digest.update((part or "").encode("utf-8", "surrogatepass") + b"\0")
    return digest.hexdigest()[:32]


def _nesting_exceeds(value: Any, limit: int) -> bool:
    level = [value]
    for _ in range(limit + 1):
        level = [
            child
            for parent in level
            for child in (parent.values() if isinstance(parent, Mapping) else parent)
            if isinstance(child, Mapping | list)
        ]
        if not level:
            return False
    return True


def _json_type(value: Any) -> str:
    names = {bool: "a boolean", int: "a number", float: "a number", list: "a list"}
    return names.get(type(value), "an object")
