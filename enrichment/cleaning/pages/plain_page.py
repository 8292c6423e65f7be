"""The text of a page that is too large or too odd for finding its article."""

from typing import Any

from newsdesk.enrichment.cleaning.pages.elements import FIELDS, NOT_SHOWN, REPLACED
from newsdesk.enrichment.cleaning.pages.rendering import shown_text

_FRAMES = frozenset(["aside", "button", "footer", "label", "menu", "nav"])
_LEFT_OUT = NOT_SHOWN | REPLACED | FIELDS | _FRAMES


def plain_text(tree: Any) -> str:
    """Return the texts of `tree`, each block on its own line, without menus, forms and footers.

    Takes linear time and does not recurse.
    """
    return shown_text(tree, _LEFT_OUT)
