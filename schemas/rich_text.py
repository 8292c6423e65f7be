"""Text that editors store as a tree of blocks: Sanity, Strapi, Contentful, Editor.js, Lexical.

The trees differ in names, and agree in this: a block has its text itself, or in spans below it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

_INSIDE = (
    *("children", "content", "blocks", "nodes", "paragraphs", "paragraph", "sections", "items"),
    *("root", "model", "data", "document"),
)
_OF_BLOCKS = ("blocks", "paragraphs", "paragraph", "sections", "items")
_TEXTS = ("text", "content", "value", "$text", "#text")
_TYPES = ("type", "_type", "nodeType", "blockType", "__component")
_INLINE = frozenset(
    (
        *("", "text", "span", "fragment", "link", "hyperlink", "autolink", "a", "mention", "bold"),
        *("italic", "strong", "em", "emphasis", "underline", "mark", "inlinetext"),
    )
)
_BREAKS = frozenset(("hardbreak", "linebreak", "br", "break"))
_HEADINGS = ("heading", "headline", "title")
_WITHOUT_TEXT = (
    *("image", "photo", "picture", "figure", "video", "audio", "embed", "gallery", "caption"),
    *("button", "advert", "nav"),
)
_OF_PARTS = frozenset((*_INSIDE, *_TEXTS, *_TYPES, *_HEADINGS, "style", "level", "_key", "key"))
_DEEPEST = 100
_MARKS_OF_AN_ARTICLE = ("title", "headline", "url", "link", "id")


def text_of_blocks(value: Any) -> str | None:
    """Return the text of a tree or a list of blocks, by paragraphs; None if it is no such tree."""
    is_tree = isinstance(value, Mapping) and not value.keys() & {*_MARKS_OF_AN_ARTICLE, *_TEXTS[:1]}
    blocks = [value] if is_tree else value
    if not isinstance(blocks, list) or not all(isinstance(block, Mapping) for block in blocks):
        return None
    if any(map(_is_article, blocks)):
        return None
    lines = _Lines()
    for block in blocks:
        lines.end()
        _read(block, lines, _DEEPEST)
    lines.end()
    return "\n\n".join(lines.whole) or None


class _Lines:
    """Paragraphs, and the pieces of the one that is being read."""

    def __init__(self) -> None:
        self.whole: list[str] = []
        self._pieces: list[str] = []

    def add(self, piece: str) -> None:
        self._pieces.append(piece)

    def end(self) -> None:
        line = "".join(self._pieces).strip()
        self._pieces.clear()
        if line:
            self.whole.append(line)


def _read(node: Any, lines: _Lines, levels: int) -> None:
    if isinstance(node, str):
        lines.end()
        lines.add(node)
    if not isinstance(node, Mapping) or not levels:
        return
    kind = _kind(node)
    if kind in _BREAKS:
        lines.add("\n")
        return
    if any(part in kind for part in _WITHOUT_TEXT):
        return
    is_block = kind not in _INLINE
    if is_block:
        lines.end()
    for heading in (node[name] for name in _HEADINGS if isinstance(node.get(name), str)):
        lines.end()
        lines.add(heading)
        lines.end()
    _read_inside(node, lines, levels - 1)
    if is_block:
        lines.end()


def _read_inside(node: Mapping[str, Any], lines: _Lines, levels: int) -> None:
    text = next((node[name] for name in _TEXTS if isinstance(node.get(name), str)), None)
    if text is not None:
        lines.add(text)
    for part, is_block in _parts(node, has_text=text is not None):
        if is_block:
            lines.end()
        _read(part, lines, levels)


def _parts(node: Mapping[str, Any], *, has_text: bool) -> Iterator[tuple[Any, bool]]:
    """Yield what a node has inside, and whether that is a block; one with a text has only items."""
    for name in ("items",) if has_text else _INSIDE:
        inside = node.get(name)
        if isinstance(inside, list):
            yield from ((part, name in _OF_BLOCKS) for part in inside)
        elif isinstance(inside, Mapping):
            yield inside, False


def _kind(node: Mapping[str, Any]) -> str:
    kind = next((node[name] for name in _TYPES if isinstance(node.get(name), str)), "")
    return kind.lower().replace("-", "").replace("_", "")


def _is_article(block: Mapping[str, Any]) -> bool:
    """Whether a member of a list is an article, and not a part of one."""
    is_titled = any(isinstance(block.get(name), str | Mapping) for name in ("title", "headline"))
    return is_titled and not block.keys() <= _OF_PARTS
