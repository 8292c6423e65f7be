"""Copy that is written in capitals, as some agencies send it."""

import re

_MOSTLY = 0.7
_FEWEST_WORDS = 3
_SAMPLE = 64
_WORD = re.compile(r"[^\W\d_]{2,}")


def is_in_capitals(text: str) -> bool:
    """Whether `text` has at least three words, and at least 70 % of its letters are capitals.

    A few small letters, as in "McDonald" or "(afp)", make no difference.
    """
    sample = text[:_SAMPLE]
    if 2 * sum(map(str.isupper, sample)) < sum(map(str.isalpha, sample)):
        return False
    capitals, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    if capitals < _MOSTLY * (capitals + small) or not capitals:
        return False
    return sum(1 for _ in zip(range(_FEWEST_WORDS), _WORD.finditer(text), strict=False)) == (
        _FEWEST_WORDS
    )


def in_small_letters(text: str) -> str:
    """Return `text` in small letters, of the same length; "İ" and "I" are both "i"."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(c.lower()[0] for c in text)


def in_title_case(text: str) -> str:
    """Return `text` with each word in small letters after its first, of the same length."""
    small = in_small_letters(text)
    return _WORD.sub(lambda word: word.group()[0] + small[word.start() + 1 : word.end()], text)
