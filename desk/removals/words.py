"""The words of a text, by which an original and its cleaned text are compared."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from newsdesk.desk.unspaced import IN_FIRST_PLANE, UNSPACED

# Scripts without spaces are compared by characters; an accent belongs to its letter.
_WORD = re.compile(f"[{UNSPACED}]|(?:[^\\W_{IN_FIRST_PLANE}][\u0300-\u036f]*+)++")
_LONGEST = 100
_SENTENCE_ENDS = frozenset(".!?:;)]}\"'\u00bb\u201d\u2019\u2026\u3002\uff01\uff1f")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of `text`: as they are compared, and the offsets where they begin and end."""

    text: str
    keys: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.keys)

    def before(self, number: int) -> str:
        """Return what stands between a word and the one before it, or the text's beginning."""
        return self.text[self.end_before(number) : self.start_of(number)]

    def end_before(self, number: int) -> int:
        """Return where the word before this one ends; 0 for the first."""
        return self.ends[number - 1] if number else 0

    def start_of(self, number: int) -> int:
        """Return where a word begins; for the number after the last, the text's end."""
        return self.starts[number] if number < len(self) else len(self.text)

    def begins_line(self, number: int) -> bool:
        """Whether a word is the first of its line; so is the number after the last."""
        return number in (0, len(self)) or "\n" in self.before(number)

    def begins_sentence(self, number: int) -> bool:
        """Whether a word is the first of a line, or follows the end of a sentence."""
        return self.begins_line(number) or bool(_SENTENCE_ENDS.intersection(self.before(number)))

    def begins_part(self, number: int) -> bool:
        """Whether there is more than a space before a word."""
        return self.begins_line(number) or not self.before(number).isspace()

    def line_numbers(self) -> list[int]:
        """Return for each word the number of its line."""
        return [number - 1 for number in accumulate(map(self.begins_line, range(len(self))))]

    def joined(self, start: int, end: int) -> str:
        """Return words in one line, each with a space before it, and one at the end."""
        return f" {' '.join(self.keys[start:end])} "


def words_of(text: str) -> Words:
    """Return the words of a text."""
    found = [(match[0], *match.span()) for match in _WORD.finditer(text)]
    keys = [_key(word) for word, _, _ in found]
    return Words(text, keys, [start for _, start, _ in found], [end for *_, end in found])


def _key(word: str) -> str:
    """Return a word as it is compared; NFKC takes long for long runs of marks."""
    if word.isascii() or len(word) > _LONGEST:
        return word.casefold()
    return unicodedata.normalize("NFKC", word).casefold()
