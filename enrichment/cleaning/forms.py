"""Forms of a page, such as a search, a poll or a newsletter."""

from typing import Any

from newsdesk.enrichment.cleaning.amounts import amounts_of
from newsdesk.enrichment.cleaning.elements import FIELDS
from newsdesk.enrichment.cleaning.hidden import drop

_LARGEST_SHARE = 0.25
"""Of a page's text. Some sites put the whole page into a form."""

_CONTROLS = tuple(
    FIELDS | {"button", "label", "noembed", "noframes", "rp", "rt", "rtc", "template"}
)


def drop_forms(tree: Any) -> None:
    """Drop the forms of `tree` that a reader fills in, its controls, and what it never shows."""
    forms = [*tree.iter("form", "fieldset")]
    if forms:
        amounts = amounts_of(tree)
        for form in forms:
            held = amounts[form]
            if held.controls and held.characters <= _LARGEST_SHARE * amounts[tree].characters:
                drop(form)
    for element in [*tree.iter(*_CONTROLS)]:
        drop(element)
