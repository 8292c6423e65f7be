"""Runs of text in a page: what stands in one line, with the elements within it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.elements import (
    BLOCKS,
    CONTROLS,
    FIELDS,
    NOT_SHOWN,
    PHRASING,
    REPLACED,
)
from newsdesk.enrichment.cleaning.pages.hidden import is_hidden

_SKIPPED = NOT_SHOWN | REPLACED | FIELDS


@dataclass(slots=True)
class Piece:
    """A text node: the `text` or the `tail` of `owner`; `words` are those outside of controls."""

    owner: Any
    is_tail: bool
    text: str
    words: str

    def put(self, text: str) -> None:
        """Replace the text, in the tree too."""
        self.text = text
        if self.is_tail:
            self.owner.tail = text
        else:
            self.owner.text = text


@dataclass(slots=True)
class Inline:
    """An element within a run, with the pieces `start` to `end` in it."""

    element: Any
    start: int
    end: int = 0
    is_whole: bool = True
    """No block begins or ends in it."""


@dataclass(slots=True)
class Run:
    """The pieces of text between two blocks' borders, and the elements in them.

    `hidden` are elements that are not shown, whose text is not among the pieces.
    """

    pieces: list[Piece] = field(default_factory=list)
    inlines: list[Inline] = field(default_factory=list)
    hidden: list[Any] = field(default_factory=list)
    has_fields: bool = False
    block: Any = None
    """The tag of the block that they stand in."""

    def letters(self) -> list[int]:
        """Return how many letters and digits come before each piece, and in all."""
        counts = (sum(map(str.isalnum, piece.words)) for piece in self.pieces)
        return [0, *accumulate(counts)]

    def edges(self) -> tuple[list[str], list[str]]:
        """Return the last character before each piece, and the first from it on; "" for none."""
        words = [piece.words.strip() for piece in self.pieces]
        before = [*accumulate(words, lambda last, text: text[-1:] or last, initial="")]
        after = [*accumulate(reversed(words), lambda n, text: text[:1] or n, initial="")]
        return before, after[::-1]

    def ends(self) -> list[str]:
        """Return the last character before each piece, also of controls; "" for none."""
        texts = (piece.text.rstrip() for piece in self.pieces)
        return [*accumulate(texts, lambda last, text: text[-1:] or last, initial="")]


def runs_of(tree: Any) -> Iterator[Run]:
    """Yield the runs of `tree` that are not empty, in linear time and without recursion.

    The elements of a run may be renamed and their texts changed while they are walked over.
    """
    run, opened, controls = Run(), [Inline(tree, 0)], 0
    walk = iterwalk(tree, events=("start", "end"))
    for event, node in walk:
        tag = node.tag
        if event == "start":
            run.has_fields = run.has_fields or tag in FIELDS
            if tag in BLOCKS:
                yield from _closed(run, opened)
                run = Run(block=tag)
            opened.append(Inline(node, len(run.pieces)))
            controls += tag in CONTROLS
            if tag in _SKIPPED:
                walk.skip_subtree()
            elif tag in PHRASING and is_hidden(node):
                run.hidden.append(node)
                walk.skip_subtree()
            elif node.text:
                _add(run, node, False, controls)
            continue
        inline = opened.pop()
        controls -= tag in CONTROLS
        if tag in BLOCKS:
            yield from _closed(run, opened)
            run = Run(block=opened[-1].element.tag)
        elif inline.is_whole and tag not in _SKIPPED:
            inline.end = len(run.pieces)
            run.inlines.append(inline)
        if node.tail:
            _add(run, node, True, controls)
    yield from _closed(run, opened)


def _add(run: Run, owner: Any, is_tail: bool, controls: int) -> None:
    text = owner.tail if is_tail else owner.text
    run.pieces.append(Piece(owner, is_tail, text, "" if controls else text))


def _closed(run: Run, opened: list[Inline]) -> Iterator[Run]:
    """Yield `run` unless it is empty, and note the border in all elements that are open."""
    for inline in reversed(opened):
        if not inline.is_whole:
            break
        inline.is_whole = False
    if run.inlines or run.hidden:
        yield run
