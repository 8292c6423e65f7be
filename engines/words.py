"""Grouping tokens into the words that they are pieces of."""

import unicodedata
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from newsdesk.engines.tokens import Tokens

_SPACE_MARKS = " ▁Ġ"
_NO_SPACES = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Hiragana, Katakana
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)
_STARTS = [start for start, _ in _NO_SPACES]


@dataclass(frozen=True, slots=True)
class Word:
    """A word: `text[start:end]`, and its first and last piece among the text's tokens."""

    start: int
    end: int
    first: int
    last: int


def words_of(tokens: Tokens, names: Sequence[str]) -> list[Word]:
    """Return the words of a text, in order; white space belongs to no word.

    A word is a run of letters, digits and marks. Any other character is a word by itself, and so is
    a piece in a script without spaces between words.

    Args:
        tokens: The text's tokens.
        names: The vocabulary entry of each token.
    """
    words: list[Word] = []
    for piece, (start, end) in enumerate(tokens.spans):
        start, end = _trimmed(tokens.text, start, end)
        if start >= end or not names[piece].strip(_SPACE_MARKS):
            continue
        if words and _continues(tokens.text, words[-1], start):
            word = words[-1]
            words[-1] = Word(word.start, max(word.end, end), word.first, piece)
        else:
            words.append(Word(start, end, piece, piece))
    return words


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    stretch = text[start:end]
    return end - len(stretch.lstrip()), end - len(stretch) + len(stretch.rstrip())


def _continues(text: str, word: Word, start: int) -> bool:
    if start != word.end:
        return start < word.end
    before, first = text[start - 1], text[start]
    if unicodedata.category(first)[0] == "M":
        return True
    return (
        _is_word_character(before)
        and _is_word_character(first)
        and not (_is_in_script_without_spaces(before) or _is_in_script_without_spaces(first))
    )


def _is_word_character(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in "\u200c\u200d"


def _is_in_script_without_spaces(character: str) -> bool:
    index = bisect_right(_STARTS, ord(character)) - 1
    return index >= 0 and ord(character) <= _NO_SPACES[index][1]
