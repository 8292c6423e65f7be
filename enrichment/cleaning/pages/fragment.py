"""Articles without a page around them, as feeds and content management systems deliver them.

All that is shown in them is the article, except for furniture.
"""

import re
from html import unescape
from itertools import islice
from typing import Any

from newsdesk.enrichment.cleaning.pages.amounts import Amounts, amounts_of
from newsdesk.enrichment.cleaning.pages.elements import FIELDS, NOT_SHOWN, REPLACED
from newsdesk.enrichment.cleaning.pages.fragment_furniture import furniture_of
from newsdesk.enrichment.cleaning.pages.rendering import shown_text

_SKELETON = re.compile(r"<(?:!doctype|html|head|body|title|frameset)\b", re.IGNORECASE)
_TAG = re.compile(r"<[a-z!/?]", re.IGNORECASE)
_ESCAPED_TAG = re.compile(
    r"&lt;(?:p|div|br|ul|ol|h[1-6]|blockquote|table|figure|section|article)\b", re.IGNORECASE
)
_PARAGRAPH = re.compile(r"<(?:p|br|pre|script|table|textarea)\b", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t\r]*+\n")
_CDATA = ("<![CDATA[", "]]>")

_LANDMARKS = frozenset(["banner", "complementary", "contentinfo", "navigation", "search"])
_OF_SITES = ("footer", "form", "header")
_NAMES_OF_SITES = re.compile(
    r"(?:^|[\s_-])(?:footer|header|masthead|menu|nav|navbar|navigation|sidebar|topbar)(?:$|[\s_-])",
    re.IGNORECASE,
)
_SECTIONS = frozenset(["article", "aside", "blockquote", "figure", "main", "section"])
_MOST_LINKS = 10
_FEW_LINKED = 0.2
_MOST_LINKED = 0.5
_MAIN_SHARE = 0.5
_DEEPEST = 50

_LEFT_OUT = NOT_SHOWN | REPLACED | FIELDS | {"button", "label"}


def has_markup(html: str) -> bool:
    """Whether there are tags in `html`; if not, its line breaks are those of the text."""
    return _TAG.search(html) is not None


def readable_source(html: str) -> str:
    """Return `html`, or what it stands for if it was escaped as a whole or is a CDATA section.

    Blank lines are line breaks where there are no other paragraphs, as in WordPress.
    """
    if not has_markup(html) and _ESCAPED_TAG.search(html):
        html = unescape(html)
    if html.lstrip().startswith(_CDATA[0]):
        html = html.strip().removeprefix(_CDATA[0]).removesuffix(_CDATA[1])
    if has_markup(html) and not _PARAGRAPH.search(html) and not _SKELETON.search(html):
        html = _BLANK_LINE.sub("<br><br>", html)
    return html


def fragment_text(html: str, tree: Any) -> str:
    """Return the text of the article that the page `html` is, parsed as `tree`; "" for other pages.

    Each block is on its own line, without furniture. A page that is an article has no menus, and
    not mainly links; a whole document must have few links, and no parts of a site, such as a
    header.
    """
    if _has_menu(html, tree):
        return ""
    amounts = amounts_of(tree)
    whole = amounts[tree]
    return _text(tree, amounts) if whole.characters and _has_few_links(html, whole) else ""


def _has_menu(html: str, tree: Any) -> bool:
    if any(_is_menu(element) for element in tree.iter("nav", "div", "ul", "section")):
        return True
    return _SKELETON.search(html) is not None and _has_site(tree)


def _has_few_links(html: str, whole: Amounts) -> bool:
    has_few = whole.links <= _MOST_LINKS
    if _SKELETON.search(html):
        return has_few and _share(whole) <= _FEW_LINKED
    return has_few or _share(whole) <= _MOST_LINKED


def _text(tree: Any, amounts: dict[Any, Amounts]) -> str:
    """Return the text of `tree`; a single `article` that has most of it is all that is read."""
    body = tree.find(".//body")
    body = tree if body is None else body
    articles = [element for element in body.iter("article") if not _is_within(element)]
    if len(articles) == 1 and _holds_most(amounts[articles[0]], amounts[body]):
        body = articles[0]
    furniture = furniture_of(body, amounts)
    return shown_text(body, _LEFT_OUT | furniture) or shown_text(body, _LEFT_OUT)


def _holds_most(part: Amounts, whole: Amounts) -> bool:
    return part.characters > _MAIN_SHARE * whole.characters


def _share(amounts: Amounts) -> float:
    return amounts.linked / max(1, amounts.characters)


def _is_menu(element: Any) -> bool:
    return element.tag == "nav" or element.get("role") in _LANDMARKS


def _has_site(tree: Any) -> bool:
    """Whether a document has parts of a site, or its style sheets."""
    return (
        any(_is_of_site(element) for element in tree.iter(*_OF_SITES))
        or any("stylesheet" in (link.get("rel") or "").lower() for link in tree.iter("link"))
        or any(_NAMES_OF_SITES.search(element.get("id") or "") for element in tree.iter("div"))
    )


def _is_of_site(element: Any) -> bool:
    """Whether the element belongs to a page, not to a section of it."""
    ancestors = islice(element.iterancestors(), _DEEPEST)
    return not any(ancestor.tag in _SECTIONS for ancestor in ancestors)


def _is_within(article: Any) -> bool:
    return any(a.tag == "article" for a in islice(article.iterancestors(), _DEEPEST))
