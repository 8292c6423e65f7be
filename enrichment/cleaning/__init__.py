"""Cleaning: reducing a scraped page or text to the article itself."""

from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine
from newsdesk.enrichment.cleaning.html import clean_html
from newsdesk.enrichment.cleaning.page_source import visible_source
from newsdesk.enrichment.cleaning.text import clean_text
from newsdesk.enrichment.cleaning.titles import without_title

__all__ = [
    "CleanedText",
    "RemovedLine",
    "clean_html",
    "clean_text",
    "visible_source",
    "without_title",
]
