"""Quotations set apart, and their speakers, which look like pictures and footers of a page."""

import re
from itertools import islice
from typing import Any

_MEDIA = frozenset(
    ["audio", "canvas", "embed", "iframe", "img", "object", "picture", "svg", "table", "video"]
)
_QUOTED = frozenset(["blockquote", "pre"])
# A pull quote repeats the article's words.
_PULLED = re.compile(r"pull", re.IGNORECASE)
_MOST_ELEMENTS = 100
_NEAR = 3


def keep_quotations(tree: Any) -> None:
    """Turn figures of `tree` that are quotations into blocks, and their captions into paragraphs.

    So are the footers of quotations. Takes linear time.
    """
    for figure in [*tree.iter("figure")]:
        parts = [*islice(figure.iter("*"), _MOST_ELEMENTS)]
        if len(parts) < _MOST_ELEMENTS and _is_quotation(figure, {part.tag for part in parts}):
            figure.tag = "div"
            for part in parts:
                part.tag = "p" if part.tag == "figcaption" else part.tag
    for footer in [*tree.iter("footer")]:
        if any(above.tag == "blockquote" for above in islice(footer.iterancestors(), _NEAR)):
            footer.tag = "p"


def _is_quotation(figure: Any, tags: set[Any]) -> bool:
    names = figure.get("class") or ""
    return (
        not tags.isdisjoint(_QUOTED) and tags.isdisjoint(_MEDIA) and not _PULLED.search(names[:500])
    )
