"""A parsed page, and how large it is. Attributes and spans that no article needs are cut."""

from dataclasses import dataclass, fields
from enum import Enum
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.json_ld import shorten_json_ld
from newsdesk.enrichment.cleaning.pages.source import few_attributes

MAX_ATTRIBUTE_CHARACTERS = 4_000
MAX_SPANS = 5_000
"""Columns and rows that cells of a page may span together; beyond that, no cell spans any."""

# Discourse forums send their posts in it.
_CARRIES_TEXT = "data-preloaded"
_SPANS = ("colspan", "rowspan")


@dataclass(frozen=True, slots=True)
class PageSize:
    """How large a page is.

    `depth` is the number of levels, `nested_text` the sum over all texts of their characters times
    their level, `mixed_text` the largest product of a parent's children and the characters between
    them, `columns` the most that a table has, and `cells` its product with all rows. A cell that
    spans columns counts for each.
    """

    nodes: int
    depth: int
    nested_text: int
    mixed_text: int
    columns: int
    cells: int


def parse_page(html: str) -> Any:
    """Return the page's tree without comments, in which attributes, spans and JSON-LD are short.

    Raises:
        LxmlError, ValueError: if there is no element in `html`.
    """
    # As bytes, because lxml refuses text with an encoding declaration.
    source = few_attributes(html).encode()
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = document_fromstring(source, parser=parser)
    _shorten_attributes(tree)
    shorten_json_ld(tree)
    return tree


def _shorten_attributes(tree: Any) -> None:
    spans = 0
    for element in tree.iter("*"):
        for name, value in element.items():
            if len(value) > MAX_ATTRIBUTE_CHARACTERS and name != _CARRIES_TEXT:
                element.set(name, value[:MAX_ATTRIBUTE_CHARACTERS])
            elif name in _SPANS:
                spans += _span(value)
    if spans > MAX_SPANS:
        for cell in tree.iter("td", "th"):
            for name in _SPANS:
                cell.attrib.pop(name, None)


def _span(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else 1


def size_of(tree: Any) -> PageSize:
    """Measure a tree, in linear time."""
    nodes = depth = nested = mixed = rows = columns = 0
    open_children = [[0, 0]]
    for event, node in iterwalk(tree, events=("start", "end")):
        if event == "end":
            children, text = open_children.pop()
            mixed = max(mixed, children * text)
            if node.tag == "tr":
                rows, columns = rows + 1, max(columns, children)
        else:
            nodes += 1
            level = len(open_children)
            own = len(node.text or "")
            tail = len(node.tail or "")
            nested += level * (own + tail)
            open_children[-1][0] += _span(node.get("colspan"))
            open_children[-1][1] += tail
            open_children.append([0, 0])
            depth = max(depth, level)
    return PageSize(nodes, depth, nested, mixed, columns, rows * columns)


class Effort(Enum):
    """How hard to look for the article in a page."""

    FULL = "full"
    LITTLE = "little"
    NONE = "none"


def effort_for(size: PageSize) -> Effort:
    """Return the effort that does not take too long for a page of this size."""
    for effort, limit in _LIMITS.items():
        if all(getattr(size, f.name) <= getattr(limit, f.name) for f in fields(size)):
            return effort
    return Effort.NONE


_LIMITS = {
    Effort.FULL: PageSize(10_000, 120, 30_000_000, 1_500_000_000, 1_000, 50_000),
    Effort.LITTLE: PageSize(30_000, 120, 30_000_000, 1_500_000_000, 1_000, 50_000),
}
