"""Text that was wrapped to a width: joining the lines of a paragraph again."""
# ruff: noqa: RUF001 (typographic marks begin and end lines)

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from newsdesk.enrichment.cleaning.line_ends import is_hanging, is_open
from newsdesk.enrichment.cleaning.line_starts import (
    Starts,
    begins_sentence,
    begins_small,
    is_marked,
    starts_of,
)
from newsdesk.enrichment.cleaning.word_breaks import HYPHENS, Vocabulary, ends_in_hyphen, join_word

_WIDEST = 130
_NARROWEST = 45
_SHORTEST = 25
_SHORTEST_SURE = 40
_FULL_SHARE = 0.6
_STRONG_SHARE = 0.2
_FEW, _SEVERAL = 2, 3
_GOING_ON = ",;-–"
_NO_SPACES = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_CASED = re.compile("[A-Za-zÀ-ɏͰ-ԯᲐ-Ჿ]")
_ENDS = tuple(".!?।۔؟")
_SENTENCE_WITHIN = re.compile(r"[^\s.]{2}[.!?।۔؟][”\"’)»]? \S")
_ADDRESS = re.compile(r"\S*(?://|www\.)\S+$")


@dataclass(frozen=True, slots=True)
class _Break:
    """A line break that may be due to the width.

    `open`: no sentence ends before it. `hanging`: a line cannot end there otherwise. `small`: a
    small letter follows it. `full`: the next word has no room. `hyphen`: a word is cut.
    """

    at: int
    open: bool
    hanging: bool
    small: bool
    full: bool
    hyphen: bool

    @property
    def strong(self) -> bool:
        """Whether it hardly stands between two paragraphs."""
        return self.hyphen or (self.open and (self.small or self.hanging))

    @property
    def against(self) -> bool:
        """Whether lines of verse, lists and addresses break like this."""
        return self.open and not (self.strong or self.full)


def join_lines(text: str) -> str:
    """Return `text` with the lines of its paragraphs joined, if it was wrapped to a width.

    Evidence is counted over the whole text: lines that no sentence ends, that end in a word that
    needs another, that continue in small letters, and that have no room for the next word. One
    paragraph per line, verse, lists, tables, addresses, headings and dialogue stay apart, and so do
    scripts without spaces. Words that were cut at a line's end are joined.
    """
    if "\n" not in text:
        return text
    lines = text.split("\n")
    if not _may_be_wrapped(lines):
        return text
    blocks = _blocks_of(lines)
    if all(last == first for first, last in blocks):
        return _join_spread(lines, blocks)
    return _joined(lines, blocks, least=1)


def _may_be_wrapped(lines: Sequence[str]) -> bool:
    """Quick check; there are no false negatives."""
    filled = [line for line in lines if line]
    return any(
        len(line) <= _WIDEST
        and is_open(line)
        and (
            begins_small(following)
            or line[-1] in HYPHENS
            or line.isupper()
            or not _CASED.search(following[:3])
            or is_hanging(line)
        )
        for line, following in pairwise(filled)
    )


def _join_spread(lines: Sequence[str], blocks: Sequence[tuple[int, int]]) -> str:
    """Join lines of which each has a blank line after it, as some converters write them."""
    tight = [lines[first] for first, _ in blocks]
    text = "\n".join(lines)
    joined = _joined(tight, [(0, len(tight) - 1)], least=3)
    return text if joined == "\n".join(tight) else joined.replace("\n", "\n\n")


def _blocks_of(lines: Sequence[str]) -> list[tuple[int, int]]:
    """Return the first and the last line of each run of lines that are not blank."""
    blocks, first = [], None
    for place, line in enumerate([*lines, ""]):
        if line and first is None:
            first = place
        elif not line and first is not None:
            blocks.append((first, place - 1))
            first = None
    return blocks


def _joined(lines: Sequence[str], blocks: Sequence[tuple[int, int]], least: int) -> str:
    starts = starts_of(lines)
    caseless = _is_caseless(lines)
    candidates = [_candidates(lines, block, starts) for block in blocks]
    width = _width(lines, blocks, candidates)
    breaks = [[_break(lines, at, width, caseless) for at in found] for found in candidates]
    glued: set[int] = set()
    if _is_wrapped(lines, breaks, width, least, caseless):
        for block, found in zip(blocks, breaks, strict=True):
            glued.update(_soft(lines, block, found, width))
    glued.update(b.at for found in breaks for b in found if b.hyphen and b.small)
    if not glued:
        return "\n".join(lines)
    return _glue(lines, glued)


def _is_caseless(lines: Sequence[str]) -> bool:
    """Whether small letters say nothing: there are no others, or hardly any."""
    text = "".join(lines[:400])
    cased = len(_CASED.findall(text))
    return cased < 0.5 * sum(map(str.isalpha, text)) or sum(map(str.islower, text)) < 0.2 * cased


def _candidates(lines: Sequence[str], block: tuple[int, int], starts: Starts) -> list[int]:
    """Return the lines of the block whose end may be due to the width."""
    first, last = block
    return [
        at
        for at in range(first, last)
        if len(lines[at]) <= _WIDEST
        and not starts.is_new(at + 1)
        and not starts.is_row(at)
        and not _NO_SPACES.search(lines[at][-1] + lines[at + 1][0])
    ]


