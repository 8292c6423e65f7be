"""Superscripts: exponents, endings of numbers, and marks of notes."""
# ruff: noqa: RUF001 (minus signs and daggers)

import re
from html import unescape

_NUMBER = r"(?:\d{1,3}|[a-z]|[ivx]{1,4})"
_NOTE = re.compile(rf"\[?(?:{_NUMBER}(?:\s?[,;–-]\s?{_NUMBER})*|[*†‡§¶]{{1,3}})\]?")
_CERTAIN_NOTE = re.compile(r"\[(?:\d{1,3}|[a-z])\]|\d{1,3}(?:\s?[,;–-]\s?\d{1,3})+")
_EXPONENT = re.compile(r"[-−–]?\d{1,4}")
_SIGNS = str.maketrans("0123456789-−–", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻")
_AFTER_SENTENCE = tuple('.!?,;:…”"»')
_UNIT = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}$")
_NEAR = 8
_LOOK_BACK = 300
_ELEMENT = re.compile(
    r"(?P<link><a\s[^<>]{0,300}#[^<>]{0,300}>|)(?P<text>[^<>]{1,12})(?:</a\s*+>)?</sup\s*+>",
    re.IGNORECASE,
)
_LINK_BEFORE = re.compile(r"<a\s[^<>]{0,250}#[^<>]{0,250}>$", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*+>|^[^<>]*+>")


def superscript(before: str, text: str, *, is_link: bool) -> str:
    """Return how `text`, set above the line behind `before`, is written in plain text.

    The mark of a note is nothing. A number above a number is an exponent: 10⁶. One above a unit
    stays as it is: km2.

    Args:
        before: At least the last 8 characters before it, if there are so many.
        text: The superscript.
        is_link: Whether it leads to a place on the same page, as marks of notes do.
    """
    bare = text.strip()
    if _CERTAIN_NOTE.fullmatch(bare) or (is_link and _NOTE.fullmatch(bare)):
        return ""
    if not _EXPONENT.fullmatch(bare):
        return text
    before = before[-_NEAR:]
    if before.endswith(_AFTER_SENTENCE):
        return ""
    is_plain = not before or (bare.isdecimal() and _UNIT.search(before))
    return text if is_plain else bare.translate(_SIGNS)


def is_note(text: str) -> bool:
    """Whether the text of a link to the same page is the mark of a note, such as [1]."""
    return _CERTAIN_NOTE.fullmatch(text.strip()) is not None


def written_superscript(source: str, start: int, at: int) -> tuple[str, int] | None:
    """Return how a short superscript in the source of HTML is written, and where it ends.

    Its tag begins at `start`, and its content at `at`.
    """
    found = _ELEMENT.match(source, at)
    if not found:
        return None
    before = source[max(0, start - _LOOK_BACK) : start]
    is_link = bool(found["link"]) or _LINK_BEFORE.search(before) is not None
    text = unescape(found["text"])
    return superscript(unescape(_TAG.sub("", before)), text, is_link=is_link), found.end()
