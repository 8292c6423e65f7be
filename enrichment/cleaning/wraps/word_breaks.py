"""Words that were cut at a line's end: which hyphen is the word's own."""
# ruff: noqa: RUF001 (hyphens of Unicode)

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from newsdesk.enrichment.cleaning.wraps.line_ends import FUNCTION_WORDS
from newsdesk.enrichment.cleaning.wraps.word_sets import words

HYPHENS = "-\u2010\u2011"
_CLASS = r"\-\u2010\u2011"
_CUT = re.compile(rf"[\w.](?<!_)[{_CLASS}]$")
_BEFORE_PART = re.compile(rf"[\s{_CLASS}“”\"(\[«„]")
_LONGEST_PART = 60
_FIRST = re.compile(r"\w+(?:['’]\w+)?")
_WORD = re.compile(rf"[^\W_]+(?:[{_CLASS}'’][^\W_]+)*")
_NEXT_IS_COMPOUND = re.compile(rf"(?:\w+\s){{1,3}}\w+[{_CLASS}]\w")
# "two- and three-year" keeps its hyphen and its space. In English a hyphen must follow, because
# these are also ends of words.
_SUSPENDING = words("und oder bis sowie bzw och eller og y et ou i ili и или")
_MAYBE_SUSPENDING = words("and or to en of o e")
# First parts of compounds, and second ones, that English writes with a hyphen.
_FIRST_PARTS = words(
    "all anti best better centre center cross double eight eighteen eighty eleven ex far fast"
    " fifteen fifty first five forty four full fund good half hard heavy high hundred ill large"
    " last left little long low man middle mid most much multi near new nine non old one part"
    " police post quarter quick real record red right second semi seven short single six sixty"
    " slow small so state ten third thirty three top twelve twenty twice two ultra vice west"
    " world year"
)
_SECOND_PARTS = words(
    "acting aged air back bedroom border bound bred building built class control cost country"
    " court day defence defense degree depth dollar door earning edge employed end ended"
    " expected famous final finalist finals flood foot funded general grade hand handed haul"
    " hour intensive interest kilometre lasting late law led level line list made making man"
    " market member men metre mile minister minute month moving nosed nuclear off old on only"
    " page paid party people performing person piece pitched placed point president price priced"
    " profile profit quality quarter quarters ranging ranking range rate reach reaching round"
    " running school seat season seater sector seeded selling share side sighted sized speed"
    " spoken staff stage standing star storey story style sufficient term third thirds time tier"
    " to top track trade violent war wage week weight wing winning woman worn year yearly"
)
_SURE_SECOND_PARTS = words(
    "backed based born elect called centred centered controlled educated funded known minded"
    " owned sized term"
)
_WITH_ANY = words("well self")
_PARTICLES = words("in off on out over up")
_BEFORE_PARTICLES = words(
    "break build built buy check clean cover drop follow hand hold kick knock lay line lock"
    " make opt pay phone play plug pop push round run sell send set sign sit spin stand start"
    " take trade warm write"
)
_JOINED_FIRST = words(
    "a an be com con de dis em en fore im inter mis out over per pre pro re sub super sur trans"
    " un under up"
)
_SUFFIXES = words(
    "able ably age ages al ance ant ary ate ated ation ed ence ent er ers es ess ful fully ial"
    " ian ible ic ical ies ify ing ings ion ions ish ism ist ists ity ive ized less ly ment"
    " ments ness ous ship sion sions son ted ters tic ting tion tions tive ton tor tors ture ty"
    " ward way ways"
)
_NO_WORDS = _SUFFIXES - words(
    "able age ages al ant ate en ers full fully less over ship son ton tic way ward ways"
)
_HALVES = re.compile(
    rf"(?<![\w{_CLASS}])([^\W\d_]{{2,}}+)[{_CLASS}] ([^\W\d_]{{2,}}+)(?![\w{_CLASS}])"
)
_MAY_BE_HALVED = re.compile(f"[{_CLASS}] (?<=[^\\W\\d_]..)(?=[^\\W\\d_])")
_FEW, _MANY = 3, 5
_FRENCH = re.compile(
    r"(?:.*[td]-(?:ils?|elles?|on)|peut-être|(?:celui|celle|ceux|celles|cet?te?|ces|là)-(?:ci|là)"
    r"|(?:lui|elle|eux|elles|moi|toi|soi|nous|vous)-mêmes?|rendez-vous"
    r"|grand-(?:[mp]ères?|parents?|chose)|(?:belle|beau)-(?:[mp]ère|frère|sœur|fils|fille)s?"
    r"|arrière-\w+|après-midi|avant-hier|week-end"
    r"|porte-(?:parole|avions?|conteneurs?)|sous-(?:préfet|ministre|sol|marin)\w*|demi-\w+"
    r"|non-(?:respect|lieu|fumeurs?|violen\w+|dit)|est-à)"
)
_OTHERS = re.compile(
    r"(?:\w+(?:ou|eu|iu|am|em|ava|ara|era|ira|ia)-se|\w+-lhes?|\w+[áêôí]-l[oa]s?"
    r"|(?:segunda|terça|quarta|quinta|sexta)-feira|primeiro-ministro|primeira-ministra|vice-\w+"
    r"|ex-(?:pr[eé]sid|minist|prefeit|alcald|direct|deputad|députée?|govern|gobern|candidat|combat"
    r"|soldad)\w*|\w+[sc]ko-\w+|oud-\w{4,}|экс-(?:глав|презид|минист|чемп)\w+"
    r"|(?:юго|северо|вице|пресс|премьер|кое|бизнес|интернет)-\w+"
    r"|(?:кто|что|какой|какая|какие|где|когда|как|куда|почему|чей)-(?:то|нибудь|либо)|из-(?:за|под)"
    r"|по-\w+(?:ски|ему)|во-первых|во-вторых|все-таки|всё-таки)"
)


