"""How lines begin: as an item of a list, a row of a table, a turn of a dialogue, or a sentence."""
# ruff: noqa: RUF001 (typographic marks begin lines)

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from newsdesk.enrichment.cleaning.wraps.line_ends import is_hanging
from newsdesk.enrichment.cleaning.wraps.word_sets import words

_OPENERS = "“\"‘'«„(¿¡[—–-*_ "
_BULLET = re.compile(r"[•▪◦‣●○■□➤►▶✓✔★☆»›·]|[-*+–—>](?=\s)|[—–](?=[^\W\d_])")
_SURE_BULLETS = "•▪◦‣●○■□➤►▶✓✔★☆"
_NUMBER = re.compile(r"\(?(\d{1,3})[.)](?=\s)")
_LETTER = re.compile(r"\(?(?:[a-zA-Z]|[ivxIVX]{1,4})\)(?=\s)")
_STAMP = re.compile(
    r"(?:\d{1,2}[:.h]\d\d(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{2,4}\b)?|\d{4}(?:-\d\d-\d\d)?"
    r"|\d{1,2}\.? [A-Za-zÀ-ÿ]{3,9}"
    r"|[A-Z][a-zà-ÿ]{2,8} \d{1,2}|\d{1,2}[./]\d{1,2}[./]?\d{0,4})(?:, \d{4})?\s?[-–—:|]\s"
)
_LABEL = re.compile(r"(?:Q|A|[A-ZÀ-Þ][\w.’'-]*(?: [\w.’'-]+){0,3})\s?:(?=\s|$)")
_NUMERIC = re.compile(r"[-+–(]?[$€£]?\d[\d.,:/%)–-]*$|[-–—]$")
_SENTENCE = words(
    "The A An In On At It He She They We But And This That These Those There When While After"
    " Before If As For However Meanwhile Some Many Most All No Not Its Their His Her You What"
    " Who Why How Where Der Die Das Ein Eine Er Sie Es Wir Im Am Auf Nach Mit Bei Doch Auch Für"
    " Zu Wenn Le La Les Un Une Il Elle Ils Elles Ce Cette Ces Dans Mais Pour Selon El Los Las"
    " Una Pero Según Lo Gli I Nel Nella Ma Per Secondo O Os Um Uma Mas Na Segundo Het Een De"
    " Maar Volgens Det Den En Og Och Men"
)
_FIRST_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Starts:
    """How the lines of a text begin: those of an item, and those of a table."""

    new: frozenset[int]
    rows: frozenset[int]

    def is_new(self, at: int) -> bool:
        """Whether the line begins an item, a turn or a row, and continues no other line."""
        return at in self.new or at in self.rows

    def is_row(self, at: int) -> bool:
        """Whether the line is a row of a table."""
        return at in self.rows


def starts_of(lines: Sequence[str]) -> Starts:
    """Return which of `lines` begin an item, and which are rows.

    A mark that may also stand within a sentence, such as a dash, a number or a colon, counts if
    several lines begin so that no blank line parts.
    """
    new: set[int] = set()
    rows: set[int] = set()
    for is_blank, block in groupby(range(len(lines)), lambda at: not lines[at]):
        if not is_blank:
            places = list(block)
            new.update(_items(lines, places))
            rows.update(_rows(lines, places))
    return Starts(frozenset(new), frozenset(rows))


def _items(lines: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    kinds = [_kind(lines[at]) for at in places]
    counts = Counter(kind for kind, _ in kinds)
    numbers = {number for kind, number in kinds if kind == "number"}
    for at, (kind, number) in zip(places, kinds, strict=True):
        if kind == "number":
            is_item = not numbers.isdisjoint((number - 1, number + 1))
        elif kind in ("label", "stamp"):
            is_item = counts[kind] > 1 and not (at > places[0] and is_hanging(lines[at - 1]))
        else:
            is_item = kind == "sure" or (kind != "" and counts[kind] > 1)
        if is_item:
            yield at


def _rows(lines: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    rows = [_is_row(lines[at]) for at in places]
    for place, at in enumerate(places):
        beside = rows[max(0, place - 1) : place] + rows[place + 1 : place + 2]
        if rows[place] and any(beside):
            yield at


def is_marked(line: str) -> bool:
    """Whether the line begins with a mark of an item: a bullet, a dash, a number."""
    return _kind(line)[0] in ("sure", "bullet", "number", "letter")


def begins_small(line: str) -> bool:
    """Whether the first letter of the line, after opening marks, is small.

    The one of "iPhone" is not.
    """
    bare = line.lstrip(_OPENERS)
    return bare[:1].islower() and not bare[1:2].isupper()


def begins_sentence(line: str) -> bool:
    """Whether the line begins with a word that has a capital only where a sentence begins."""
    word = _FIRST_WORD.match(line.lstrip(_OPENERS)[:20])
    return word is not None and word[0] in _SENTENCE


def _kind(line: str) -> tuple[str, int]:
    if bullet := _BULLET.match(line):
        return ("sure" if bullet[0] in _SURE_BULLETS else "bullet"), 0
    if number := _NUMBER.match(line):
        return "number", int(number[1])
    for kind, pattern in (("letter", _LETTER), ("stamp", _STAMP), ("label", _LABEL)):
        if pattern.match(line):
            return kind, 0
    return "", 0


def _is_row(line: str) -> bool:
    if "|" in line:
        return True
    cells = line.split(" ", 12)
    return len(cells) > 1 and 2 * sum(map(bool, map(_NUMERIC.match, cells))) >= len(cells)
