"""Splitting a text into sentences, with their offsets.

The rules for each language are sentencex's (Wikimedia, MIT); corrections for news and scraped texts
are in `enrichment/sentence_ends.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sentencex import segment

from newsdesk.enrichment.sentence_ends import correct_bounds
from newsdesk.enrichment.words.capitals import in_title_case, is_in_capitals
from newsdesk.enrichment.words.hebrew import with_gershayim

_LONGEST = 2_000
_SHORTEST_CUT = 1_000
# sentencex takes quadratic time if quotes are never closed, so a line is read in windows.
_WINDOW = 6_000
_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")

# sentencex falls back to English, or is slow, for these; `abbreviations.yaml` has what they need.
# Its rules for Amharic have every end mark and no abbreviations.
_PLAIN = "am"
_READ_AS = {
    **dict.fromkeys(["da", "fo", "is", "it", "nb", "nn", "no", "sv", "th", "lo"], _PLAIN),
    "be": "ru",
}

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `source[start:end] == text`, without white space at its ends."""

    text: str
    start: int
    end: int


def split_sentences(text: str, language: str) -> list[Sentence]:
    """Return the sentences of `text`, in order, by the rules of `language` (ISO 639-1).

    Every character except white space is in exactly one sentence. A line break ends a sentence, and
    so does a full stop that has lost the space after it. Quotations are not cut. A sentence of
    more than 2,000 characters is cut, at a space if possible. The rules of English apply to unknown
    languages.
    """
    readable = _SURROGATE.sub("\ufffd", with_gershayim(text))
    return [
        Sentence(text[start:end], start, end)
        for line in _LINE.finditer(readable)
        for start, end in _spans(line.group(), line.start(), language)
    ]


def _spans(line: str, offset: int, language: str) -> Iterator[_Span]:
    read = in_title_case(line) if is_in_capitals(line) else line
    bounds = correct_bounds(read, _bounds(read, language), language)
    for start, end in pairwise([0, *bounds, len(line)]):
        for first, last in _cut(line, start, end):
            part = line[first:last]
            text = part.strip()
            if text:
                begin = offset + first + len(part) - len(part.lstrip())
                yield begin, begin + len(text)


def _bounds(line: str, language: str) -> Iterator[int]:
    """Yield the offsets within the line where a sentence begins according to sentencex."""
    start = 0
    rules = _READ_AS.get(language, language)
    while start < len(line):
        end = len(line)
        if start + _WINDOW < end:
            end = line.rfind(" ", start + _WINDOW // 2, start + _WINDOW) + 1 or start + _WINDOW
        parts = segment(rules, line[start:end])
        continues = end < len(line) and len(parts) > 1 and len(parts[-1]) < _LONGEST
        for part in parts[:-1] if continues else parts:
            start += len(part)
            if start < len(line):
                yield start


def _cut(line: str, start: int, end: int) -> Iterator[_Span]:
    while end - start > _LONGEST:
        space = line.rfind(" ", start + _SHORTEST_CUT, start + _LONGEST)
        at = space if space > 0 else start + _LONGEST
        yield start, at
        start = at
    yield start, end
