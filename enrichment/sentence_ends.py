"""Corrections to sentencex's sentence boundaries for news texts."""
# ruff: noqa: RUF001 (sentences end in typographic quotes and full-width marks)

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import pairwise

from newsdesk.enrichment.abbreviations import ends_sentence
from newsdesk.enrichment.script_ends import ends_in_script, is_within_mark
from newsdesk.enrichment.words.character_classes import CAPITALS, MARKS

_ANY = re.compile("")
_TITLE = re.compile(
    r"(?:^|[\s(\"“‘])(?:Ms|Ft|Messrs|Supt|Insp|Det|Cpl|Pvt|Cmdr|Brig|Amb|Atty|Tues|Thurs|[Aa]pprox)\.$"
)
_UNIT_OR_DAY = re.compile(
    r"(?:^|[\s(])(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Bn|Div|Regt|approx|est|deg|lbs?|oz|km|kg)\.$"
)
_CONTINUES = re.compile(r"[^\W\d_A-Z]|\d")
_HALF_DAY = re.compile(r"\b[apAP]\.[mM]\.$")
_DAY_OR_ZONE = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|(?:[ECMP][SD]?T|GMT|UTC|BST|CET)\b|(?:Eastern|Pacific|Central|Mountain)\b"
    r"|(?:Christmas|Thanksgiving|Easter|New Year|Boxing|Good Friday)\b"
    r"|(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d"
)
_QUOTED_EXCLAMATION = re.compile(r"[!?…][”’\"']$")
_QUESTION_OR_EXCLAMATION = re.compile(r"[!?][”’\"')]*$")
_SMALL_LETTER = re.compile("[a-zß-öø-ÿ](?![A-ZÀ-Þ])")
_ATTRIBUTION = re.compile(
    r"(?:[A-Z][\w.'’-]*\s){1,4}(?:said|says|asked|cried|shouted|wrote|added|replied|told|yelled)\b"
)
# Names that end in a mark, and what follows a company's name.
_MARKED_NAME = re.compile(
    r"\b(?:Yahoo|Jeopardy|Wham|Yum|Kahoot|Oklahoma|Mamma Mia|Moulin Rouge|Oliver|Shazam|Airplane"
    r"|Godspeed You|Viva Zapata|Panic|Hello|Guess|Westward Ho|Elite|Which)[!?]$"
)
_NO_START = re.compile(
    r"(?!(?:A|After|An|And|As|At|But|For|He|Her|His|I|If|In|It|Its|No|Nobody|On|One|She|That|The|Their"
    r"|Then|There|These|They|This|Those|To|Two|We|What|When|Who|Why|With|You)\b)[A-Z0-9]"
)
_MARK = re.compile("[!?]$")
_COMPANY = re.compile(r"(?:Inc|Ltd|Corp|Co|PLC|plc|LLC|Group|Holdings|Brands|Japan|GmbH|AG)\b")
_ANY_STOP = re.compile(r"[A-Za-z]\.$")
_COMPANY_WITH_STOP = re.compile(r"(?:Assn|Bros|Cos?|Corp|Inc|Ltd|Utd)\.(?=[\s,’'])")
_ASIAN_SPEECH_END = re.compile(r"[。！？][”」』]$")
_QUOTED_END = re.compile(r"[.!?…][”“»’\"']$")
_CONTINUED_AFTER_QUOTATION = re.compile(r"[–—-]\s?[a-zß-öø-ÿąćęłńśźżа-яё]|,")
_ASIAN_ATTRIBUTION = re.compile(r"と|って|[^\s。！？，、：「“]{1,8}[说說道]")
# No sentence ends where the text before matches the first pattern and the text after the second.
_AFTER_FULL_STOP = (
    (_TITLE, _ANY),
    (_UNIT_OR_DAY, _CONTINUES),
    (_HALF_DAY, _DAY_OR_ZONE),
    (_ANY_STOP, _COMPANY_WITH_STOP),
)
_AFTER_OTHER_MARKS = (
    (_QUOTED_EXCLAMATION, _ATTRIBUTION),
    (_QUESTION_OR_EXCLAMATION, _SMALL_LETTER),
    (_MARKED_NAME, _NO_START),
    (_MARK, _COMPANY),
    (_ASIAN_SPEECH_END, _ASIAN_ATTRIBUTION),
    (_QUOTED_END, _CONTINUED_AFTER_QUOTATION),
)
_PAIRS_OF_LANGUAGE = {
    "fr": ((re.compile(r"(?:^|[\s(\"“«])(?:MM?|Mme|Mlle|Mgr)\.$"), _ANY),),
    "it": (
        (
            re.compile(r"(?:^|[\s(\"“«’'])(?:avv|ing|arch|geom|rag|on|sen|mons|dott|prof|sig)\.$"),
            _ANY,
        ),
    ),
    "de": (
        (
            re.compile(r"\b\d{1,2}\.$"),
            re.compile(r"(?:Jan|Feb|Mär|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"),
        ),
        (
            re.compile(
                r"\b(?:[Dd](?:er|ie|as|e[mns])|[Zz]u[mr]|[AaIi]m|[Vv]om|[Bb]eim) \d{1,3}\.$"
            ),
            _ANY,
        ),
    ),
}
_PAIRS_OF_LANGUAGE["ko"] = (
    # "2026. 3. 12." is a date.
    (re.compile(r"(?:^|\s)(?:\d{4}|\d{1,2})\.$"), re.compile(r"\d{1,2}\.")),
    (re.compile(r"\d\. ?\d{1,2}\.$"), _ANY),
)
# Names of Latin letters, as initials are written in Urdu.
_OTHER_PAIRS_OF_LANGUAGE = {
    "ur": (
        (
            re.compile(
                r"(?:^|[\s۔])(?:اے|بی|سی|ڈی|ای|ایف|ایچ|جے|کے|ایل|ایم|این|او|پی|کیو|آر|ایس|ٹی|یو|وی|ایکس)۔$"
            ),
            _ANY,
        ),
    )
}
_CAPITALS_BEGIN = re.compile(rf"[.!?][”\"')]? +[“\"‘']?[{CAPITALS}]")
# Full stops of scripts in which "." marks abbreviations.
_OTHER_STOPS = re.compile("[।։።\u06d4\u17d4\u104b]")
_LONG_WORD = 7
_SHORT = re.compile(r"(?:^|\s)\S{1,5}\.$")
# Starts with the full stop and looks behind only there, so that searching a line is fast.
_STOP = re.compile(rf"\.(?<=[\w{MARKS}]\.)[”\"’)\]]{{0,2}}\s++")
_LATIN = re.compile("[A-Za-zÀ-ɏ]")
_JOINT_BEFORE = re.compile(
    r"[^\W\d_A-Z]{2}(?:[.!?]|\.{3})[”\"')]?$|[!?…][”\"')]?$|\w \.$|\d\d\.$|[a-z][”\"')][.!?]$"
)
_JOINT_AFTER = re.compile(
    r"[“\"‘'(]?(?!(?:Com|Org|Net|Edu|Gov|Co|Io|Ai|Js|Py|Uk|Us|De|Fr|Eu)\b)[A-ZÀ-Þ](?:[a-zß-ÿ’']|\s)"
)
_LIST_NUMBER = re.compile(r"\s{0,4}\d{1,3}[.)]\s{0,4}")
# Quotations by language: some write »so«, some close as they open, and Urdu turns single marks.
_LOW_QUOTATION = "„[^„“”\\n]{1,600}[“”]"
_FRENCH_QUOTATION = "«[^«»\\n]{1,600}»"
_QUOTATION = re.compile(f"{_LOW_QUOTATION}|{_FRENCH_QUOTATION}")
_QUOTATIONS_OF_LANGUAGE = {
    **dict.fromkeys(
        ["cs", "da", "de", "en", "hr", "hu", "nl", "pl", "sk", "sl", "sr"],
        re.compile(_LOW_QUOTATION),
    ),
    **dict.fromkeys(
        ["fi", "sv"], re.compile(r"(?:(?<=[\s(])|^)”(?=\S)[^”\n]{1,600}(?<=\S)”(?!\w)")
    ),
    "ur": re.compile(f"{_FRENCH_QUOTATION}|’[^’‘\\n]{{1,600}}‘|“[^“”\\n]{{1,600}}”"),
}
_QUOTATION_MARKS = ("„", "«", "‘", "”")
_DECIMAL_POINT = re.compile(r"\d\.$")
_NO_WORD = re.compile(r"[\s.…!?)\]}”’»」』\"',;:|-]*")
_CLOSERS = re.compile(r"[)\]}”’»」』\"']{1,10}(?=\s|$)")
_OPENER = re.compile(r"[.!?]\s+[“‘\"']$")
# Starts with the mark and looks behind only there, so that searching a line is fast.
_MISSED_END = re.compile(
    rf"[.!?…](?:(?<=[\w{MARKS}][\w{MARKS}].)(?:"
    r"[.!?…]*[)\]”’\"']++(?<=[)\]”’])\s+(?=[“\"‘(\[]?[^\W\d_])"
    r"|(?<=…)\s+(?=[“\"‘(]?(?!I\b)[A-ZÀ-Þ]))"
    r"|(?:(?<=\sno\.)|(?<=\setc\.))\s+(?=[“\"‘(]?[A-Z](?:[a-z’']|\s)))"
)


