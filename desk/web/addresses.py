"""Views in the page's address, and back: whoever has the address sees the same."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Protocol
from urllib.parse import urlencode

from newsdesk.desk.store.view import ORDERS, View

LISTS = ("topic", "source", "language", "abstained", "fingerprint")
_NUMBERS = ("since", "until")
_MAX_VALUES = 100
_DEEPEST_PAGE = 2_000


class Query(Protocol):
    """What an address has behind its question mark: several values by name."""

    def get(self, name: str, otherwise: str, /) -> str:
        """Return the first value of that name."""
        ...

    def getall(self, name: str, otherwise: list[str], /) -> list[str]:
        """Return all values of that name."""
        ...


def view_of(query: Query) -> View:
    """Read a view; what an address has beside it, or has wrong, is left out."""
    found: dict[str, Any] = {"search": query.get("search", "")}
    for name in LISTS:
        found[name] = tuple(dict.fromkeys(query.getall(name, [])))[:_MAX_VALUES]
    for name in _NUMBERS:
        found[name] = milliseconds_in(query.get(name, ""))
    found["is_partial"] = {"yes": True, "no": False}.get(query.get("partial", ""))
    order = query.get("order", "newest")
    return View(**found, order=order if order in ORDERS else "newest")


def number_in(text: str, digits: int) -> int | None:
    """Read a number that is not negative, of so many digits at most; None where it is none."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= digits
    return int(text) if is_number else None


def milliseconds_in(text: str) -> int | None:
    """Read a time in milliseconds since 1970; None where there is none."""
    return number_in(text, 15)


def page_number(query: Query) -> int:
    """Read the number of a page, from 1 on; anything else is 1."""
    return min(number_in(query.get("page", ""), 5) or 1, _DEEPEST_PAGE)


def address_of(view: View, path: str = "/", **more: str | int) -> str:
    """Return the address of a page with this view; what is as usual is left out."""
    pairs = [*_pairs(view), *((name, str(value)) for name, value in more.items())]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def without(view: View, name: str, value: str) -> View:
    """Return the view without one of the values of a field."""
    return _with(view, name, tuple(each for each in getattr(view, name) if each != value))


def toggled(view: View, name: str, value: str) -> View:
    """Return the view with a value more, or without it if it has it."""
    if value in getattr(view, name):
        return without(view, name, value)
    return _with(view, name, (*getattr(view, name), value))


def _with(view: View, name: str, values: tuple[str, ...]) -> View:
    changed: dict[str, Any] = {name: values}
    return replace(view, **changed)


def chosen(view: View) -> Iterable[tuple[str, str]]:
    """Yield each filter of the view, by its field and its value."""
    for name in LISTS:
        for value in getattr(view, name):
            yield name, value


def _pairs(view: View) -> Iterable[tuple[str, str]]:
    if view.search:
        yield "search", view.search
    yield from chosen(view)
    if view.is_partial is not None:
        yield "partial", "yes" if view.is_partial else "no"
    for name in _NUMBERS:
        if (value := getattr(view, name)) is not None:
            yield name, str(value)
    if view.order != "newest":
        yield "order", view.order
