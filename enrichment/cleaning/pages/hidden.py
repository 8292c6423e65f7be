"""Elements that a page does not show, by their attributes, or that are left out."""

import re
from typing import Any

# Bootstrap, WordPress, Tailwind and others name by these what only screen readers or printers get.
_CLASSES = re.compile(
    r"(?:^|\s)(?:d-none|hidden|invisible|is-hidden|noprint|print-only|screen-reader(?:-text|-only)?|"
    r"sr-only|u-hidden|visually-?hidden)(?:\s|$)",
    re.IGNORECASE,
)
_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def is_hidden(element: Any) -> bool:
    """Whether the attributes of `element` say that it is not shown."""
    if element.tag == "dialog" and element.get("open") is None:
        return True
    if not element.attrib:
        return False
    return (
        element.get("hidden", "until-found") != "until-found"
        or _STYLE.search(element.get("style") or "") is not None
        or _CLASSES.search(element.get("class") or "") is not None
    )


def drop(element: Any) -> None:
    """Empty `element`; what follows it stays."""
    element.clear(keep_tail=True)
    element.tag = "script"
