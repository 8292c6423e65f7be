"""Superscripts of a page, and the marks of its notes, in plain text."""

from itertools import islice
from typing import Any

from newsdesk.enrichment.cleaning.markup.superscripts import is_note, superscript
from newsdesk.enrichment.cleaning.pages.hidden import drop

_LONGEST = 12
_MOST_ELEMENTS = 5


def set_superscripts(tree: Any) -> None:
    """Write the superscripts of `tree` in plain text, and drop the marks of notes."""
    for element in [*tree.iter("sup")]:
        text = _short_text(element)
        if not text.strip():
            continue
        written = superscript(_before(element), text, is_link=_is_linked(element))
        if not written:
            drop(element)
        elif written != text:
            del element[:]
            element.text = written
    for element in [*tree.iter("a")]:
        if _leads_to_page(element) and is_note(_short_text(element)):
            drop(element)


def _short_text(element: Any) -> str:
    """Return the text of `element` if that is short and nearly plain, else ""."""
    parts = [*islice(element.iter(), _MOST_ELEMENTS + 1)]
    if len(parts) > _MOST_ELEMENTS:
        return ""
    text = "".join(element.itertext())
    return text if len(text) <= _LONGEST else ""


def _before(element: Any) -> str:
    """Return the text before `element`, of its own line or of the element before it."""
    previous = element.getprevious()
    if previous is not None:
        return previous.tail or _short_text(previous)
    parent = element.getparent()
    if parent is None:
        return ""
    return parent.text or (_before(parent) if parent.tag == "a" else "")


def _is_linked(element: Any) -> bool:
    return _leads_to_page(element.getparent()) or any(map(_leads_to_page, element.iter("a")))


def _leads_to_page(element: Any) -> bool:
    return element is not None and element.tag == "a" and "#" in (element.get("href") or "")
