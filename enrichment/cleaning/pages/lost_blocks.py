"""Lists, headings and the like that finding the article loses between its paragraphs."""

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.amounts import Amounts, amounts_of
from newsdesk.enrichment.cleaning.pages.elements import (
    BLOCKS,
    FIELDS,
    HEADINGS,
    LISTS,
    NOT_SHOWN,
    REPLACED,
)
from newsdesk.enrichment.cleaning.pages.fragment_furniture import is_introduced, is_named
from newsdesk.enrichment.cleaning.pages.hidden import is_hidden
from newsdesk.enrichment.cleaning.pages.rendering import shown_text
from newsdesk.enrichment.cleaning.titles import letters_of

_LOST = HEADINGS - {"h1"} | {"aside", "blockquote", "dl", "ol", "pre", "table", "ul"}
_WITH_SENTENCES = frozenset(["aside", "div"])
_LEFT_OUT = NOT_SHOWN | REPLACED | FIELDS | {"button", "label"}
_MOST_LINKED = 0.3
_LONGEST_NAME = 28
_NEAR = 3
"""Siblings away from a paragraph of the article."""

_INTRODUCES = (":", "：")  # noqa: RUF001


def with_lost_blocks(text: str, tree: Any) -> str:
    """Return `text`, found in `tree`, with the blocks that stand between its paragraphs there.

    They are near siblings of a paragraph, and have no line that is in `text`, and few links. After
    the last paragraph, only a list that it introduces is added. Takes linear time.
    """
    lines = text.split("\n")
    places: dict[str, int] = {}
    for place, line in enumerate(lines):
        places.setdefault(letters_of(line), place)
    keys = ((p, letters_of("".join(p.itertext()))) for p in tree.iter("p"))
    paragraphs = {p: places[key] for p, key in keys if key in places and key}
    if not paragraphs:
        return text
    added: dict[int, list[str]] = {}
    for place, block in _between(tree, paragraphs, lines):
        if _is_content(block, amounts_of(block)[block]):
            found = shown_text(block, _LEFT_OUT).split("\n")
            if not any(letters_of(line) in places for line in found):
                added.setdefault(place, []).extend(found)
    if not added:
        return text
    return "\n".join("\n".join([line, *added.get(n, [])]) for n, line in enumerate(lines))


def _between(
    tree: Any, paragraphs: Mapping[Any, int], lines: list[str]
) -> Iterator[tuple[int, Any]]:
    """Yield the blocks between paragraphs, with the place of the line before them."""
    place: int | None = None
    seen = 0
    blocks: list[Any] = []
    walk = iterwalk(tree, events=("start",))
    for _, node in walk:
        if node in paragraphs:
            yield from ((place, block) for block in blocks if place is not None)
            place, blocks = paragraphs[node], []
            seen += 1
        elif place is not None and _may_be_lost(node) and _is_near(node, paragraphs):
            # A box above the second paragraph is about the article.
            blocks.extend([node] if seen > 1 or node.tag not in _WITH_SENTENCES else [])
            walk.skip_subtree()
    if place is not None and lines[place].rstrip().endswith(_INTRODUCES):
        yield from ((place, block) for block in blocks[:1] if block.tag not in HEADINGS)


def _may_be_lost(node: Any) -> bool:
    """Whether it is such a block, or a `div` that is a paragraph."""
    return node.tag in _LOST or (
        node.tag == "div" and all(part is node for part in islice(node.iter(*BLOCKS), 2))
    )


def _is_near(block: Any, paragraphs: Mapping[Any, int]) -> bool:
    before = islice(block.itersiblings(preceding=True), _NEAR)
    after = islice(block.itersiblings(), _NEAR)
    return any(sibling in paragraphs for sibling in chain(before, after))


def _are_names(block: Any, amounts: Amounts) -> bool:
    """Whether it is a list of linked names that the paragraph above it introduces."""
    are_short = amounts.characters <= _LONGEST_NAME * amounts.links
    return block.tag in LISTS and are_short and is_introduced(block)


def _is_content(block: Any, amounts: Amounts) -> bool:
    return (
        amounts.characters > 0
        and not amounts.controls
        and (amounts.linked <= _MOST_LINKED * amounts.characters or _are_names(block, amounts))
        and (block.tag not in _WITH_SENTENCES or amounts.sentences > 0)
        and not is_hidden(block)
        and not is_named(block, amounts)
    )
