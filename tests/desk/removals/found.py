"""Compares an original with its cleaned text, as the tests look at it."""

from collections.abc import Sequence

from newsdesk.desk.removals.comparing import compared
from newsdesk.desk.removals.removal import Removals


def removals_in(original: str, text: str, kinds: Sequence[tuple[str, str]] = ()) -> Removals:
    found = compared(original, text)
    return found if isinstance(found, Removals) else found.removals(kinds)
