"""Cleaning a page: trafilatura extracts the article, which is then cleaned as plain text."""

import re
from dataclasses import dataclass, replace
from typing import Any

import trafilatura
from lxml.etree import LxmlError  # type: ignore[import-untyped]
from trafilatura.utils import line_processing, trim

from newsdesk.enrichment.cleaning.characters import drop_unreadable
from newsdesk.enrichment.cleaning.cleaned import CleanedText
from newsdesk.enrichment.cleaning.markup import strip_tags
from newsdesk.enrichment.cleaning.page_metadata import title_and_description
from newsdesk.enrichment.cleaning.page_tree import Effort, effort_for, parse_page, size_of
from newsdesk.enrichment.cleaning.plain_page import plain_text
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
_SENTENCES = re.compile(r"(?:\S{1,80} ){7,120}\S{1,80}(?<!\.\.)[.!?\u3002][\"\u201d\u00bb']?")


def clean_html(html: str) -> CleanedText:
    """Return the article in the page `html`, cleaned like plain text, with the page's title.

    If no article is found, or the page is too large to look for it, it is the page's whole text. A
    standfirst that the page shows outside of the article is put first. If the title is repeated as
    the first line, that line is removed. Takes time in proportion to the page's length.
    Never raises because of the page's content.
    """
    html = drop_unreadable(html)
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
    """Return the article that trafilatura finds, or the text of a page that is too large for it.

    The text may be empty.
    """
    title = None
    try:
        tree = parse_page(html)
        effort = effort_for(size_of(tree))
        if effort is Effort.NONE:
            title, _ = title_and_description(tree, everywhere=False)
            return _Page(plain_text(tree), title)
        title, description = title_and_description(tree, everywhere=True)
        page = trafilatura.bare_extraction(
            tree, include_comments=False, fast=effort is Effort.LITTLE
        )
        if page is None or isinstance(page, dict) or not page.text:
            return _Page(trafilatura.html2txt(tree), title)
        return _Page(page.text, title, _standfirst(description, page.text, tree))
    except _UNREADABLE:
        return _Page(title=title)


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
    """Return `text` with table rows of one cell as paragraphs: many pages use layout tables."""
    return "\n".join(map(_unwrap_cell, text.split("\n")))


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