class Vocabulary:
    """The words of a text that are not at the break between two lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(_whole_words(self._lines))

    def __contains__(self, word: str) -> bool:
        return word.casefold() in self._words


def _whole_words(lines: Iterable[str]) -> Iterable[str]:
    for line in lines:
        whole = line[: -len(_cut_part(line)) - 1] if ends_in_hyphen(line) else line
        yield from (word.casefold() for word in _WORD.findall(whole))


def _cut_part(line: str) -> str:
    """Return the part of a word that stands before the hyphen at the end of the line."""
    return _BEFORE_PART.split(line[-_LONGEST_PART:-1])[-1]


def ends_in_hyphen(line: str) -> bool:
    """Whether the line ends in a letter or digit with a hyphen."""
    return _CUT.search(line, max(0, len(line) - 3)) is not None


def join_halves(text: str) -> str:
    """Return `text` with words joined that a converter left in halves, such as "coun- cil".

    Halves are joined if the whole word stands elsewhere, or if there are several of them and one is
    no word. Suspended hyphens, and dashes that have lost a space, stay.
    """
    if not _MAY_BE_HALVED.search(text):
        return text
    halves = [found for found in _HALVES.finditer(text) if found[2].islower()]
    words = Vocabulary([text]) if halves else Vocabulary([])
    sure = {f[0] for f in halves if f[1] + f[2] in words and f"{f[1]}-{f[2]}" not in words}
    likely = [f for f in halves if f[2] not in _SUSPENDING | _MAYBE_SUSPENDING]
    known = bool(sure) or any(f[2] in _NO_WORDS for f in likely)
    words_of_grammar = sum(f[2] in FUNCTION_WORDS for f in likely)
    if len(likely) >= (_FEW if known else _MANY) and words_of_grammar <= known * len(likely) // 5:
        sure.update(f[0] for f in likely)
    if not sure:
        return text
    return _HALVES.sub(lambda f: _joined_half(f, words) if f[0] in sure else f[0], text)


def _joined_half(found: re.Match[str], words: Vocabulary) -> str:
    own = _has_own_hyphen(found[1] + "-", found[1], found[2], found[2], words)
    return f"{found[1]}-{found[2]}" if own else found[1] + found[2]


def join_word(line: str, following: str, vocabulary: Vocabulary) -> list[str]:
    """Return the parts of `line` and `following` as one line: a space between, or a whole word."""
    if line.endswith(("—", "/")) and len(line) > 1 and line[-2].isalnum():
        return [line, following]
    if not ends_in_hyphen(line):
        return [line, " ", following]
    cut, first = _cut_part(line), _FIRST.match(following)
    if first is None:
        return [line, following]
    if _is_suspended(first[0], following):
        return [line, " ", following]
    if _has_own_hyphen(line, cut, first[0], following, vocabulary):
        return [line, following]
    return [line[:-1], following]


def _is_suspended(first: str, following: str) -> bool:
    if first in _SUSPENDING:
        return True
    return first in _MAYBE_SUSPENDING and bool(_NEXT_IS_COMPOUND.match(following))


def _has_own_hyphen(
    line: str, cut: str, first: str, following: str, vocabulary: Vocabulary
) -> bool:
    if not first[0].islower() and not (first.isupper() and cut.isupper() and len(first) > 1):
        return True
    joined, compound = cut + first, f"{cut}-{first}"
    if joined in vocabulary:
        return False
    if compound in vocabulary:
        return True
    before, small, second = line[: -len(cut) - 1], cut.casefold(), first.casefold()
    continues = following[len(first) : len(first) + 2]
    return (
        before.endswith(tuple(HYPHENS))
        or (continues[:1] in HYPHENS and continues[1:].isalpha())
        or any(map(str.isdigit, cut))
        or "." in cut
        or len(cut) == 1
        or (cut.isupper() and not first.isupper())
        or small == second
        or _is_compound(small, second)
    )


def _is_compound(first: str, second: str) -> bool:
    compound = f"{first}-{second}"
    if _FRENCH.fullmatch(compound) or _OTHERS.fullmatch(compound):
        return True
    if first in _JOINED_FIRST or second in _SUFFIXES:
        return False
    if first in _WITH_ANY:
        return len(second) > 3
    if second in _PARTICLES and first in _BEFORE_PARTICLES:
        return True
    return second in _SURE_SECOND_PARTS or (first in _FIRST_PARTS and second in _SECOND_PARTS)
