"""Detecting the language of a text."""

import re
import threading
from dataclasses import dataclass
from functools import cache

from newsdesk.enrichment.function_word_vote import by_function_words
from newsdesk.enrichment.language_detector import LanguageDetector
from newsdesk.enrichment.main_script import in_main_script, language_of_script
from newsdesk.enrichment.related_languages import weigh_related_languages
from newsdesk.enrichment.words.capitals import in_small_letters, is_in_capitals
from newsdesk.enrichment.words.character_classes import MARKS

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
_READ_IF_UNSURE = 4_000
_SURE = 0.98
_SCANNED_CHARACTERS = 40_000
# These are common in program code and rare in prose: a text with many of them and no clear
# language is taken for code.
_CODE = re.compile(r"[{}\[\]<>=;_\\|&$#*+]|\w\(|[A-Za-z_)]\.[A-Za-z]")
_MUCH_CODE = 0.05
_UNSURE = 0.6
_NO_LANGUAGE = re.compile(rf"(?:https?://|www\.)\S+|\S{{1,64}}@\S{{1,255}}|[@#][\w{MARKS}]+")
_HINTS_OF_NO_LANGUAGE = ("http", "www.", "@", "#")
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class DetectedLanguage:
    """A language by its ISO 639-1 code, or `und`; `confidence` is a probability, 0 to 1."""

    code: str
    confidence: float


_NONE = DetectedLanguage(UNDETERMINED, 0.0)


def detect_language(text: str) -> DetectedLanguage:
    """Return the language of `text`, judged by its first thousand characters.

    Where they leave a doubt, the first 4,000 are read. The result is `und`, with confidence 0, for
    a text with fewer than 20 letters outside of addresses (a character of Chinese, Japanese or
    Korean counts as two) and for one in no language, such as program code, or in a script of
    unknown languages. A language without an ISO 639-1 code counts as its closest relative that has
    one. Norwegian is `nb` or `nn`. The method is py3langid's naive Bayes over byte n-grams (Lui and
    Baldwin 2012, langid.py), after which related languages are distinguished by their words, and
    names and quotations are outvoted by function words. Copy in capitals is read in small letters,
    and of a text in two scripts only the words in the script of most of it. Thread-safe.
    """
    words = _words(text)
    if _letters(words[:_READ_CHARACTERS]) < _MIN_LETTERS:
        return _NONE
    detected = _detect(words[:_READ_CHARACTERS])
    if detected.confidence < _SURE and len(words) > _READ_CHARACTERS:
        return _detect(words[:_READ_IF_UNSURE])
    return detected


def has_enough_letters(text: str) -> bool:
    """Whether `text` has the 20 letters outside of addresses that its language is judged by."""
    return _letters(_words(text)[:_READ_CHARACTERS]) >= _MIN_LETTERS


def _words(text: str) -> str:
    text = text[:_SCANNED_CHARACTERS]
    hinted = any(map(text.__contains__, _HINTS_OF_NO_LANGUAGE))
    return _NO_LANGUAGE.sub(" ", text) if hinted else text


def _detect(words: str) -> DetectedLanguage:
    if code := language_of_script(words):
        return DetectedLanguage(code, 0.0 if code == UNDETERMINED else 1.0)
    words = in_main_script(words)
    if is_in_capitals(words):
        words = in_small_letters(words)
    known = _model().probabilities(words)
    probabilities = weigh_related_languages(
        words, {_CODES.get(code, code): p for code, p in known.items()}
    )
    probabilities = by_function_words(words, probabilities)
    code = max(probabilities, key=probabilities.__getitem__)
    confidence = min(max(probabilities[code], 0.0), 1.0)
    if code == _NO_LINGUISTIC_CONTENT or (confidence < _UNSURE and _looks_like_code(words)):
        return _NONE
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
