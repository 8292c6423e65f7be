"""Forms of a page, such as a search, a poll or a newsletter."""

from typing import Any

from newsdesk.enrichment.cleaning.amounts import amounts_of

_LARGEST_SHARE = 0.25
"""Of a page's text. Some sites put the whole page into a form."""


def drop_forms(tree: Any) -> None:
    """Turn the forms of `tree` that a reader fills in into elements without text."""
    forms = [*tree.iter("form", "fieldset")]
    if not forms:
        return
    amounts = amounts_of(tree)
    for form in forms:
        held = amounts[form]
        if held.controls and held.characters <= _LARGEST_SHARE * amounts[tree].characters:
            form.attrib.clear()
            form.tag = "script"
