"""Furniture in an article that has no page around it: rows of buttons, forms, lists of links."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from lxml.etree import iterwalk  # type: ignore[import-untyped]

from newsdesk.enrichment.cleaning.pages.amounts import Amounts
from newsdesk.enrichment.cleaning.pages.elements import HEADINGS, LISTS
from newsdesk.enrichment.cleaning.pages.hidden import is_hidden

_NAMES = re.compile(r"[a-z0-9]+")
# Parts of the names that sites give to blocks.
_OF_FURNITURE = frozenset(
    [
        "addthis",
        "addtoany",
        "ads",
        "advert",
        "advertisement",
        "advertising",
        "breadcrumb",
        "breadcrumbs",
        "cookie",
        "cookies",
        "mostpopular",
        "newsletter",
        "outbrain",
        "pagination",
        "promo",
        "recirc",
        "recommended",
        "related",
        "sharebar",
        "sharedaddy",
        "share",
        "sharing",
        "signup",
        "social",
        "sponsored",
        "subscribe",
        "subscription",
        "taboola",
        "tags",
        "toolbar",
        "trending",
    ]
)
_WALLS = frozenset(["paywall", "regwall", "subwall"])
_OF_WALLS = frozenset(["box", "cta", "gate", "message", "modal", "offer", "overlay", "prompt"])
_BLOCKS = ("aside", "div", "figure", "footer", "header", "p", "section", *sorted(LISTS))
_LABEL = re.compile(
    r"\W*(?:related|read (?:more|also|next)|see also|also read|more (?:on|from|about)|"
    r"further reading|most (?:read|popular)|recommended|don.t miss|"
    r"lea también|lee también|más sobre|relacionad\w|noticias relacionadas|te puede interesar|"
    r"à lire|lire aussi|lisez aussi|voir aussi|sur le même sujet|"
    r"lesen sie auch|mehr zum thema|mehr dazu|auch interessant|das könnte sie|"
    r"leggi anche|potrebbe interessarti|leia (?:também|mais)|veja também|saiba mais|"
    r"lees ook|meer over|zobacz też|czytaj (?:też|także)|читайте также|по теме)",
    re.IGNORECASE,
)
# The last line of an item in WordPress's feeds.
_ORIGIN = re.compile(
    r"(?:The post .{1,300}(?:appeared first on|first appeared on)|"
    r"Der Beitrag .{1,300}erschien zuerst auf|La entrada .{1,300}se publicó primero en|"
    r"L.article .{1,300}est apparu en premier sur|L.articolo .{1,300}(?:proviene da|sembra essere)|"
    r"O post .{1,300}apareceu primeiro em|Het bericht .{1,300}verscheen eerst op|"
    r"Artykuł .{1,300}pochodzi z serwisu|Сообщение .{1,300}появились сначала на) .{1,100}"
)
_CARDS = ("aside", "div", "figure", "p", "section")
_MOST_OF_CARD = 3
_LONGEST_LABEL = 60
_LONGEST_BLOCK = 400
_LONGEST_WORDS = 60
_LINKED = 0.8
_ALL_LINKED = 0.95
_PARTLY_LINKED = 0.4
_SHORTEST_HEADLINE = 20
_MOST_FURNITURE = 0.6
_SENTENCE_ENDS = tuple('.!?…。！？؟:"”»')  # noqa: RUF001

_MEDIA = ("audio", "embed", "iframe", "img", "object", "picture", "svg", "video")
_CAPTION_CLASS = "wp-caption-text"
_SHORTEST_LEAD = 40
_MOST_CAPTIONS = 20
_DEEPEST = 50


def furniture_of(body: Any, amounts: dict[Any, Amounts]) -> frozenset[Any]:
    """Return the elements of `body` that are no part of the article, in linear time.

    `amounts` are those of all elements. What would be most of the text is no furniture, unless it
    is hidden.
    """
    whole = amounts[body]
    found = {element for element in body.iter("form", "fieldset") if amounts[element].controls}
    found |= {element for element in body.iter(*_BLOCKS) if is_named(element, amounts[element])}
    if whole.linked <= whole.characters / 2:
        found |= {*_lists_of_links(body, amounts)}
        found |= {element for element in body.iter(*_CARDS) if _is_card(element, amounts[element])}
    if _characters_of(found, body, amounts) > _MOST_FURNITURE * whole.characters:
        found = set()
    hidden = {element for element in body.iter("*") if is_hidden(element)}
    return frozenset(found | hidden | {*_captions_before_lead(body, amounts)})


def _characters_of(elements: set[Any], body: Any, amounts: dict[Any, Amounts]) -> int:
    """Return how many characters the elements hold together."""
    characters = 0
    walk = iterwalk(body, events=("start",))
    for _, node in walk:
        if node in elements:
            characters += amounts[node].characters
            walk.skip_subtree()
    return characters


def is_named(element: Any, amounts: Amounts) -> bool:
    """Whether a block has a name of furniture, and looks like it."""
    if not element.attrib or amounts.characters > _LONGEST_BLOCK:
        return False
    names = {*_NAMES.findall(f"{element.get('class', '')} {element.get('id', '')}".lower())}
    if not (names.isdisjoint(_WALLS) or names.isdisjoint(_OF_WALLS)):
        return True
    if names.isdisjoint(_OF_FURNITURE):
        return False
    has_only_words = not amounts.sentences and amounts.characters <= _LONGEST_WORDS
    return has_only_words or amounts.controls > 0 or _is_linked(amounts, _PARTLY_LINKED)


def _lists_of_links(body: Any, amounts: dict[Any, Amounts]) -> Iterator[Any]:
    """Yield lists of headlines that lead to other articles, and the labels above them."""
    for element in body.iter(*LISTS):
        own = amounts[element]
        if not own.links or not _is_linked(own, _LINKED):
            continue
        label, words = _before(element)
        if len(words) <= _LONGEST_LABEL and _LABEL.match(words):
            yield from (element, label) if label is not None else (element,)
        elif not words.endswith(":") and own.linked >= _SHORTEST_HEADLINE * own.links:
            yield element


def is_introduced(block: Any) -> bool:
    """Whether the words right before `block` announce it, and not as links to other articles."""
    _, words = _before(block)
    is_label = len(words) <= _LONGEST_LABEL and _LABEL.match(words)
    return words.endswith((":", "：")) and not is_label  # noqa: RUF001


def _before(element: Any) -> tuple[Any, str]:
    """Return the block right before an element, and its text; None for text without a block."""
    previous = element.getprevious()
    if previous is None:
        return None, (element.getparent().text or "").strip()
    tail = (previous.tail or "").strip()
    if tail or not isinstance(previous.tag, str):
        return None, tail
    return previous, "".join(previous.itertext()).strip()


def _is_card(block: Any, amounts: Amounts) -> bool:
    """Whether a block is a headline that leads to another article, or says where it came from."""
    if not 0 < amounts.links <= _MOST_OF_CARD or amounts.characters > _LONGEST_BLOCK:
        return False
    is_all_linked = amounts.linked >= _SHORTEST_HEADLINE and _is_linked(amounts, _ALL_LINKED)
    if not is_all_linked and block.tag != "p":
        return False
    text = " ".join("".join(block.itertext()).split())
    return _ORIGIN.match(text) is not None or (
        is_all_linked and not text.endswith(_SENTENCE_ENDS) and not _holds_heading(block)
    )


def _holds_heading(block: Any) -> bool:
    return next(block.iter(*HEADINGS), None) is not None


def _is_linked(amounts: Amounts, share: float) -> bool:
    return amounts.linked >= share * max(1, amounts.characters)


def _captions_before_lead(body: Any, amounts: dict[Any, Amounts]) -> Iterator[Any]:
    """Yield captions of pictures that stand before the first paragraph; later ones stay."""
    captions = []
    for element in body.iter("figcaption", "p"):
        if element.tag == "figcaption" or element.get("class") == _CAPTION_CLASS:
            captions.append(element)
        elif _is_lead(element, amounts[element]):
            break
    else:
        return
    yield from filter(_is_of_media, captions[:_MOST_CAPTIONS])


def _is_lead(paragraph: Any, amounts: Amounts) -> bool:
    return (
        amounts.characters >= _SHORTEST_LEAD
        and amounts.sentences > 0
        and all(a.tag != "figure" for a in islice(paragraph.iterancestors(), _DEEPEST))
    )


def _is_of_media(caption: Any) -> bool:
    figure = caption.getparent()
    return figure is not None and next(figure.iter(*_MEDIA), None) is not None
