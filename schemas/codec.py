"""Decoding messages to records, and encoding records."""

from typing import Any, TypeVar

import orjson
from pydantic import BaseModel, ValidationError

from newsdesk.schemas.article import Article, nested_too_deeply
from newsdesk.schemas.article_nodes import graph_of
from newsdesk.schemas.events import (
    SCHEMA_VERSION,
    ClassifiedArticle,
    EnrichedArticle,
    is_later_minor,
)
from newsdesk.schemas.exact_json import MAX_TOKENS, TOO_MANY_VALUES, dumps, loads
from newsdesk.schemas.messages import SourceMessage
from newsdesk.schemas.reasons import InvalidMessage, Reason

EventT = TypeVar("EventT", bound=ClassifiedArticle)

_NO_MEMORY = "Not enough memory"
_NO_NUMBERS = ("NaN", "Infinity")
_TOO_DEEP = "depth limit exceeded"


def require_readable(message: SourceMessage) -> None:
    """Check that the message is as it was sent.

    Raises:
        InvalidMessage: if Kafka's record could not be decoded.
    """
    if message.fault is not None:
        raise InvalidMessage(Reason.UNREADABLE_RECORD, message.fault)


def decode_article(value: bytes | None) -> Article:
    """Decode an article sent by a producer. Of duplicate keys, the last one counts.

    Raises:
        InvalidMessage: if it can never be enriched, with the reason code.
        MemoryError: if there is too little memory to parse it now.
    """
    return Article.from_fields(_object_of(graph_of(_decode(value))))


def decode_classified(value: bytes | None) -> ClassifiedArticle:
    """Decode an event of `articles.classified`.

    Of a later minor version, what this one does not know is left out.

    Raises:
        InvalidMessage: if it is not such an event.
    """
    return _decode_event(value, ClassifiedArticle)


def decode_enriched(value: bytes | None) -> EnrichedArticle:
    """Decode an event of `articles.enriched`.

    Of a later minor version, what this one does not know is left out.

    Raises:
        InvalidMessage: if it is not such an event.
    """
    return _decode_event(value, EnrichedArticle)


def encode(record: BaseModel) -> bytes:
    """Encode a record as JSON.

    Raises:
        InvalidMessage: if it has a value that JSON cannot represent.
    """
    try:
        return dumps(record.__dict__, default=_fields)
    except (TypeError, ValueError) as error:
        raise InvalidMessage(
            Reason.NOT_SERIALIZABLE, f"The event cannot be encoded as JSON: {error}."
        ) from error


def _fields(value: Any) -> dict[str, Any]:
    """Return a nested record's fields like `model_dump`, without copying the whole event."""
    if isinstance(value, BaseModel):
        return value.__dict__
    raise TypeError(f"{type(value).__name__} is not serializable")


def _decode_event(value: bytes | None, contract: type[EventT]) -> EventT:
    fields = _decode_object(value)
    later = is_later_minor(fields.get("schema_version"))
    known = fields | {"schema_version": SCHEMA_VERSION} if later else fields
    try:
        return contract.model_validate(known, extra="ignore" if later else None)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = ".".join(map(str, first["loc"])) or "the event"
        raise InvalidMessage(
            Reason.WRONG_SCHEMA,
            f"This is not a valid {contract.__name__}: {place}: {first['msg']}.",
        ) from error


def _decode_object(value: bytes | None) -> dict[str, Any]:
    return _object_of(_decode(value))


def _decode(value: bytes | None) -> Any:
    if value is None:
        raise InvalidMessage(Reason.NULL_VALUE, "The message has no value.", "Send an article.")
    try:
        return loads(value)
    except orjson.JSONDecodeError as error:
        if error.msg.startswith(_NO_MEMORY):
            raise MemoryError(error.msg) from error
        raise _not_json(value, error) from error


def _object_of(decoded: Any) -> dict[str, Any]:
    if not isinstance(decoded, dict):
        raise InvalidMessage(
            Reason.NOT_AN_OBJECT, "The message is JSON, but not an object.", "Send {...}."
        )
    return decoded


def _not_json(value: bytes, error: orjson.JSONDecodeError) -> InvalidMessage:
    try:
        value.decode("utf-8")
    except UnicodeDecodeError as encoding_error:
        return InvalidMessage(
            Reason.NOT_UTF8,
            f"The message is not UTF-8 (byte {encoding_error.start}).",
            "Send JSON in UTF-8.",
        )
    if error.msg == TOO_MANY_VALUES:
        return InvalidMessage(
            Reason.TOO_LARGE,
            f"The message has more than a million values: {MAX_TOKENS:,} brackets, commas and"
            " strings are read.",
            "Leave out what is not the article's.",
        )
    if error.msg == _TOO_DEEP:
        return nested_too_deeply()
    if error.doc.startswith(_NO_NUMBERS, error.pos):
        return InvalidMessage(
            Reason.NOT_JSON,
            f"The message is not JSON, which has no NaN or Infinity (line {error.lineno}).",
            "Send null.",
        )
    return InvalidMessage(
        Reason.NOT_JSON, f"The message is not JSON: {error.msg} (line {error.lineno})."
    )
