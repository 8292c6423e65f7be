"""Evidence that a text was wrapped to a width, and where its lines were broken for it."""
# ruff: noqa: RUF001 (typographic marks end lines)

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from newsdesk.enrichment.cleaning.wraps.line_ends import is_hanging, is_open
from newsdesk.enrichment.cleaning.wraps.line_starts import (
    Starts,
    begins_sentence,
    begins_small,
    is_marked,
    starts_of,
)
from newsdesk.enrichment.cleaning.wraps.word_breaks import ends_in_hyphen

WIDEST = 130
"""Characters of a line of wrapped text, at most."""

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
    def good(self) -> bool:
        """Whether the line had to end there."""
        return self.hyphen or self.hanging or self.full

    @property
    def against(self) -> bool:
        """Whether lines of verse, lists and addresses break like this."""
        return self.open and not (self.strong or self.full)


def soft_breaks(
    lines: Sequence[str], blocks: Sequence[tuple[int, int]], least: int = 1
) -> set[int]:
    """Return the lines after which the break is only due to the width of the text.

    Args:
        lines: The lines of the text.
        blocks: The first and the last line of each run of lines that may belong together.
        least: How many breaks must hardly be possible otherwise.
    """
    starts = starts_of(lines)
    caseless = _is_caseless(lines)
    candidates = [_candidates(lines, block, starts) for block in blocks]
    width = _width(lines, blocks, candidates)
    breaks = [[_break(lines, at, width, caseless) for at in found] for found in candidates]
    soft = {b.at for found in breaks for b in found if b.hyphen and b.small}
    if _is_wrapped(lines, blocks, breaks, width, least, caseless):
        for block, found in zip(blocks, breaks, strict=True):
            soft.update(_soft(lines, block, found, width))
    return soft


def may_be_wrapped(lines: Sequence[str]) -> bool:
    """Quick check for `soft_breaks`; there are no false negatives."""
    filled = [line for line in lines if line]
    return any(
        len(line) <= WIDEST
        and is_open(line)
        and (_continues(line, following) or ends_in_hyphen(line) or line.isupper())
        for line, following in pairwise(filled)
    )


def _continues(line: str, following: str) -> bool:
    return begins_small(following) or not _CASED.search(following[:3]) or is_hanging(line)


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
        if _is_narrow(lines[at])
        and _is_narrow(lines[at + 1])
        and not (lines[at].isupper() and not lines[at + 1].isupper())
        and not starts.is_new(at + 1)
        and not starts.is_row(at)
        and not _NO_SPACES.search(lines[at][-1] + lines[at + 1][0])
    ]


def _is_narrow(line: str) -> bool:
    return len(line) <= WIDEST or _ADDRESS.match(line) is not None


def _width(
    lines: Sequence[str], blocks: Sequence[tuple[int, int]], candidates: Sequence[Sequence[int]]
) -> int:
    """Return the length of the longest line in blocks that look wrapped; 0 if there is none."""
    widths = [0]
    for (first, last), found in zip(blocks, candidates, strict=True):
        lengths = [len(line) for line in lines[first : last + 1] if not _ADDRESS.match(line)]
        looks = any(is_open(lines[at]) and _continues(lines[at], lines[at + 1]) for at in found)
        if looks and max(lengths, default=0) <= WIDEST:
            widths += lengths
    return max(widths)


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
    blocks: Sequence[tuple[int, int]],
    breaks: Sequence[Sequence[_Break]],
    width: int,
    least: int,
    caseless: bool,
) -> bool:
    """Whether the breaks show that the text was wrapped to `width`."""
    found = [b for block in breaks if any(b.strong for b in block) for b in block]
    strong = [b for b in found if b.strong and (b.hyphen or len(lines[b.at]) >= _SHORTEST)]
    good = sum(b.good for b in strong)
    needing = sum(b.hyphen or b.hanging for b in strong)
    if len(strong) < max(least, _FEW if caseless else 1) or good < _share(caseless) * len(strong):
        return False
    if len(strong) == 1 and (not good or len(lines[strong[0].at]) < _SHORTEST_SURE):
        return False
    sentences = any(map(partial(_is_sentence, lines), blocks, breaks))
    if needing < _FEW and not any(b.small or b.hyphen for b in strong):
        needed = all(b.full and not begins_sentence(lines[b.at + 1]) for b in strong)
        if not (sentences and needed):
            return False
    if not (needing or sentences or any(_is_prose(lines, b.at) for b in found)):
        return False
    if width < _NARROWEST and needing < max(1, _STRONG_SHARE * len(strong)):
        return sentences and good == len(strong) > 1
    if sum(b.against for b in found) > len(strong):
        return False
    return 2 * sum(b.open for b in found) >= len(found) or (
        len(strong) >= _SEVERAL and len(strong) >= _STRONG_SHARE * len(found)
    )


def _is_prose(lines: Sequence[str], at: int) -> bool:
    """Whether a sentence ends with the line, or in it or the next: items seldom have that."""
    return lines[at].endswith(_ENDS) or any(map(_SENTENCE_WITHIN.search, lines[at : at + 2]))


def _is_sentence(lines: Sequence[str], block: tuple[int, int], breaks: Sequence[_Break]) -> bool:
    """Whether a block begins as a sentence, continues in small letters, and ends as one."""
    first, last = block
    begins = any(b.at == first and b.strong for b in breaks) and not begins_small(lines[first])
    return begins and not is_open(lines[last])


def _share(caseless: bool) -> float:
    return 0.8 if caseless else _FULL_SHARE


def _soft(
    lines: Sequence[str], block: tuple[int, int], breaks: Sequence[_Break], width: int
) -> list[int]:
    """Return the lines of a block after which the break is due to the width."""
    strong, against = (sum(getattr(b, name) for b in breaks) for name in ("strong", "against"))
    good = sum(b.good for b in breaks if b.strong)
    if against > max(1, strong) or (strong >= _FEW and 2 * good < strong):
        return []
    if _is_list(lines, block, breaks):
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
