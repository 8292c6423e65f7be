"""Cleaning a page: its article found by trafilatura, then cleaned as plain text."""

import itertools
import re
from html import unescape
from typing import Any

import trafilatura
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from lxml.html import HTMLParser, document_fromstring  # type: ignore[import-untyped]
from trafilatura.meta import reset_caches

from enrichment.cleaning.characters import drop_unreadable, mend_characters
from enrichment.cleaning.cleaned import CleanedText, RemovedLine
from enrichment.cleaning.markup import strip_tags
from enrichment.cleaning.text import clean_text

_PAGES_BETWEEN_RESETS = 500
# The date is not used, and a thorough search for it takes a third of the time.
_QUICK_DATE = {"original_date": True, "extensive_search": False, "max_date": "2100-01-01"}
_UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    LxmlError,
    RecursionError,
    TypeError,
    ValueError,
)
_TITLE_PARTS = re.compile(r"\s[|:·\u2013—-]+\s")
_pages = itertools.count(1)


def clean_html(html: str) -> CleanedText:
    """Return the article in the page `html`, cleaned as plain text is, with the page's title.

    Where no article is found, all of the page's text counts. Where the title stands again as
    the text's first line, that line goes. Never raises for what is in the page.
    """
    if next(_pages) % _PAGES_BETWEEN_RESETS == 0:
        reset_caches()
    html = drop_unreadable(html)
    text, title = _extract(html)
    return _without_title(clean_text(text or strip_tags(html)), _clean_title(title))


def _extract(html: str) -> tuple[str, str | None]:
    """Return the text and the title that trafilatura finds; the text may be empty."""
    title = None
    try:
        tree = _parse(html)
        page = trafilatura.bare_extraction(
            tree, include_comments=False, with_metadata=True, date_extraction_params=_QUICK_DATE
        )
        if page is None or isinstance(page, dict):
            title = trafilatura.extract_metadata(tree, extensive=False).title
            return trafilatura.html2txt(tree), title
        return page.text or trafilatura.html2txt(tree), page.title
    except _UNREADABLE:
        return "", title


def _parse(html: str) -> Any:
    # As bytes: lxml refuses text that declares an encoding.
    return document_fromstring(html.encode(), parser=HTMLParser(encoding="utf-8"))


def _clean_title(title: str | None) -> str | None:
    return " ".join(mend_characters(unescape(title or "")).split()) or None


def _without_title(cleaned: CleanedText, title: str | None) -> CleanedText:
    first, _, rest = cleaned.text.partition("\n")
    names = {_letters(name) for name in (title or "", *_TITLE_PARTS.split(title or ""))}
    if not rest or _letters(first) not in names - {""}:
        return CleanedText(cleaned.text, title, cleaned.removed)
    return CleanedText(rest.lstrip("\n"), title, (RemovedLine("title", first), *cleaned.removed))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