def _width(
    lines: Sequence[str], blocks: Sequence[tuple[int, int]], candidates: Sequence[Sequence[int]]
) -> int:
    """Return the length of the longest line in blocks that look wrapped; 0 if there is none."""
    widths = [0]
    for (first, last), found in zip(blocks, candidates, strict=True):
        lengths = [len(line) for line in lines[first : last + 1] if not _ADDRESS.match(line)]
        looks = any(is_open(lines[at]) and _continues(lines, at) for at in found)
        if looks and max(lengths, default=0) <= _WIDEST:
            widths += lengths
    return max(widths)


def _continues(lines: Sequence[str], at: int) -> bool:
    line = lines[at]
    return begins_small(lines[at + 1]) or is_hanging(line) or not _CASED.search(lines[at + 1][:3])


def _break(lines: Sequence[str], at: int, width: int, caseless: bool) -> _Break:
    line, following = lines[at], lines[at + 1]
    opened = is_open(line)
    hyphen = ends_in_hyphen(line) and following[0].isalnum()
    return _Break(
        at,
        open=opened,
        hanging=opened and is_hanging(line),
        small=caseless or begins_small(following),
        full=len(line) + 1 + len(following.split(" ", 1)[0]) > width,
        hyphen=hyphen and (begins_small(following) or len(line) >= _SHORTEST),
    )


def _is_wrapped(
    lines: Sequence[str],
    breaks: Sequence[Sequence[_Break]],
    width: int,
    least: int,
    caseless: bool,
) -> bool:
    """Whether the breaks show that the text was wrapped to `width`."""
    found = [b for block in breaks if any(b.strong for b in block) for b in block]
    strong = [b for b in found if b.strong and (b.hyphen or len(lines[b.at]) >= _SHORTEST)]
    good = sum(b.hyphen or b.hanging or b.full for b in strong)
    hanging = sum(b.hyphen or b.hanging for b in strong)
    if len(strong) < max(least, 2 if caseless else 1) or good < _share(caseless) * len(strong):
        return False
    if hanging < _FEW and not any(b.small or b.hyphen for b in strong):
        return False
    if not (hanging or any(_is_prose(lines, b.at) for b in found)):
        return False
    if len(strong) == 1 and (not good or len(lines[strong[0].at]) < _SHORTEST_SURE):
        return False
    if width < _NARROWEST and hanging < max(1, 0.2 * len(strong)):
        return False
    if sum(b.against for b in found) > len(strong):
        return False
    return 2 * sum(b.open for b in found) >= len(found) or (
        len(strong) >= _SEVERAL and len(strong) >= _STRONG_SHARE * len(found)
    )


def _is_prose(lines: Sequence[str], at: int) -> bool:
    """Whether a sentence ends in or after the line, or in the next: items seldom have that."""
    return lines[at].endswith(_ENDS) or any(map(_SENTENCE_WITHIN.search, lines[at : at + 2]))


def _share(caseless: bool) -> float:
    return 0.8 if caseless else _FULL_SHARE


def _soft(
    lines: Sequence[str], block: tuple[int, int], breaks: Sequence[_Break], width: int
) -> list[int]:
    """Return the lines of a block after which the break is due to the width."""
    strong, against = (sum(getattr(b, name) for b in breaks) for name in ("strong", "against"))
    if against > max(1, strong) or _is_list(lines, block, breaks):
        return []
    return [b.at for b in breaks if _is_soft(lines, b, width, is_first=b.at == block[0])]


def _is_list(lines: Sequence[str], block: tuple[int, int], breaks: Sequence[_Break]) -> bool:
    """Whether a colon announces the lines, none has a mark of an item, and none needs the next."""
    first, last = block
    before = next((line for line in reversed(lines[max(0, first - 2) : first]) if line), "")
    announced = before.endswith(":") or any(line.endswith(":") for line in lines[first:last])
    if not announced or any(map(is_marked, lines[first : last + 1])):
        return False
    return not any(b.hanging or b.hyphen or _is_prose(lines, b.at) for b in breaks)


def _is_soft(lines: Sequence[str], one: _Break, width: int, *, is_first: bool) -> bool:
    line, following = lines[one.at], lines[one.at + 1]
    if one.hanging or (ends_in_hyphen(line) and following[0].isalnum()):
        return True
    if one.open and one.small:
        return len(line) >= min(_SHORTEST, width // 3)
    if one.open:
        enough = one.full if is_first else one.full or len(line) >= 0.75 * width
        begins = line[-1] not in _GOING_ON and following[0].isalnum() and begins_sentence(following)
        return enough and 2 * len(line) >= width and not begins
    return one.full and 3 * len(line) >= 2 * width


def _glue(lines: Sequence[str], glued: set[int]) -> str:
    vocabulary = Vocabulary(lines)
    pieces: list[str] = []
    for at, line in enumerate(lines):
        if at - 1 in glued:
            pieces[-1:] = join_word(pieces[-1], line, vocabulary)
        else:
            pieces += ["\n", line] if pieces else [line]
    return "".join(pieces)
