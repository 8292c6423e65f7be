"""Candidates for keywords in languages that write no spaces between words.

A keyword is a sequence that comes again, as maximal repeats are taken for words in unsegmented text
(Yamamoto and Church 2001), and that begins in one place and ends in another at a sure boundary:
beside a mark, a function word or, in Japanese, a change of script.
"""
# ruff: noqa: RUF001 (letters of many scripts)

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.resources import files

import yaml

from newsdesk.enrichment.cleaning.rules.embeds import without_embeds
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.keywords.candidate import Candidate
from newsdesk.enrichment.words.character_classes import MARKS, base_letters

_MOST_CHARACTERS = 40_000
_TSHEG = "\u0f0b"
_HAN = "\u3005\u3400-\u9fff"
_ONE_HAN = re.compile(f"[{_HAN}]")
_LATIN = r"[A-Za-z][A-Za-z0-9&.+-]*"
# The end of nouns such as 利上げ, before a particle; other hiragana continue a word.
_PARTICLES = "はがをにのでともへやかまよな"
_OKURIGANA = f"[げけめせりれみ](?=[{_PARTICLES}、。」]|$)"
_CONTINUED = re.compile(f"[ぁ-ん](?<![{_PARTICLES}])")
_FIGURES = "[\\d〇零一二三四五六七八九十百千万萬亿億兆两兩半点點]"
_COUNTED = (
    "[个個名位人只条條件种種次年月日号號所家座张張辆輛艘米元吨噸岁歲倍层層分秒"
    "度级級平公里小时時天周週届屆]"
)
# Letters of a script, with what is written above, below and behind them.
_BEHIND = f"{MARKS}\u0e2f\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3\u0ebd"
_THAI = f"[\u0e40-\u0e44\u0ec0-\u0ec4]?[\u0e01-\u0e2e\u0e81-\u0eae\u0edc-\u0edf][{_BEHIND}]*"
_KHMER = rf"[\u1780-\u17b3](?:\u17d2[\u1780-\u17b3]|[{MARKS}])*"
_BURMESE = rf"[\u1000-\u102a\u103f](?:\u1039[\u1000-\u102a]|[{MARKS}]|[\u1000-\u1021](?=\u103a))*"
_TIBETAN = "[\u0f40-\u0fbc]+"


@dataclass(frozen=True, slots=True)
class _Script:
    """How a language is read: its `unit`, and how many units and letters a keyword has."""

    unit: str
    fewest: int
    most: int
    letters: int
    figures: str = r"\d+"


_SCRIPTS: Mapping[str, _Script] = {
    "bo": _Script(_TIBETAN, 2, 6, 3),
    "ja": _Script(f"[{_HAN}](?:{_OKURIGANA})?|[ァ-ヺー]+|{_LATIN}", 1, 10, 2, rf"[\d,.]+[{_HAN}]?"),
    "km": _Script(_KHMER, 2, 14, 3),
    "lo": _Script(_THAI, 2, 14, 3),
    "my": _Script(_BURMESE, 2, 12, 3),
    "th": _Script(_THAI, 2, 16, 3),
    "zh": _Script(f"[{_HAN}]|{_LATIN}", 1, 8, 2, f"{_FIGURES}+(?:{_COUNTED}+)?"),
}

LANGUAGES = frozenset(_SCRIPTS)
"""The languages whose words this module finds."""


def _read_lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    text = files("newsdesk.enrichment.keywords").joinpath("unspaced.yaml").read_text("utf-8")
    lists: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return {
        code: {kind: frozenset(words.split()) for kind, words in own.items()}
        for code, own in lists.items()
    }


def _word_pattern(code: str) -> str:
    """Return a pattern for the listed words, longest first, figures and single units."""
    own, script = _LISTS[code], _SCRIPTS[code]
    words = sorted(own["between"] | own["beside"] | own["kept"], key=lambda w: (-len(w), w))
    # A syllable of Tibetan is one as a whole; elsewhere no letter is cut off from its vowel.
    before, after = "", f"(?![{_BEHIND}]|{_OKURIGANA})"
    if code == "bo":
        before, after = "(?<![\u0f40-\u0fbc])", "(?![\u0f40-\u0fbc])"
    listed = "|".join(map(re.escape, words))
    word, figure = f"(?P<word>{before}(?:{listed}){after})", f"(?P<figure>{script.figures})"
    return f"{word}|{figure}|(?P<unit>{script.unit})"


_LISTS = _read_lists()
_PATTERNS = {code: re.compile(_word_pattern(code)) for code in _SCRIPTS}
_COMMON = {
    code: re.compile(f"(?:{'|'.join(map(re.escape, sorted(own['beside'] | own['never'])))})+")
    for code, own in _LISTS.items()
}
_UNITS = {code: re.compile(script.unit) for code, script in _SCRIPTS.items()}


