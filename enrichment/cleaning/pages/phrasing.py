"""Elements within sentences, of which the words are kept; what is deleted there falsifies the text.

Finding the article deletes elements such as time, label and button, and by their classes spans such
as an author's. That is right where they stand alone, in a byline or a form.
"""
# ruff: noqa: RUF001 (marks of other scripts)

from typing import Any

from lxml.etree import iterwalk, strip_tags  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.elements import (
    BLOCKS,
    CONTROLS,
    FIELDS,
    HEADINGS,
    NOT_SHOWN,
    PHRASING,
    REPLACED,
    VOID,
)
from newsdesk.enrichment.cleaning.pages.gluing import part_words
from newsdesk.enrichment.cleaning.pages.hidden import drop
from newsdesk.enrichment.cleaning.pages.notes import set_superscripts
from newsdesk.enrichment.cleaning.pages.quotes import set_quotes
from newsdesk.enrichment.cleaning.pages.runs import Inline, Run, runs_of

_NOT_KEPT = CONTROLS | {"blink", "data", "marquee", "noindex", "slot", "time"}
_OF_HTML = PHRASING | BLOCKS | NOT_SHOWN | REPLACED | FIELDS | {*VOID, "img", "map", "picture"}
_STRUCK = frozenset(["del", "s", "strike"])
_WITHOUT_WORDS = frozenset(["br", "img", "wbr"])
_OPENERS = HEADINGS | {"dt", "summary"}
"""Blocks that open and close what is below them by a button."""

_SENTENCE_ENDS = frozenset(".!?…:|•·。！？।؟")
_GOES_ON = frozenset(",.;:!?)]%’”»…-–—/،؛、。，")
_SHORTEST = 12
"""Letters beside an element that may be a sentence; a byline or a label has fewer."""


def keep_phrases(tree: Any) -> None:
    """Turn elements of `tree` within sentences into spans without attributes, in linear time.

    Elements that are not HTML's become spans as well, or div if they hold blocks. Quotation marks
    stand where browsers set them for `q`, formulas are plain text, what an insertion replaces or a
    page does not show goes, and words glued by markup are parted.
    """
    strip_tags(tree, *VOID)
    _flatten_formulas(tree)
    set_quotes(tree)
    set_superscripts(tree)
    for run in runs_of(tree):
        for element in run.hidden:
            drop(element)
        _drop_replaced(run)
        _keep(run)
        part_words(run)
    _name_unknown_blocks(tree)


def _name_unknown_blocks(tree: Any) -> None:
    walk = iterwalk(tree, events=("start",))
    for _, element in walk:
        if element.tag in NOT_SHOWN or element.tag in REPLACED:
            walk.skip_subtree()
        elif element.tag not in _OF_HTML:
            element.tag = "div"


def _flatten_formulas(tree: Any) -> None:
    for formula in [*tree.iter("math")]:
        for note in [*formula.iter("annotation", "annotation-xml")]:
            note.text = None
            del note[:]
        formula.text = " ".join("".join(formula.itertext()).split())
        del formula[:]
        formula.attrib.clear()
        formula.tag = "span"


def _drop_replaced(run: Run) -> None:
    """Delete what is struck out where an insertion follows that replaces it."""
    struck: Inline | None = None
    for inline in run.inlines:
        if inline.element.tag in _STRUCK:
            struck = inline
        elif inline.element.tag == "ins" and struck is not None:
            between = run.pieces[struck.end : inline.start]
            if not any(piece.text.strip() for piece in between):
                drop(struck.element)
            struck = None


def _keep(run: Run) -> None:
    if not any(map(_may_be_lost, run.inlines)):
        return
    surroundings = _Surroundings(run)
    for inline in filter(_may_be_lost, run.inlines):
        if surroundings.are_a_sentence(inline):
            inline.element.attrib.clear()
            inline.element.tag = "span"
        elif inline.element.tag not in PHRASING:
            inline.element.tag = "span"


def _may_be_lost(inline: Inline) -> bool:
    """Whether finding the article may delete the element, and words in it."""
    element = inline.element
    if inline.start == inline.end or element.tag in _WITHOUT_WORDS or element.tag == "script":
        return False
    if element.get("aria-hidden") == "true":
        return False
    if element.tag == "span":
        return bool(element.get("class") or element.get("id"))
    return element.tag in _NOT_KEPT or element.tag not in PHRASING


class _Surroundings:
    """The text around the elements of a run, without that of buttons and labels."""

    def __init__(self, run: Run) -> None:
        self._has_fields = run.has_fields
        self._is_heading = run.block in _OPENERS
        self._letters = run.letters()
        self._before, self._after = run.edges()
        self._last = run.ends()

    def are_a_sentence(self, inline: Inline) -> bool:
        """Whether the element is a part of a sentence around it."""
        before = self._letters[inline.start]
        after = self._letters[-1] - self._letters[inline.end]
        if inline.element.tag in CONTROLS and self._is_heading:
            return not self._has_fields
        if inline.element.tag in CONTROLS | {"span"}:
            return before + after >= _SHORTEST and self._runs_on(inline)
        return before + after >= _SHORTEST or (before > 0 and after > 0)

    def _runs_on(self, inline: Inline) -> bool:
        if self._has_fields and inline.element.tag in CONTROLS:
            return False
        before, after = self._before[inline.start], self._after[inline.end]
        if not after:
            ends = self._last[inline.end] in _SENTENCE_ENDS
            return bool(before) and before not in _SENTENCE_ENDS and ends
        if not before:
            return not after.isupper() and after not in _SENTENCE_ENDS
        return before not in _SENTENCE_ENDS or after.islower() or after in _GOES_ON
