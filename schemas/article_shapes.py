"""The names of an article's fields in the shapes that producers send.

Besides newsdesk's own names these are ninjs 1.x and 2.x (IPTC), schema.org NewsArticle, JSON Feed
items and the output of common scrapers.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

MAX_ID_CHARACTERS = 512
TEXT_NAMES = ("text", "body_text", "articleBody", "content_text", "maintext")
HTML_NAMES = ("html", "body_html", "body_xhtml", "content_html")
BODIES_NAME = "bodies"

_DATETIME = TypeAdapter(datetime)


def string(value: Any) -> str | None:
    """Return the stripped string, or None for other types and blank strings."""
    return value.strip() or None if isinstance(value, str) else None


def _identifier(value: Any) -> str | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    text = string(value)
    return text if text and len(text) <= MAX_ID_CHARACTERS else None


def _string_or_member(member: str) -> Callable[[Any], str | None]:
    """Read a string, or one in a schema.org object such as {"name": "The Post"}."""

    def read(value: Any) -> str | None:
        return string(value.get(member) if isinstance(value, Mapping) else value)

    return read


def _title(value: Any) -> str | None:
    """Read a title given as a string or as the headlines of ninjs 2.x."""
    if isinstance(value, list):
        return next(filter(None, map(string, ninjs_values(value, ""))), None)
    return string(value)


def _time(value: Any) -> datetime | None:
    """Read ISO 8601, RFC 2822 or seconds since the epoch; UTC unless it has an offset."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        moment = _DATETIME.validate_python(value.strip() if isinstance(value, str) else value)
    except ValidationError:
        try:
            moment = parsedate_to_datetime(str(value))
        except (ValueError, OverflowError):
            return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


OPTIONAL_FIELDS: dict[str, tuple[tuple[str, ...], Callable[[Any], Any]]] = {
    "id": (("id", "uri", "@id", "guid"), _identifier),
    "url": (("url", "link", "mainEntityOfPage"), _string_or_member("@id")),
    "title": (("title", "headline", "headlines", "name"), _title),
    "source": (("source", "publisher", "provider"), _string_or_member("name")),
    "language": (("language", "inLanguage", "lang"), string),
    "published_at": (
        ("published_at", "datePublished", "date_published", "versioncreated", "versionCreated"),
        _time,
    ),
}


def article_id(decoded: Any) -> str | None:
    """Return the id that an article in decoded JSON gives itself, or None if it has none."""
    return text_field(decoded, "id")


def text_field(decoded: Any, field: Literal["id", "source", "title", "url"]) -> str | None:
    """Return the first usable value of an optional field in decoded JSON, or None."""
    if not isinstance(decoded, Mapping):
        return None
    names, convert = OPTIONAL_FIELDS[field]
    found: Iterable[str | None] = (convert(decoded[name]) for name in names if name in decoded)
    return next((value for value in found if value is not None), None)


def ninjs_values(parts: Iterable[Any], content_type: str) -> list[Any]:
    """Return the values of ninjs 2.x bodies or headlines whose type ends in `content_type`."""
    return [
        part.get("value")
        for part in parts
        if isinstance(part, Mapping)
        and str(part.get("contentType") or part.get("contenttype") or "text/plain").endswith(
            content_type
        )
    ]
