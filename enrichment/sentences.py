"""Splitting a text into sentences, with their offsets.

The rules of the world's languages are sentencex's (Wikimedia, MIT); what news needs beyond them
is mended here.
"""
# ruff: noqa: RUF001 (sentences end in typographic quotes and full-width marks)
# ruff: noqa: RUF001 (sentences end in typographic quotes and full-width marks)

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from sentencex import segment

_LONGEST = 2_000
_SHORTEST_CUT = 1_000
# sentencex takes quadratic time where quotes are never closed, so it reads a line in windows.
_WINDOW = 6_000
_LINE = re.compile("[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SURROGATE = re.compile("[\ud800-\udfff]")

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: `source[start:end] == text`, without white space at its ends."""

    text: str
    start: int
    end: int


def split_sentences(text: str, language: str) -> list[Sentence]:
    """Return the sentences of `text`, in order, by the rules of `language` (ISO 639-1).

    Every character but white space is in exactly one sentence. A line break ends a sentence.
    A sentence of more than 2,000 characters is cut, at a space where there is one. An unknown
    language is read by the rules of English.
    """
    readable = _SURROGATE.sub("\ufffd", text)
    return [
        Sentence(text[start:end], start, end)
        for line in _LINE.finditer(readable)
        for start, end in _spans(line.group(), line.start(), language)
    ]


def _spans(line: str, offset: int, language: str) -> Iterator[_Span]:
    bounds = [
        _past_closers(line, bound)
        for bound in _bounds(line, language)
        if not _is_false_end(line, bound, language)
    ]
    for start, end in pairwise([0, *_with_missed_ends(line, bounds), len(line)]):
        for first, last in _cut(line, start, end):
            part = line[first:last]
            text = part.strip()
            if text:
                begin = offset + first + len(part) - len(part.lstrip())
                yield begin, begin + len(text)


def _bounds(line: str, language: str) -> Iterator[int]:
    """Yield the offsets, within the line, where sentencex sees a sentence begin."""
    start = 0
    while start < len(line):
        end = len(line)
        if start + _WINDOW < end:
            end = line.rfind(" ", start + _WINDOW // 2, start + _WINDOW) + 1 or start + _WINDOW
        parts = segment(language, line[start:end])
        goes_on = end < len(line) and len(parts) > 1 and len(parts[-1]) < _LONGEST
        for part in parts[:-1] if goes_on else parts:
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


_TITLE = re.compile(
    r"(?:^|[\s(\"“‘])(?:Ms|Ft|Messrs|Supt|Insp|Det|Cpl|Pvt|Cmdr|Brig|Amb|Atty|Tues|Thurs)\.$"
)
_FRENCH_TITLE = re.compile(r"(?:^|[\s(\"“«])(?:MM?|Mme|Mlle|Mgr)\.$")
_UNIT_OR_DAY = re.compile(
    r"(?:^|[\s(])(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Bn|Div|Regt|approx|est|deg|lbs?|oz|km|kg)\.$"
)
_GOES_ON = re.compile(r"[^\W\d_A-Z]|\d")
_HALF_DAY = re.compile(r"\b[ap]\.m\.$")
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:[ECMP][SD]?T|GMT|UTC|BST|CET)\b|(?:Eastern|Pacific|Central|Mountain)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d"
)
_LIST_NUMBER = re.compile(r"^\s*\d{1,3}[.)]$")
_CRY = re.compile(r"[!?…][”’\"']$")
_ASKED_OR_CRIED = re.compile(r"[!?][”’\"')]*$")
_SMALL_LETTER = re.compile("[a-zß-öø-ÿ](?![A-Z])")
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.'’-]*\s){1,4}(?:said|says|asked|cried|shouted|wrote|added|replied|told|yelled)\b"
)
_ASIAN_SPEECH_END = re.compile(r"[。！？][”」』]$")
_ASIAN_ATTRIBUTION = re.compile(r"と|って|[^\s。！？，、：「“]{1,8}[说說道]")
_PAIRS = (
    (_TITLE, re.compile("")),
    (_UNIT_OR_DAY, _GOES_ON),
    (_HALF_DAY, _DAY_OR_ZONE),
    (_LIST_NUMBER, re.compile("")),
    (_CRY, _ATTRIBUTION),
    (_ASKED_OR_CRIED, _SMALL_LETTER),
    (_ASIAN_SPEECH_END, _ASIAN_ATTRIBUTION),
)


def _is_false_end(line: str, bound: int, language: str) -> bool:
    before = line[max(0, bound - 40) : bound].rstrip()
    after = line[bound : bound + 100].lstrip()
    if language == "fr" and _FRENCH_TITLE.search(before):
        return True
    return any(end.search(before) and start.match(after) for end, start in _PAIRS)


_CLOSERS = re.compile(r"[)\]}”’»」』\"']{1,10}(?=\s|$)")


def _past_closers(line: str, bound: int) -> int:
    closers = _CLOSERS.match(line, bound)
    return closers.end() if closers else bound


_END_IN_BRACKETS = re.compile(r"(?<=\w\w)[.!?…]+[)\]”’\"']++(?<=[)\]”’])\s+(?=[“\"‘(\[]?[^\W\d_])")


def _with_missed_ends(line: str, bounds: list[int]) -> list[int]:
    """Return `bounds` and the ends that closing brackets and quotes hide from sentencex."""
    missed = {
        match.end()
        for match in _END_IN_BRACKETS.finditer(line)
        if not line[match.end()].islower() and not _is_false_end(line, match.end(), "")
    }
    return sorted(missed.union(bounds))
