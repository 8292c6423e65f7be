"""Tables of data, and those that only lay out a page or a newsletter."""

from dataclasses import dataclass
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.elements import BLOCKS, HEADINGS, LISTS

_LAYOUT_ROLES = frozenset(["none", "presentation"])
_NOT_IN_CELLS = HEADINGS | LISTS | {"article", "blockquote", "dl", "figure", "hr", "pre", "section"}
_CELLS = frozenset(["td", "th"])
_PARTS = frozenset(["caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"])
_LONGEST_CELL = 500


@dataclass(slots=True)
class _Table:
    element: Any
    is_data: bool
    paragraphs: int = 0
    characters: int = 0


def tables_of_data(tree: Any) -> set[Any]:
    """Return the tables of `tree` whose cells are values, in linear time.

    A cell with several paragraphs, a long text, a heading, a list or a table is a part of a layout.
    """
    found: set[Any] = set()
    if next(tree.iter("table"), None) is None:
        return found
    opened: list[_Table] = []
    for event, node in iterwalk(tree, events=("start", "end")):
        if event == "start":
            if node.tag == "table":
                if opened:
                    opened[-1].is_data = False
                opened.append(_Table(node, node.get("role") not in _LAYOUT_ROLES))
            elif opened:
                _look_into(opened[-1], node)
        elif node.tag == "table":
            table = opened.pop()
            if table.is_data:
                found.add(table.element)
        if opened and event == "end":
            opened[-1].characters += len(node.tail or "")
            opened[-1].is_data &= opened[-1].characters <= _LONGEST_CELL
    return found


def unfold_layouts(tree: Any) -> None:
    """Turn the tables of `tree` that lay out a page, and their rows and cells, into div."""
    if next(tree.iter("table"), None) is None:
        return
    data = tables_of_data(tree)
    opened: list[Any] = []
    parts: list[Any] = []
    for event, node in iterwalk(tree, events=("start", "end")):
        if event == "start":
            if node.tag == "table":
                opened.append(node)
            if node.tag in _PARTS and opened and opened[-1] not in data:
                parts.append(node)
        elif opened and node is opened[-1]:
            opened.pop()
    for part in parts:
        if part.tag in _CELLS:
            _wrap_text(part)
        part.tag = "div"


def _wrap_text(cell: Any) -> None:
    """Put the text that stands in a cell beside its blocks into paragraphs."""
    children = [*cell]
    paragraphs = [paragraph := cell.makeelement("p")]
    paragraph.text, cell.text = cell.text, None
    cell.insert(0, paragraph)
    for child in children:
        if child.tag not in BLOCKS or child.tag == "br":
            paragraph.append(child)
        else:
            paragraph = cell.makeelement("p")
            paragraph.text, child.tail = child.tail, None
            child.addnext(paragraph)
            paragraphs.append(paragraph)
    for paragraph in paragraphs:
        if not len(paragraph) and not (paragraph.text or "").strip():
            cell.remove(paragraph)


def _look_into(table: _Table, node: Any) -> None:
    if node.tag in _CELLS:
        table.paragraphs = table.characters = 0
    elif node.tag == "p":
        table.paragraphs += 1
    table.characters += len(node.text or "")
    if node.tag in _NOT_IN_CELLS or table.paragraphs > 1 or table.characters > _LONGEST_CELL:
        table.is_data = False
