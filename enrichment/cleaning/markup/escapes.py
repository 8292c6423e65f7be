r"""Backslashes that an export has left in a text: `It\'s`, `\$5`, codes, `\n` for a line break."""
# ruff: noqa: RUF001 (sentences end with typographic quotes)

import re

_QUOTE = re.compile(r"(?<!\\)\\++(?=['\"])")
_ESCAPED_APOSTROPHE = re.compile(r"[^\W\d_]\\++'[^\W\d_]")
_ESCAPED_QUOTES = re.compile(r"(?<!\\)\\++\"[^\"\\\n]{1,300}+\\++\"")
_DOLLAR = re.compile(r"(?<!\\)\\++(?=\$\d)")
_CODES = re.compile(r"(?:\\u[0-9a-fA-F]{4})++")
_NAMED_BREAK = re.compile(r"(?:\\r)?\\n")
_AFTER_SENTENCE = re.compile(r"[.!?:\"'”’)](?:\\r)?\\n(?=(?:\\r)?\\n|\s|[^\W\d_a-z]|[\"“‘(]|\Z)")
_BREAK = re.compile(r"(?<=[a-z\d,.;:!?)\"])\\{1,2}(?=[A-Za-z\d\"])")
_CODE = re.compile(r"[A-Za-z]:\\|(?<!\S)\\\\|\\[A-Za-z]{1,20}[{\[(]")
_FEW, _WORDS = 2, 3


def drop_escapes(text: str) -> str:
    """Return `text` without such backslashes; paths, formulas and code keep theirs."""
    if "\\" not in text:
        return text
    if _ESCAPED_APOSTROPHE.search(text) or _ESCAPED_QUOTES.search(text):
        text = _QUOTE.sub("", text)
    text = _CODES.sub(_decoded, _DOLLAR.sub("", text))
    if not _CODE.search(text):
        if _AFTER_SENTENCE.search(text):
            text = _NAMED_BREAK.sub("\n", text)
        text = _with_spaces(text)
    return text


def _decoded(found: re.Match[str]) -> str:
    """Return the characters that codes of UTF-16 stand for; those with half a pair stay."""
    units = bytes.fromhex(found[0].replace("\\u", ""))
    try:
        return units.decode("utf-16-be")
    except UnicodeDecodeError:
        return found[0]


def _with_spaces(text: str) -> str:
    """Return `text` with spaces for the breaks that have become a backslash alone.

    There are several, with some words between two; a path has none.
    """
    parts = _BREAK.split(text)
    if len(parts) <= _FEW or any(part.count(" ") < _WORDS for part in parts[1:-1]):
        return text
    return " ".join(parts)
