"""Cleaning plain text."""

from newsdesk.enrichment.cleaning.characters import fix_characters
from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine
from newsdesk.enrichment.cleaning.lines import remove_boilerplate

# What goes may have hidden something else; more than three rounds are for made-up texts.
_MAX_ROUNDS = 10


def clean_text(raw: str) -> CleanedText:
    """Return `raw` with its characters mended and without what pages drag along.

    A text of nothing but such lines comes back empty, with all of them in `removed`. A cleaned
    text comes back as it is.
    """
    text = raw
    removed: list[RemovedLine] = []
    for _ in range(_MAX_ROUNDS):
        mended = fix_characters(text)
        text, found = remove_boilerplate(mended)
        removed.extend(found)
        if text == mended:
            break
    return CleanedText(text=text, removed=tuple(removed))
