"""Entities that have lost their ampersand on the way: "Women #39;s", "quot;After"."""
# ruff: noqa: RUF001 (typographic quotes are what entities stand for)

import re

_NAMES = {
    "quot": '"',
    "amp": "&",
    "apos": "'",
    "lsquo": "‘",
    "rsquo": "’",
    "ldquo": "“",
    "rdquo": "”",
    "ndash": "–",
    "mdash": "—",
    "hellip": "…",
}
_NUMBERS = {str(ord(character)): character for character in (*_NAMES.values(), "$", "€")}
_WINDOWS = {133: "…", 145: "‘", 146: "’", 147: "“", 148: "”", 150: "–", 151: "—"}
_NUMBERS |= {str(number): character for number, character in _WINDOWS.items()}
_NUMBERS |= {f"x{ord(character):x}": character for character in _NUMBERS.values()}
_HINTS = ("#3", "#8", "#1", "#x2", "quot;", "amp;", "apos;", "quo;", "dash;", "hellip;")
_BARE = re.compile(
    r"(?P<gap> {0,2})(?<![&;#])"
    rf"(?:#(?P<number>{'|'.join(_NUMBERS)})|(?<!\w)(?P<name>{'|'.join(_NAMES)}));"
)
_APOSTROPHES, _QUOTES, _CLOSING, _DASHES = "'’", "'\"", "’”…", "–—"
_PLURAL = 4
"""Letters of the shortest word whose plural may be an owner."""

_ENDING = re.compile(r"(?:s|t|d|m|ll|re|ve)\b")
# French and Italian articles, and names such as O'Brien.
_ELIDED = re.compile(
    r"(?<![\w;'’])(?:[cdjlmnstCDJLMNSTO]|[Qq]u|[Dd]ell|[Nn]ell|[Ss]ull|[Aa]ll|[Uu]n)\Z"
)
_BEFORE = 6


def decode_bare_entities(text: str) -> str:
    """Return `text` with such entities decoded, if one of them can be nothing else.

    The space that stands where the ampersand was goes with it, where words are joined. A number
    alone may be one ("ranked #39; then"), and an amp may be for a guitar.
    """
    if not any(map(text.__contains__, _HINTS)):
        return text
    if not any(_is_certain(found) for found in _BARE.finditer(text)):
        return text
    return _BARE.sub(_decoded, text)


def _is_certain(found: re.Match[str]) -> bool:
    """Whether this can be nothing but an entity."""
    text, start, end = found.string, found.start(), found.end()
    character, after = _character(found), text[end : end + 2]
    if found["name"] and character != "&":
        return True
    if character == "&":
        before = text[start - 1 : start]
        return (before.isupper() and after[:1].isupper()) or (
            _opens_with_capital(text, start) and after[1:].isupper()
        )
    if character in _DASHES:
        return text[start - 1 : start].isalpha() and after.lstrip(" ")[:1].isalpha()
    word = text[max(0, start - _PLURAL) : start]
    is_possessive = character in _APOSTROPHES and word.isalpha() and word[-1:] in "sS"
    return after.lstrip(" " if is_possessive else "")[:1].isalnum()


def _opens_with_capital(text: str, end: int) -> bool:
    """Whether the word before `end` begins with a capital."""
    word = text[max(0, end - 30) : end].rpartition(" ")[2]
    return word[:1].isupper()


def _decoded(found: re.Match[str]) -> str:
    """Return the character, and what stays of the space before it."""
    text, start, end = found.string, found.start(), found.end()
    character, gap = _character(found), found["gap"][:1]
    opens = text[end : end + 1].isalnum()
    if not gap or character in _CLOSING:
        joined = True
    elif character == "&":
        joined = opens
    elif character in _QUOTES:
        joined = not opens or (character == "'" and _is_apostrophe(text, start, end))
    else:
        joined = False
    return character if joined else gap + character


def _is_apostrophe(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - _BEFORE) : start]
    return before[-1:].isalnum() and bool(_ENDING.match(text, end) or _ELIDED.search(before))


def _character(found: re.Match[str]) -> str:
    return _NUMBERS[found["number"]] if found["number"] else _NAMES[found["name"]]
