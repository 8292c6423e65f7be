"""Forms of a page, such as a search, a poll or a newsletter."""

from typing import Any

from newsdesk.enrichment.cleaning.pages.amounts import Amounts, amounts_of
from newsdesk.enrichment.cleaning.pages.elements import FIELDS
from newsdesk.enrichment.cleaning.pages.hidden import drop

# Some sites put the whole page into a form.
_MOST_CHARACTERS = 400
_MOST_SENTENCES = 3

_CONTROLS = tuple(
    FIELDS | {"button", "label", "noembed", "noframes", "rp", "rt", "rtc", "template"}
)


def drop_forms(tree: Any) -> None:
    """Drop the forms of `tree` that a reader fills in, its controls, and what it never shows."""
    amounts: dict[Any, Amounts] = {}
    for form in [*tree.iter("form", "fieldset")]:
        if form not in amounts:
            amounts |= amounts_of(form)
        held = amounts[form]
        if (
            held.controls
            and held.characters <= _MOST_CHARACTERS
            and held.sentences <= _MOST_SENTENCES
        ):
            drop(form)
    for element in [*tree.iter(*_CONTROLS)]:
        drop(element)
