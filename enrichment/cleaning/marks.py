"""Combining marks: runs that no reader can read, and letters without their marks."""

import re
from collections.abc import Iterator
from unicodedata import category, combining, normalize

LONGEST_RUN = 30
"""Marks on one letter, at most, as in the Stream-Safe Text Format of UAX #15.

No script needs more, nobody can read more, and normalizing takes time quadratic in a run.
"""

# Quick to search, and found wherever the other one is.
_HIGH_CHARACTERS = re.compile(rf"[\u0300-\U0010ffff]{{{LONGEST_RUN + 1}}}")
_MAY_BE_LONG = re.compile(rf"[^\w\s\x00-\u02ff]{{{LONGEST_RUN + 1},}}+")
# No marks themselves, but only marks are left of them when they are decomposed.
_BECOME_MARKS = dict.fromkeys(map(ord, "\u0f73\u0f75\u0f81\uff9e\uff9f"))


def cut_runs_of_marks(text: str) -> str:
    """Return `text` with at most 30 of the combining marks that follow each other."""
    if text.isascii() or not _HIGH_CHARACTERS.search(text):
        return text
    return _MAY_BE_LONG.sub(lambda found: "".join(_cut(found.group())), text)


def _cut(text: str) -> Iterator[str]:
    run = 0
    for character in text:
        run = run + 1 if category(character)[0] == "M" else 0
        if run <= LONGEST_RUN:
            yield character


def without_marks(text: str) -> str:
    """Return `text` in NFKD without its combining marks: café becomes cafe.

    Takes time linear in the length of the text, however many marks follow each other.
    """
    if text.isascii():
        return text
    letters = normalize("NFKD", "".join(_not_combining(text.translate(_BECOME_MARKS))))
    return "".join(_not_combining(letters))


def _not_combining(text: str) -> Iterator[str]:
    return (character for character in text if not combining(character))
