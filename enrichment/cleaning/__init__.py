"""Cleaning: reducing a scraped page or text to the article itself."""

from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine
from newsdesk.enrichment.cleaning.inserts.error_pages import ERROR_PAGE
from newsdesk.enrichment.cleaning.markup.markup_in_text import is_page
from newsdesk.enrichment.cleaning.pages.html import clean_html
from newsdesk.enrichment.cleaning.pages.source import visible_source
from newsdesk.enrichment.cleaning.text import clean_text
from newsdesk.enrichment.cleaning.titles import clean_title, without_title

__all__ = [
    "ERROR_PAGE",
    "CleanedText",
    "RemovedLine",
    "clean_html",
    "clean_text",
    "clean_title",
    "is_page",
    "visible_source",
    "without_title",
]
