"""The article as sent by producers: many shapes are accepted, and no field is lost."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from newsdesk.schemas.article_nodes import Found, find_article, is_cloud_event
from newsdesk.schemas.article_shapes import optional_fields
from newsdesk.schemas.bodies import Body
from newsdesk.schemas.places import without
from newsdesk.schemas.publication import AlternativeId, Publication, publication_of
from newsdesk.schemas.publication_status import USABLE, Status
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

        Of a field's names, the first with a usable value counts, and of several texts the fullest.
        Everything else, including optional fields of an unusable type, is kept unchanged in
        `extra`.

        Raises:
            InvalidMessage: if there is no text, the text is not a string, there are several
                articles, the nesting is too deep, or it cannot be read whether the article may be
                published.
        """
        if _nesting_exceeds(fields, MAX_NESTING):
            raise nested_too_deeply()
        found = find_article(fields)
        publication, used = publication_of([(found.node, found.path), *found.around])
        body = _body_of(found, publication)
        known, read = optional_fields(found)
        used += read
        if body:
            known[body.kind] = body.value
            if body.path is not None:
                used.append((*found.path, *body.path))
        if "id" not in known:
            known["id"] = _content_id(known, body.value if body else "")
        said = {name: getattr(publication, name) for name in Publication.__slots__}
        return cls.model_construct(**known, **said, extra=without(fields, used))

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


def _body_of(found: Found, publication: Publication) -> Body | None:
    """Return the text or HTML; a withdrawn article needs none."""
    body = found.bodies.best()
    if body or publication.status != USABLE:
        return body
    for name, value in found.bodies.wrong:
        raise InvalidMessage(
            Reason.WRONG_TYPE,
            f"The field {name!r} must be a string, not {_json_type(value)}.",
        )
    if is_cloud_event(found.node):
        raise InvalidMessage(
            Reason.NO_TEXT,
            "The message is an event of CloudEvents, with its article inside.",
            "Send what is in 'data'; the attributes may be headers (binary mode).",
        )
    raise InvalidMessage(
        Reason.NO_TEXT,
        "The article has no text.",
        "Send it in 'text' or 'html' (or as ninjs 'body_text', schema.org 'articleBody').",
    )


def _content_id(known: Mapping[str, Any], body: str) -> str:
    """Return an id hashed from URL, title and body, so that copies have the same id."""
    digest = hashlib.sha256()
    for part in (known.get("url"), known.get("title"), body):
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
