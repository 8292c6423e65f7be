"""Cleaning a page: the article is found in it, and then cleaned as plain text.

In a whole page trafilatura finds it; all that a fragment shows is the article.
"""

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import Any

import trafilatura
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from trafilatura.utils import line_processing, trim

from newsdesk.enrichment.cleaning.characters import drop_unreadable
from newsdesk.enrichment.cleaning.cleaned import CleanedText
from newsdesk.enrichment.cleaning.markup.tags import strip_tags
from newsdesk.enrichment.cleaning.pages.forms import drop_forms
from newsdesk.enrichment.cleaning.pages.fragment import (
    fragment_text,
    has_markup,
    readable_source,
)
from newsdesk.enrichment.cleaning.pages.json_ld import article_body
from newsdesk.enrichment.cleaning.pages.layout_tables import unfold_layouts
from newsdesk.enrichment.cleaning.pages.lost_blocks import with_lost_blocks
from newsdesk.enrichment.cleaning.pages.metadata import title_and_description
from newsdesk.enrichment.cleaning.pages.phrasing import keep_phrases
from newsdesk.enrichment.cleaning.pages.plain_page import plain_text
from newsdesk.enrichment.cleaning.pages.quotations import keep_quotations
from newsdesk.enrichment.cleaning.pages.tree import Effort, effort_for, parse_page, size_of
from newsdesk.enrichment.cleaning.text import clean_lines
from newsdesk.enrichment.cleaning.titles import clean_title, letters_of, without_title

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
_RULE = re.compile(r"\|(?:-{3,}\|)+")
_MUCH_LONGER = 2
_SENTENCES = re.compile(r"(?:\S{1,80} ){7,120}\S{1,80}(?<!\.\.)[.!?\u3002][\"\u201d\u00bb']?")


def clean_html(html: str) -> CleanedText:
    """Return the article in the page `html`, cleaned like plain text, with the page's title.

    A fragment without a page around it is an article as a whole. If no article is found, or the
    page is too large to look for it, it is the page's whole text. A
    standfirst that the page shows outside of the article is put first. If the title is repeated as
    the first line, that line is removed. Takes time in proportion to the page's length.
    Never raises because of the page's content.
    """
    html = readable_source(drop_unreadable(html))
    page = _extract(html)
    _forget()
    cleaned = clean_lines(_unwrap_cells(page.text) or strip_tags(html))
    titled = replace(cleaned, title=clean_title(page.title))
    return _with_standfirst(without_title(titled, titled.title), page.standfirst)


@dataclass(frozen=True, slots=True)
class _Page:
    text: str = ""
    title: str | None = None
    standfirst: str | None = None


def _extract(html: str) -> _Page:
    """Return the article that the page `html` is, or that trafilatura finds in it.

    It is the text of a page that is too large for trafilatura, and what JSON-LD calls the article's
    body if the page shows less than half of that. The text may be empty.
    """
    if not has_markup(html):
        return _Page(unescape(html))
    title = None
    try:
        tree = parse_page(html)
        effort = effort_for(size_of(tree))
        keep_phrases(tree)
        if text := fragment_text(html, tree):
            title, _ = title_and_description(tree, everywhere=False)
            return _Page(_fuller(text, tree), title)
        keep_quotations(tree)
        drop_forms(tree)
        unfold_layouts(tree)
        if effort is Effort.NONE:
            title, _ = title_and_description(tree, everywhere=False)
            return _Page(plain_text(tree), title)
        title, description = title_and_description(tree, everywhere=True)
        page = trafilatura.bare_extraction(
            tree, include_comments=False, fast=effort is Effort.LITTLE
        )
        if page is None or isinstance(page, dict) or not page.text:
            return _Page(_fuller(trafilatura.html2txt(tree), tree), title)
        text = _fuller(with_lost_blocks(page.text, tree), tree)
        return _Page(text, title, _standfirst(description, text, tree))
    except _UNREADABLE:
        return _Page(title=title)


def _fuller(text: str, tree: Any) -> str:
    body = article_body(tree)
    return body if len(body) > _MUCH_LONGER * len(text) else text


def _forget() -> None:
    """Clear the caches in which trafilatura keeps the texts of pages, whatever their length."""
    trim.cache_clear()
    line_processing.cache_clear()


def _standfirst(description: str | None, text: str, tree: Any) -> str | None:
    """Return the page's description if it consists of sentences shown on the page outside `text`.

    Editors use the standfirst as description, and pages often place it outside the body.
    """
    description = " ".join((description or "").split())
    letters = letters_of(description)
    if not _SENTENCES.fullmatch(description) or letters in letters_of(text):
        return None
    return description if letters in letters_of(trafilatura.html2txt(tree)) else None


def _unwrap_cells(text: str) -> str:
    """Return `text` with table rows of one cell as paragraphs, without the rules of tables."""
    lines = (line for line in text.split("\n") if not _RULE.fullmatch(line))
    return "\n".join(map(_unwrap_cell, lines))


def _unwrap_cell(line: str) -> str:
    row = line.strip()
    if not (row.startswith("|") and row.endswith("|")):
        return line
    cells = [cell.strip() for cell in row.split("|") if cell.strip()]
    return cells[0] if len(cells) == 1 else line


def _with_standfirst(cleaned: CleanedText, standfirst: str | None) -> CleanedText:
    first = clean_lines(standfirst or "").text
    if not first or not cleaned.text or letters_of(first) == letters_of(cleaned.title or ""):
        return cleaned
    return replace(cleaned, text=f"{first}\n{cleaned.text}")
