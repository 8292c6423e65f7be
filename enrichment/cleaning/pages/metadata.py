"""A page's title and description, of all the metadata that trafilatura can read."""

from contextlib import suppress
from copy import deepcopy
from typing import Any

from lxml.html import Element  # type: ignore[import-untyped]
from trafilatura.metadata import (
    METANAME_DESCRIPTION,
    METANAME_TITLE,
    examine_meta,
    extract_meta_json,
    extract_title,
)

MAX_TAGS = 20
MAX_CHARACTERS = 4_000

_NAMES = {
    "property": frozenset(["og:title", "og:description"]),
    "name": frozenset(METANAME_TITLE | METANAME_DESCRIPTION),
    "itemprop": frozenset(["description", "headline"]),
}


def title_and_description(tree: Any, *, everywhere: bool) -> tuple[str | None, str | None]:
    """Return what `meta` tags, JSON-LD or headings say; without `everywhere`, only `h1` headings.

    The authors and dates of a page are not read: they are not used, and take long.
    """
    small = _small(tree)
    metadata = examine_meta(small)
    # Authors and publishers may be of any type.
    with suppress(Exception):
        metadata = extract_meta_json(small, metadata)
    if not metadata.title:
        metadata.title = extract_title(tree if everywhere else small)
    metadata.clean_and_trim()
    return _text(metadata.title), _text(metadata.description)


def _small(tree: Any) -> Any:
    """Return a page with the titles, the scripts, and the relevant tags of `tree`."""
    page, head, body = Element("html"), Element("head"), Element("body")
    page.extend([head, body])
    tags = [tag for tag in tree.iterfind(".//head/meta[@content]") if _is_relevant(tag)]
    for tag in tags[:MAX_TAGS]:
        head.append(deepcopy(tag))
    title = tree.find(".//head//title")
    if title is not None:
        head.append(_of_text("title", title))
    for heading in tree.findall(".//h1")[:MAX_TAGS]:
        body.append(_of_text("h1", heading))
    for script in tree.iter("script"):
        if "json" in (script.get("type") or ""):
            head.append(deepcopy(script))
    return page


def _is_relevant(tag: Any) -> bool:
    return any((tag.get(key) or "").lower() in names for key, names in _NAMES.items())


def _of_text(name: str, element: Any) -> Any:
    copy = Element(name)
    copy.text = " ".join(element.itertext())[:MAX_CHARACTERS]
    return copy


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
