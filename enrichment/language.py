"""Detecting the language of a text."""

import re
import threading
from dataclasses import dataclass
from functools import cache

from newsdesk.enrichment.language_detector import LanguageDetector
from newsdesk.enrichment.related_languages import weigh_related_languages

UNDETERMINED = "und"
_NO_LINGUISTIC_CONTENT = "zxx"
# There is hardly any news in Aragonese or Volapük; Spanish and others are mistaken for them.
_NOT_IN_THE_NEWS = frozenset(["an", "vo"])
# py3langid has Norwegian, which is Bokmål, and Nynorsk.
_CODES = {"no": "nb"}
_MIN_LETTERS = 20
# A character of Chinese, Japanese or Korean counts as two letters.
_SYLLABLES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_READ_CHARACTERS = 1_000
_SCANNED_CHARACTERS = 40_000
# These are common in program code and rare in prose: a text with many of them and no clear
# language is taken for code.
_CODE = re.compile(r"[{}\[\]<>=;_\\|&$#*+]|\w\(|[A-Za-z_)]\.[A-Za-z]")
_MUCH_CODE = 0.05
_UNSURE = 0.6
_NO_LANGUAGE = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,255}|[@#]\w+")
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class DetectedLanguage:
    """A language by its ISO 639-1 code, or `und`; `confidence` is a probability, 0 to 1."""

    code: str
    confidence: float


def detect_language(text: str) -> DetectedLanguage:
    """Return the language of `text`, judged by its first thousand characters.

    The result is `und`, with confidence 0, for a text with fewer than 20 letters outside of
    addresses (a character of Chinese, Japanese or Korean counts as two) and for one in no language,
    such as program code. A language without an ISO 639-1 code counts as its closest relative that
    has one. Norwegian is `nb` or `nn`. The method is py3langid's naive Bayes over byte n-grams (Lui
    and Baldwin 2012, langid.py), after which related languages are distinguished by their words.
    Thread-safe.
    """
    words = _NO_LANGUAGE.sub(" ", text[:_SCANNED_CHARACTERS])[:_READ_CHARACTERS]
    if _letters(words) < _MIN_LETTERS:
        return DetectedLanguage(UNDETERMINED, 0.0)
    known = _model().probabilities(words)
    probabilities = weigh_related_languages(
        words, {_CODES.get(code, code): p for code, p in known.items()}
    )
    code = max(probabilities, key=probabilities.__getitem__)
    confidence = min(max(probabilities[code], 0.0), 1.0)
    if code == _NO_LINGUISTIC_CONTENT or (confidence < _UNSURE and _looks_like_code(words)):
        return DetectedLanguage(UNDETERMINED, 0.0)
    return DetectedLanguage(code, confidence)


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text)) + len(_SYLLABLES.findall(text))


def _looks_like_code(text: str) -> bool:
    return len(_CODE.findall(text)) > _MUCH_CODE * len("".join(text.split()))


def _model() -> LanguageDetector:
    with _loading:
        return _load()


@cache
def _load() -> LanguageDetector:
    return LanguageDetector(_is_wanted)


def _is_wanted(label: str) -> bool:
    if label == _NO_LINGUISTIC_CONTENT:
        return True
    return len(label) == 2 and label not in _NOT_IN_THE_NEWS
