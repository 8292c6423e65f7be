"""Cleaning plain text."""

from newsdesk.enrichment.cleaning.characters import fix_characters
from newsdesk.enrichment.cleaning.cleaned import CleanedText, RemovedLine
from newsdesk.enrichment.cleaning.error_pages import is_error_page
from newsdesk.enrichment.cleaning.lines import remove_boilerplate

# Removing a line may expose another; only made-up texts need more than three rounds.
_MAX_ROUNDS = 10


def clean_text(raw: str) -> CleanedText:
    """Return `raw` with its characters fixed and without boilerplate.

    A text of boilerplate only becomes empty, with all of its lines in `removed`. Cleaning a cleaned
    text does not change it.
    """
    text = raw
    removed: list[RemovedLine] = []
    sound: set[str] = set()
    for _ in range(_MAX_ROUNDS):
        fixed = fix_characters(text)
        text, found = remove_boilerplate(fixed, sound)
        removed.extend(found)
        if text == fixed:
            break
    if is_error_page(text):
        removed.extend(RemovedLine("error_page", line) for line in text.split("\n") if line)
        text = ""
    return CleanedText(text=text, removed=tuple(removed))
