r"""Classes of characters for patterns, which `re` has not: combining marks, capitals, words.

`\w` is letters and digits only: it cuts words of Hindi, Tamil or vocalized Arabic at each mark.
"""

import re
from collections.abc import Callable, Iterator
from unicodedata import category

_FIRST_MARK = 0x300
_AFTER_BMP = 0x10000
_JOINERS = "\u200c\u200d"
# Armenian marks for stress, exclamation and question are written within words.
_WITHIN = "\u055b\u055c\u055e"


def _ranges(is_wanted: Callable[[str], bool], first: int) -> Iterator[str]:
    """Yield the characters from `first` to the end of the first plane, as ranges of a class."""
    start = None
    for code in range(first, _AFTER_BMP + 1):
        wanted = code < _AFTER_BMP and is_wanted(chr(code))
        if wanted and start is None:
            start = code
        elif not wanted and start is not None:
            yield f"{chr(start)}-{chr(code - 1)}"
            start = None


MARKS = "".join(_ranges(lambda c: category(c)[0] == "M", _FIRST_MARK)) + _JOINERS + _WITHIN
"""Combining marks, and what is written within words without being a letter; for use in `[…]`."""

CAPITALS = "".join(_ranges(str.isupper, ord("A")))
"""Capital letters of all scripts, for use in `[…]`."""

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, which have no spaces, for use in `[…]`."""

TIBETAN = "\u0f00-\u0fff"
"""Tibetan, which marks the ends of syllables, not of words, for use in `[…]`."""

LETTERS = rf"(?:[^\W\d_]++[{MARKS}]*+)++"
"""Pattern of a run of letters, with their marks."""

WORD = rf"(?:[^\W_]++[{MARKS}]*+)++"
"""Pattern of a run of letters and digits, with their marks."""


_ANY_MARK = re.compile(f"[{MARKS}]+")


def base_letters(text: str) -> str:
    """Return `text` without combining marks, vowel signs of Indic scripts included."""
    return text if text.isascii() else _ANY_MARK.sub("", text)
