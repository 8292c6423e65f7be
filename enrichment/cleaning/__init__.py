"""Cleaning: a scraped page or text in, the article's own words out."""

from enrichment.cleaning.cleaned import CleanedText, RemovedLine
from enrichment.cleaning.html import clean_html
from enrichment.cleaning.text import clean_text
from enrichment.cleaning.titles import without_title

__all__ = ["CleanedText", "RemovedLine", "clean_html", "clean_text", "without_title"]
