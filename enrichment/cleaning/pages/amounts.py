"""How much text and how many links the elements of a page hold."""

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.elements import FIELDS, NOT_SHOWN, REPLACED

_SKIPPED = NOT_SHOWN | REPLACED
_CONTROLS = FIELDS | {"button", "input"}
_SENTENCE_END = re.compile(r"[^\W_]{2}[\"”’»)]?(?:[.!?…](?!\w)|[。！？।؟])")  # noqa: RUF001


@dataclass(slots=True)
class Amounts:
    """Amounts of text, links and controls in an element.

    `characters` are letters and digits, of which `linked` are in links; `links` and `controls` are
    numbers of elements, and `sentences` of ends of sentences outside of links.
    """

    characters: int = 0
    linked: int = 0
    links: int = 0
    controls: int = 0
    sentences: int = 0

    def add(self, other: "Amounts") -> None:
        """Add what a child holds."""
        self.characters += other.characters
        self.linked += other.linked
        self.links += other.links
        self.controls += other.controls
        self.sentences += other.sentences


def amounts_of(tree: Any) -> dict[Any, Amounts]:
    """Return what each element of `tree` holds that is shown, in linear time.

    Elements within those that are not shown hold nothing.
    """
    found: dict[Any, Amounts] = defaultdict(Amounts)
    opened = [Amounts()]
    linked = 0
    walk = iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        if event == "start":
            opened.append(Amounts())
            linked += _is_link(node)
            if node.tag in _SKIPPED:
                walk.skip_subtree()
                continue
            text = node.text
        else:
            text = node.tail
            own = found[node] = opened.pop()
            own.links += _is_link(node)
            own.controls += node.tag in _CONTROLS
            linked -= _is_link(node)
            opened[-1].add(own)
        if text:
            _count(opened[-1], text, linked > 0)
    return found


def _count(amounts: Amounts, text: str, is_linked: bool) -> None:
    characters = sum(map(str.isalnum, text))
    amounts.characters += characters
    if is_linked:
        amounts.linked += characters
    elif characters:
        amounts.sentences += len(_SENTENCE_END.findall(text))


def _is_link(node: Any) -> bool:
    return node.tag == "a" and node.get("href") is not None
