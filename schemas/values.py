"""The values of an article's fields, in the forms that producers give them."""

import re
from collections.abc import Mapping
from typing import Any

MAX_ID_CHARACTERS = 512
_ADDRESS = re.compile(r"https?://[^\s/]+\.?[^\s]*", re.IGNORECASE)
_PAGE = re.compile(r"https?://[^\s/]+/[^\s/][^\s]*", re.IGNORECASE)
_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f\xad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0]"
)


def string(value: Any) -> str | None:
    """Return the stripped string; None for other types, and where there is nothing to see."""
    if not isinstance(value, str) or not _VISIBLE.search(value):
        return None
    return value.strip()


def identifier(value: Any) -> str | None:
    """Read a string of at most 512 characters, or an integer."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**MAX_ID_CHARACTERS else None
    text = string(value)
    return text if text and len(text) <= MAX_ID_CHARACTERS else None


def text_of(value: Any) -> str | None:
    """Read a string, or the first of a list, as JSON-LD may have any value."""
    return _one_of(value, ("@value", "value", "#text", "$text", "text"))


def title(value: Any) -> str | None:
    """Read a string, or the main one of the headlines of ninjs."""
    if isinstance(value, list):
        value = sorted(value, key=lambda part: isinstance(part, Mapping) and _is_minor(part))
    return text_of(value)


def name(value: Any) -> str | None:
    """Read a string, or the name of an object such as {"name": "The Post"}."""
    return _one_of(value, ("name", "title", "@value", "value", "#text", "domain"))


def language(value: Any) -> str | None:
    """Read a language tag, or that of an object of schema.org."""
    return _one_of(value, ("alternateName", "@value", "value", "name"))


def address(value: Any) -> str | None:
    """Read a string, or the address in an object such as {"@id": "https://…"}."""
    return _one_of(value, ("@id", "url", "href", "@value", "value"))


def is_address(value: Any) -> bool:
    """Whether it is an http address."""
    return isinstance(value, str) and bool(_ADDRESS.fullmatch(value.strip()))


def is_page(value: Any) -> bool:
    """Whether it is the http address of a page, not that of a site."""
    return isinstance(value, str) and bool(_PAGE.fullmatch(value.strip()))


def _one_of(value: Any, members: tuple[str, ...]) -> str | None:
    if isinstance(value, list):
        return next(filter(None, (_one_of(part, members) for part in value)), None)
    if isinstance(value, Mapping):
        return next(filter(None, (_one_of(value.get(member), members) for member in members)), None)
    return string(value)


def _is_minor(part: Mapping[str, Any]) -> bool:
    return bool(part.get("role", "main") != "main")
