"""Whether a field that should be plain text has HTML in it."""
# ruff: noqa: RUF001 (tags are quoted with typographic marks)

import re
from collections.abc import Iterator

from newsdesk.enrichment.cleaning.markup.html_tags import BLOCKS, MARK, is_tag
from newsdesk.enrichment.cleaning.wraps.word_sets import words

_WITHOUT_CONTENT = frozenset(["br", "hr", "wbr"])
_SET_APART = words("b em font i span strong u")
_SENTENCE_MARKS = tuple(".,;:!?")
_WORD = re.compile(r"[^\W\d_]{2}")
_WITH_VALUE = re.compile(r"\s[\w:@.-]+=[\"']?[^\s\"']")
_FIRST_BLOCK = re.compile(
    rf"\s*+(?:<!--|<!\[CDATA\[|<(?:{'|'.join(sorted(BLOCKS))})[\s>])", re.IGNORECASE
)
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^<>]*+>\s*+)?(?:<!--[^<>]{0,200}-->\s*+)?"
    r"<(?:!doctype\s++html|html|head|body)[\s>]",
    re.IGNORECASE,
)
# A text about markup names tags that it does not mean.
_ABOUT_MARKUP = re.compile(
    r"\b(?:X?HTML5?|XML|CSS|JavaScript|markup)\b"
    r"|<[^<>\s]{1,20}>[”\"'’»)]?\s(?:[Tt]ags?|[Ee]lements?|[Ee]lemente?|balises?|etiquetas?)\b"
    r"|\b(?:[Tt]ags?|[Ee]lements?|balises?|etiquetas?)\b[^<>.\n]{1,12}<[a-z/]"
)


def is_page(text: str) -> bool:
    """Whether `text` is the source of a whole page."""
    return "<" in text and _PAGE.match(text) is not None


def has_markup(text: str) -> bool:
    """Whether `text` is marked up with HTML.

    A tag counts if it has its end tag, attributes, or no content (`<br>`), if it is a block's and
    follows a sentence without a space, or if it is written as before a word (`<b>word`).
    Comparisons, addresses and names in angle brackets do not count, nor do the tags that a text
    about HTML names, unless the text begins with a block.
    """
    if "<" not in text or ">" not in text:
        return False
    if _FIRST_BLOCK.match(text):
        return True
    return any(_evidence(text)) and not _ABOUT_MARKUP.search(text)


def _evidence(text: str) -> Iterator[bool]:
    """Yield for each mark whether it shows that `text` is marked up."""
    begun, last_comment = set(), text.rfind("-->")
    for mark in MARK.finditer(text):
        if not is_tag(mark):
            continue
        if mark["name"] is None:
            yield mark[0] != "<!--" or mark.end() <= last_comment
            continue
        name = mark["name"].lower()
        if mark["end"] and name in begun:
            yield True
        elif not mark["end"] and (
            name in BLOCKS or not text[mark.end() : mark.end() + 1].isspace()
        ):
            begun.add(name)
        yield _is_attached(mark) or name in _WITHOUT_CONTENT or _is_half(mark)
        yield _WITH_VALUE.match(mark["attributes"]) is not None


def _is_attached(tag: re.Match[str]) -> bool:
    """Whether a block's tag, or the end of one, follows a sentence without a space."""
    before = tag.string[tag.start() - 1] if tag.start() else ""
    if tag["name"].lower() not in BLOCKS or not before:
        return False
    return before in ".!?…" or (bool(tag["end"]) and before.isalnum())


def _is_half(tag: re.Match[str]) -> bool:
    """Whether it is one of two tags around words, of which an excerpt has lost the other."""
    if tag["name"].lower() not in _SET_APART:
        return False
    text, before = tag.string, tag.string[tag.start() - 1 : tag.start()]
    if tag["end"]:
        return before.isalnum() or before in _SENTENCE_MARKS
    return not before.isalnum() and _WORD.match(text, tag.end()) is not None
