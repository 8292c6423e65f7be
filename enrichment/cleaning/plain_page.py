"""The text of a page that is too large or too odd for finding its article."""

import re
from collections.abc import Iterator
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.markup import INLINE, WITHOUT_TEXT

_FRAMES = frozenset(["aside", "footer", "iframe", "menu", "nav", "object"])
_CONTROLS = frozenset(["button", "option", "select", "textarea"])
_MEDIA = frozenset(["audio", "canvas", "math", "svg", "video"])
_LEFT_OUT = WITHOUT_TEXT | _FRAMES | _CONTROLS | _MEDIA
_SPACE = re.compile(r"\s+")


def plain_text(tree: Any) -> str:
    """Return the texts of `tree`, each block on its own line, without menus, forms and footers.

    Takes linear time and does not recurse.
    """
    lines = "".join(_pieces(tree)).split("\n")
    return "\n".join(filter(None, map(str.strip, lines)))


def _pieces(tree: Any) -> Iterator[str]:
    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start":
            if node.tag in _LEFT_OUT:
                walk.skip_subtree()
                continue
            text = node.text
        else:
            text = node.tail
        if event in ("start", "end") and node.tag not in INLINE:
            yield "\n"
        if text:
            yield _SPACE.sub(" ", text)
