"""Telling which language a text is in."""

import re
import threading
from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

UNDETERMINED = "und"
_NO_LINGUISTIC_CONTENT = "zxx"
_LEAST_LETTERS = 20
_READ_CHARACTERS = 4_000
_SCANNED_CHARACTERS = 40_000
_NO_LANGUAGE = re.compile(r"(?:https?://|www\.)\S+|\S{1,64}@\S{1,255}|[@#]\w+")
_loading = threading.Lock()


@dataclass(frozen=True, slots=True)
class DetectedLanguage:
    """A language by its ISO 639-1 code, or `und`; `confidence` is a probability, 0 to 1."""

    code: str
    confidence: float


class _Identifier(Protocol):
    labels: list[str]

    def classify(self, text: str) -> tuple[str, float]: ...

    def set_languages(self, langs: list[str]) -> None: ...


def detect_language(text: str) -> DetectedLanguage:
    """Return the language of `text`, judged by its first few thousand characters.

    A text with fewer than 20 letters outside of addresses is `und`, with confidence 0; so is
    one that is in no language, such as program code. A language without an ISO 639-1 code
    counts as its nearest relative that has one. The method is py3langid's naive Bayes over byte
    n-grams (Lui and Baldwin 2012, langid.py). Safe to call from several threads.
    """
    words = _NO_LANGUAGE.sub(" ", text[:_SCANNED_CHARACTERS])[:_READ_CHARACTERS]
    if sum(map(str.isalpha, words)) < _LEAST_LETTERS:
        return DetectedLanguage(UNDETERMINED, 0.0)
    code, confidence = _identifier().classify(words)
    if code == _NO_LINGUISTIC_CONTENT:
        return DetectedLanguage(UNDETERMINED, 0.0)
    return DetectedLanguage(code, min(max(float(confidence), 0.0), 1.0))


def _identifier() -> _Identifier:
    with _loading:
        return _load()


@cache
def _load() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
    identifier.set_languages(
        [code for code in identifier.labels if len(code) == 2 or code == _NO_LINGUISTIC_CONTENT]
    )
    return identifier
