"""The evidence of a text's function words for its language; names and quotations are none."""
# ruff: noqa: RUF001 (apostrophes as newspapers set them)

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from newsdesk.enrichment.main_script import is_latin
from newsdesk.enrichment.words.function_words import function_words, languages_with_words

_QUOTED = re.compile('“[^“”]*+”|"[^"]*+"|«[^«»]*+»|»[^«»]*+«|„[^„“”]*+[“”]|”[^“”]*+”')
_MARKS = '“”„"«»'
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_OUTSIDE = 8
_FEWEST = 5
# Words of one or two letters occur in many languages.
_FEWEST_DIFFERENT = 3
_SHORTEST = 3
_SHARE = 0.25
_RATIO = 2.0
_CLEAR = 0.3
# English and others of the press, which names make look like languages that have no list.
_MAJOR = frozenset(["de", "en", "es", "fr", "hi", "it", "nl", "pt"])
_FEW_SMALL = 4
_MOSTLY_NAMES = 0.6
_UNSURE = 0.5
# Hindi is also written in Latin letters.
_ROMAN_HINDI = (
    "hai hain ka ki ke ko se mein nahi nahin aur ne kaha tha thi raha rahe rahi gaya gayi kya yeh"
    " woh liye bhi par kar karne hua hui ho iske unke"
)
_LIMITS = {"hi": 0.6}
_ROMANIZED = {"hi": frozenset(_ROMAN_HINDI.split())}
# What reports in English have beside its most frequent words.
_WEEKDAYS = frozenset(
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
)
_NEWSROOM = _WEEKDAYS | frozenset(["beat", "drew", "lost", "met", "named", "said", "says", "told"])
# No other language of the press has this article: with it less is enough.
_ARTICLE = "the"
_POSSESSIVE = "'s"
_RATIO_OF_ENGLISH = 1.25
_FEWEST_OF_ENGLISH = 4
_BEGINNING = re.compile(r"(?:^|[.!?] )The\b")
_OWNER = re.compile(r"(?<![\w.-])[A-ZÀ-Þ][\w.-]*+['’]s\b")
# "Luiz Inácio Lula da Silva": small words of names.
_IN_NAME = re.compile(
    r"(?<![\w.'’-])([A-ZÀ-Þ][\w.'’-]*+) (?:da|das|de|del|den|der|di|do|dos|du|e|el|la|las|le|los"
    r"|van|von|y|zu|zur)(?: (?:la|las|los|der|den))?(?= [A-ZÀ-Þ])"
)


def by_function_words(text: str, probabilities: Mapping[str, float]) -> dict[str, float]:
    """Return `probabilities` with another best language if the small words clearly say so.

    Counted are words in small letters outside of quotations, or all if there are few. A text with
    hardly any such word is a list of names: its best language gets a probability of at most 0.5.

    Args:
        text: The text, in Latin script; others are returned as they are.
        probabilities: Of languages by ISO 639-1 code, adding up to 1.
    """
    weights = dict(probabilities)
    likeliest = max(weights, key=weights.__getitem__)
    words = _WORD.findall(text)
    small = _small_words(text, words)
    own = _share(small, likeliest)
    if likeliest != "en" and (probability := _of_english(text, likeliest)):
        return _with_best(weights, "en", probability)
    if own >= _CLEAR and len(small) >= _FEWEST:
        return weights
    shares, different = _shares(small)
    if not function_words(likeliest):
        shares = {language: share for language, share in shares.items() if language in _MAJOR}
    best = max(shares, key=shares.__getitem__, default=likeliest)
    if (
        best != likeliest
        and len(small) >= _FEWEST
        and different[best] >= _FEWEST_DIFFERENT
        and shares[best] >= max(_SHARE, _RATIO * own)
    ):
        probability = shares[best] / (shares[best] + own)
        return _with_best(weights, best, min(probability, _LIMITS.get(best, 1.0)))
    if _is_list_of_names(words, small, own):
        return _with_best(weights, likeliest, min(weights[likeliest], _UNSURE))
    return weights


def _small_words(text: str, words: Sequence[str]) -> list[str]:
    small = [word for word in words if word.islower()]
    if not any(map(text.__contains__, _MARKS)):
        return small
    outside = [word for word in _WORD.findall(_QUOTED.sub(" ", text)) if word.islower()]
    return outside if len(outside) >= _FEWEST_OUTSIDE else small


def _of_english(text: str, other: str) -> float | None:
    """Return the probability of English if small words outside of names speak for it, or None.

    More of them must be English than of the `other` language, whose names and titles the text may
    be full of; without an article, most of them, and none of the other.
    """
    if not is_latin(text):
        return None
    outside = _IN_NAME.sub(r"\1", _QUOTED.sub(" ", text))
    owners = len(_OWNER.findall(outside))
    words = [w for w in _WORD.findall(outside) if w.islower() or w in _WEEKDAYS]
    words += [_ARTICLE] * len(_BEGINNING.findall(outside))
    words = [word for word in words if word != "s"] + [_POSSESSIVE] * owners
    english = function_words("en") | _NEWSROOM
    found = [word for word in words if word in english or word == _POSSESSIVE]
    share, own = len(found) / max(1, len(words)), _share(words, other)
    enough = len(found) >= _FEWEST_OF_ENGLISH and len(set(found)) >= _FEWEST_DIFFERENT
    least = _SHARE if _ARTICLE in found else _UNSURE + own
    if enough and share >= max(least, _RATIO_OF_ENGLISH * own):
        return share / (share + own)
    return None


def _share(words: Sequence[str], language: str) -> float:
    known = function_words(language)
    return sum(map(known.__contains__, words)) / len(words) if words and known else 0.0


def _shares(words: Sequence[str]) -> tuple[dict[str, float], Counter[str]]:
    """Return for each language the share of `words` that it has, and how many longer ones."""
    index = _index()
    found: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for word, count in Counter(words).items():
        for language in index.get(word, ()):
            found[language] += count
            different[language] += len(word) >= _SHORTEST
    return {language: count / len(words) for language, count in found.items()}, different


def _with_best(weights: dict[str, float], best: str, probability: float) -> dict[str, float]:
    """Return `weights` with that probability of `best`, and the rest scaled."""
    rest = sum(weights.values()) - weights.get(best, 0.0)
    scale = (1 - probability) / rest if rest else 0.0
    scaled = {language: weight * scale for language, weight in weights.items()}
    most = max(scaled.values(), default=0.0)
    # What was likeliest before must not remain so.
    limit = probability * _RATIO**-1
    if most > limit:
        scaled = {language: min(weight, limit) for language, weight in scaled.items()}
    return {**scaled, best: probability}


def _is_list_of_names(words: Sequence[str], small: Sequence[str], own: float) -> bool:
    names = sum(1 for word in words if word[0].isupper())
    matches = own * len(small)
    return len(small) < _FEW_SMALL and names >= _MOSTLY_NAMES * len(words) and matches <= 1


@cache
def _index() -> Mapping[str, tuple[str, ...]]:
    """Return the languages of each function word."""
    index: dict[str, list[str]] = {}
    for language in languages_with_words():
        words = function_words(language) | _ROMANIZED.get(language, frozenset())
        for word in words:
            index.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in index.items()}
