"""Quotation marks of `q`, which browsers set and a page's source lacks."""

from typing import Any

_ENGLISH = ("“", "”")
_MARKS = {
    "cs": ("„", "“"),
    "de": ("„", "“"),
    "es": ("«", "»"),
    "fr": ("« ", " »"),
    "it": ("«", "»"),
    "ja": ("「", "」"),
    "pl": ("„", "”"),
    "pt": ("«", "»"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
    "zh": ("“", "”"),
}
_WITHIN = ("‘", "’")  # noqa: RUF001
_OPENED = tuple("\"'“„«‘‚‹「『")  # noqa: RUF001


def set_quotes(tree: Any) -> None:
    """Turn each `q` of `tree` into a span with the quotation marks of the page's language.

    A quotation that has marks already gets no others.
    """
    language = (tree.get("lang") or "")[:2].lower()
    quoted = set()
    for element in [*tree.iter("q")]:
        is_within = element.getparent() in quoted
        quoted.add(element)
        opening, closing = _WITHIN if is_within else _MARKS.get(language, _ENGLISH)
        if not (element.text or "").lstrip().startswith(_OPENED) and not _follows_mark(element):
            _enclose(element, opening, closing)
        element.attrib.clear()
        element.tag = "span"


def _follows_mark(element: Any) -> bool:
    previous = element.getprevious()
    text = element.getparent().text if previous is None else previous.tail
    return (text or "").rstrip().endswith(_OPENED)


def _enclose(element: Any, opening: str, closing: str) -> None:
    element.text = opening + (element.text or "").lstrip()
    if len(element):
        element[-1].tail = (element[-1].tail or "").rstrip() + closing
    else:
        element.text = element.text.rstrip() + closing
