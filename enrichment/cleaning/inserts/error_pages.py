"""Recognizing what a site sends in place of an article: error pages and checks of browsers."""

import re

from newsdesk.enrichment.cleaning.inserts.error_phrases import BESIDE, CERTAIN

ERROR_PAGE = "error_page"
"""The kind of the lines of such a page."""

_REPORTED = re.compile(
    r"\b(?:said|says|told|tells|according to|announced|reported)\b", re.IGNORECASE
)
_LONGEST = 1_500
_PARTS = re.compile(r"\n+|(?<=[.!?。])\s+")


def is_error_page(text: str) -> bool:
    """Whether every line and sentence of `text` is of an error page, and one of them certainly.

    A report about such pages has other sentences as well, and is none.
    """
    if len(text) > _LONGEST or _REPORTED.search(text):
        return False
    found = False
    for part in filter(None, map(str.strip, _PARTS.split(text))):
        if CERTAIN.match(part):
            found = True
        elif not BESIDE.match(part):
            return False
    return found
