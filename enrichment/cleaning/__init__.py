"""Cleaning: a scraped page or text in, the article's own words out."""

from enrichment.cleaning.cleaned import CleanedText, RemovedLine
from enrichment.cleaning.html import clean_html
from enrichment.cleaning.text import clean_text

__all__ = ["CleanedText", "RemovedLine", "clean_html", "clean_text"]
