"""Finding the names in a text: sequences of capitalized words."""
# ruff: noqa: RUF001 (apostrophes and dashes as newspapers set them)

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsdesk.enrichment.cleaning.marks import without_marks
from newsdesk.enrichment.words.character_classes import LETTERS, WORD
from newsdesk.enrichment.words.name_words import ARTICLES, FUNCTION_WORDS

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.)+[^\W\d_](?![^\W_])\.?|[^\W\d_]\.(?=\s?[^\W\d_])"
    rf"|{WORD}(?:['’](?!s\b){LETTERS})*+(?:['’]s?(?![^\W_]))?"
)
_SHORT_TITLES = "mr mrs ms dr prof sen rep gov gen col lt sgt rev st jr capt"
_PARTICLES = "de da di del della la le van von der den ten ter bin ibn al el du dos"
_POSSESSIVE = re.compile(r"['’]s?$")
_STARTS = re.compile(r"(?:^|[.!?…:;“”\"‘«(\[\n•]|(?<!\w)['’]|[-–—] )\s*$")
_MOST_INITIALS = 10
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text. Words are compared by `key`; `starts` is set for the first of a sentence.

    `joined` is set if only a space or a hyphen separates it from the word before.
    """

    text: str
    key: str
    start: int
    end: int
    starts: bool
    joined: bool

    @property
    def capital(self) -> bool:
        """Whether it contains a capital, like names: Obama, NATO, iPhone."""
        return any(map(str.isupper, self.text)) and self.text[0].isalpha()

    @property
    def initial(self) -> bool:
        """Whether it consists of letters with full stops."""
        return self.text.endswith(".") and self.capital

    @property
    def capitals(self) -> bool:
        """Whether it is written in capitals only, like acronyms."""
        return len(self.key) > 1 and self.text.rstrip("'’s").isupper()


@dataclass(frozen=True, slots=True)
class Name:
    """A sequence of capitalized words."""

    words: tuple[Word, ...]

    @property
    def starts(self) -> bool:
        """Whether it begins a sentence, so that it may not be a name."""
        return self.words[0].starts

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys by which its words are compared."""
        return tuple(word.key for word in self.words)


def key_of(word: str) -> str:
    """Return a word without case, accents, full stops and possessive ending."""
    bare = _POSSESSIVE.sub("", word.replace(".", "").replace(" ", ""))
    return "".join(filter(str.isalnum, without_marks(bare.casefold().translate(_LETTERS))))


def words_of(text: str) -> list[Word]:
    """Return the words of `text`, in order; consecutive initials, as in J. K. or U.S., are one."""
    words: list[Word] = []
    for match in _TOKEN.finditer(text):
        key = key_of(match.group())
        if not key:
            continue
        joined = bool(words) and _joins(words[-1], text[words[-1].end : match.start()])
        starts = _STARTS.search(text, max(0, match.start() - 4), match.start()) is not None
        word = Word(match.group(), key, match.start(), match.end(), starts and not joined, joined)
        if joined and _are_initials(words[-1], word):
            word = _merged(words.pop(), word)
        words.append(word)
    return words


def _are_initials(one: Word, other: Word) -> bool:
    return one.initial and other.initial and len(one.key) < _MOST_INITIALS


def _merged(one: Word, other: Word) -> Word:
    return replace(one, text=one.text + other.text, key=one.key + other.key, end=other.end)


def _joins(before: Word, gap: str) -> bool:
    if before.text[-1] in "'’" or before.text[-2:] in ("'s", "’s"):
        return False
    if gap in (" ", "\u00a0", "-", "‑", ""):
        return True
    return gap == ". " and before.key in _SHORT_TITLES.split()


def names_in(words: list[Word]) -> Iterator[Name]:
    """Yield the names among the words of a text, without function words at their ends.

    A particle such as "van" joins capitalized words, but does not count as a word of the name.
    """
    row: list[Word] = []
    bridged = False
    for word in words:
        if row and not word.joined:
            yield from _trimmed(row)
            row, bridged = [], False
        if word.capital:
            row.append(word)
            bridged = False
        elif row and not bridged and word.text in _PARTICLES.split():
            bridged = True
        elif row:
            yield from _trimmed(row)
            row, bridged = [], False
    yield from _trimmed(row)


def _trimmed(row: list[Word]) -> Iterator[Name]:
    start, end = 0, len(row)
    while start < end and _is_small(row[start]):
        start += 1
    while start < end and _is_small(row[end - 1]):
        end -= 1
    if start < end:
        yield Name(tuple(row[start:end]))


def _is_small(word: Word) -> bool:
    small = word.text.lower()
    return small in FUNCTION_WORDS or (word.starts and small in ARTICLES)