def correct_bounds(line: str, bounds: Iterable[int], language: str) -> Iterator[int]:
    """Yield the offsets in `line` where sentences begin, given sentencex's `bounds`.

    Takes time linear in the length of the line.
    """
    ends = _Ends(line, language)
    moved = (_move_past_marks(line, bound) for bound in bounds)
    found = (*moved, *_missed(line), *ends_in_script(line), *ends.missed())
    candidates = {bound for bound in found if not ends.is_false(bound)}
    last = 0
    for bound, following in pairwise([*sorted(candidates), len(line)]):
        is_number = _LIST_NUMBER.fullmatch(line, last, bound)
        if not is_number and not _NO_WORD.fullmatch(line, bound, following):
            yield bound
            last = bound


def _move_past_marks(line: str, bound: int) -> int:
    """Return `bound` moved after following closing marks, or before a preceding opening mark."""
    if opener := _OPENER.search(line, max(0, bound - 4), bound):
        return opener.end() - 1
    closers = _CLOSERS.match(line, bound)
    return closers.end() if closers else bound


def _missed(line: str) -> Iterator[int]:
    """Yield the ends that sentencex misses after closing marks, ellipses and "no."."""
    for match in _MISSED_END.finditer(line):
        if not line[match.end()].islower():
            yield match.end()


