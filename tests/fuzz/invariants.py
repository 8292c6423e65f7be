"""Checks of results that several targets share."""

import re
from unicodedata import category

_OBEYED = {"Cc", "Cf", "Cs", "Zl", "Zp"}
_JOINERS = "\u200c\u200d"


def require_utf8(text: str | None) -> None:
    """Fail for a text with a lone surrogate."""
    (text or "").encode("utf-8")


def require_shown(text: str) -> None:
    """Fail for what a terminal would obey, or not show; line ends are ours."""
    found = {c for c in text if c not in _JOINERS and c != "\n" and category(c) in _OBEYED}
    assert not found, sorted(map(hex, map(ord, found)))


def require_tidy(text: str) -> None:
    """Fail for an article's text that is not as cleaning promises."""
    require_utf8(text)
    assert text == text.strip()
    assert "\n\n\n" not in text
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f]", text)
