"""Cleaning plain text."""

from enrichment.cleaning.characters import mend_characters
from enrichment.cleaning.cleaned import CleanedText
from enrichment.cleaning.lines import remove_boilerplate


def clean_text(raw: str) -> CleanedText:
    """Return `raw` with its characters mended and without what pages drag along.

    A text of nothing but such lines comes back empty, with all of them in `removed`.
    """
    text, removed = remove_boilerplate(mend_characters(raw))
    return CleanedText(text=text, removed=removed)