class _Ends:
    """Recognizes bounds in `line` that only look like the end of a sentence, and the reverse."""

    def __init__(self, line: str, language: str) -> None:
        self._line = line
        self._language = language
        self._after_full_stop = (*_AFTER_FULL_STOP, *_PAIRS_OF_LANGUAGE.get(language, ()))
        others = _OTHER_PAIRS_OF_LANGUAGE.get(language, ())
        self._after_other_marks = (*_AFTER_OTHER_MARKS, *others)
        self._capitals_begin = bool(_CAPITALS_BEGIN.search(line))
        self._begins_with_capital = line[:1].isupper()
        self._verdicts: dict[int, bool | None] = {}
        self._within = _places_in_quotations(line, language)
        self._has_other_stops = not line.isascii() and bool(_OTHER_STOPS.search(line))

    def missed(self) -> Iterator[int]:
        """Yield the ends after abbreviations, before words that begin a sentence."""
        for match in _STOP.finditer(self._line):
            following = self._line[match.end() : match.end() + 1]
            if not following.islower() and self._verdict(match.end()):
                yield match.end()

    def is_false(self, bound: int) -> bool:
        before, after = self._around(bound)
        if self._is_within_quotation(bound) or (after[:1].isdigit() and _is_number(before)):
            return True
        if _is_joint(before, after):
            return not (_JOINT_BEFORE.search(before) and _JOINT_AFTER.match(after))
        before, after = before.rstrip(), after.lstrip()
        if _is_plain(before, after):
            return self._verdict(bound) is False
        pairs = self._after_full_stop if before.endswith(".") else self._after_other_marks
        if any(end.search(before) and start.match(after) for end, start in pairs):
            return True
        if self._has_other_stops and (_SHORT.search(before) or is_within_mark(self._line, bound)):
            return True
        if self._continues_in_small_letters(before, after):
            return True
        return self._verdict(bound) is False

    def _is_within_quotation(self, bound: int) -> bool:
        at = bisect_right(self._within, (bound, 0)) - 1
        return at >= 0 and bound < self._within[at][1]

    def _verdict(self, bound: int) -> bool | None:
        if bound not in self._verdicts:
            before, after = self._around(bound)
            before = before.rstrip().rstrip('”"’)]')
            self._verdicts[bound] = ends_sentence(before, after.lstrip(), self._language)
        return self._verdicts[bound]

    def _around(self, bound: int) -> tuple[str, str]:
        return self._line[max(0, bound - 40) : bound], self._line[bound : bound + 100]

    def _continues_in_small_letters(self, before: str, after: str) -> bool:
        if not (after[:1].islower() and before.endswith(".") and before[-2:-1].isalnum()):
            return False
        begins = self._capitals_begin or (self._begins_with_capital and _SHORT.search(before))
        return bool(begins) and not after[1:2].isupper()


def _places_in_quotations(line: str, language: str) -> list[tuple[int, int]]:
    """Return from where to where, exclusive, a sentence's end is within a quotation."""
    if line.isascii() or not any(map(line.__contains__, _QUOTATION_MARKS)):
        return []
    quotation = _QUOTATIONS_OF_LANGUAGE.get(language, _QUOTATION)
    return [(found.start() + 1, found.end()) for found in quotation.finditer(line)]


def _is_number(before: str) -> bool:
    return _DECIMAL_POINT.search(before) is not None


def _is_plain(before: str, after: str) -> bool:
    """Whether a long word ends with a full stop before a capital: most ends of sentences."""
    word = before[-1 - _LONG_WORD : -1]
    if not (before.endswith(".") and after[:1].isupper()):
        return False
    return len(word) == _LONG_WORD and word.isalpha() and word.islower()


def _is_joint(before: str, after: str) -> bool:
    """Whether there is no space in between, in a script that uses spaces."""
    if before[-1:] in ("。", "！", "？"):
        return False
    spaced = before[-1:].isspace() or after[:1].isspace()
    return not spaced and bool(_LATIN.match(after.lstrip("“\"‘'(")))