@dataclass(slots=True)
class _Piece:
    """Units between two sure boundaries.

    `units` are the places of its units in the text; words begin at the units `begins` or elsewhere,
    and end before the units `ends` or elsewhere.
    """

    units: list[tuple[int, int]] = field(default_factory=list)
    begins: list[int] = field(default_factory=lambda: [0])
    ends: list[int] = field(default_factory=list)


def unspaced_candidates(document: Document) -> list[Candidate]:
    """Return the words that are mentioned at least twice, the title included, each once.

    They have no function word and no figure. The article's first 40,000 characters are read.
    """
    language = document.language
    texts = [without_embeds(s.text) for s in document.sentences if s.start < _MOST_CHARACTERS]
    title = document.title or ""
    pieces = [_pieces(text, language) for text in texts]
    known = _bounded(
        zip([*texts, title], [*pieces, _pieces(title, language)], strict=True), language
    )
    found: dict[str, Candidate] = {}
    for index, (text, own) in enumerate(zip(texts, pieces, strict=True)):
        offset = document.sentences[index].start
        for word, start, end in _words_in(text, own, known, language):
            if word not in found:
                found[word] = Candidate(tuple(word), offset + start, offset + end, words=1)
            found[word].sentences.add(index)
    for word, _, _ in _words_in(title, _pieces(title, language), known, language):
        if word in found:
            found[word].in_title = True
    again = {word: candidate for word, candidate in found.items() if candidate.mentions > 1}
    return [own for word, own in again.items() if not _has_more(word, again, language)]


def _pieces(text: str, language: str) -> list[_Piece]:
    """Return the pieces of a text, cut at marks, figures, function words and other scripts."""
    lists = _LISTS[language]
    pieces = [_Piece()]
    last = -1
    for match in _PATTERNS[language].finditer(text):
        word = match.group()
        cuts = match.lastgroup == "figure" or word in lists["between"]
        if (cuts or match.start() != last) and pieces[-1].units:
            pieces.append(_Piece())
        if not cuts:
            piece, first = pieces[-1], len(pieces[-1].units)
            spans = (unit.span() for unit in _UNITS[language].finditer(word))
            piece.units += [(match.start() + start, match.start() + end) for start, end in spans]
            if word in lists["beside"]:
                piece.ends.append(first)
                piece.begins.append(len(piece.units))
        last = match.end() + (text[match.end() : match.end() + 1] == _TSHEG)
    whole = [piece for piece in pieces if piece.units]
    for piece in whole:
        if not _CONTINUED.match(text, piece.units[-1][1]):
            piece.ends.append(len(piece.units))
    return whole


def _bounded(read: Iterable[tuple[str, Sequence[_Piece]]], language: str) -> frozenset[str]:
    """Return the sequences that begin at a sure boundary somewhere and end at one somewhere."""
    beginning: set[str] = set()
    ending: set[str] = set()
    most, letters = _SCRIPTS[language].most, _SCRIPTS[language].letters
    for text, pieces in read:
        for piece in pieces:
            units = piece.units
            for first in piece.begins:
                beginning.update(text[units[first][0] : e] for _, e in units[first : first + most])
            for last in piece.ends:
                before = units[max(0, last - most) : last]
                ending.update(text[start : before[-1][1]] for start, _ in before)
    is_common = _COMMON[language].fullmatch
    return frozenset(
        word
        for word in beginning & ending
        if len(base_letters(word)) >= letters and not is_common(word)
    )


def _words_in(
    text: str, pieces: Sequence[_Piece], known: frozenset[str], language: str
) -> Iterator[tuple[str, int, int]]:
    script = _SCRIPTS[language]
    for piece in pieces:
        units = piece.units
        for first, (start, _) in enumerate(units):
            for _, end in units[first + script.fewest - 1 : first + script.most]:
                if (word := text[start:end]) in known:
                    yield word, start, end


def _has_more(word: str, found: Mapping[str, Candidate], language: str) -> bool:
    """Whether `word` has a listed word at an edge, and is as frequent without it.

    One character of Chinese or Japanese may well be a part, unless the rest is more frequent.
    """
    for at in range(1, len(word)):
        for edge, rest in ((word[:at], word[at:]), (word[at:], word[:at])):
            if edge in _LISTS[language]["beside"] and rest in found:
                least = found[word].mentions + (_ONE_HAN.fullmatch(edge) is not None)
                if found[rest].mentions >= least:
                    return True
    return False
