"""An article as the models read it: cleaned, in a known language, split into sentences."""

from dataclasses import dataclass

from enrichment.cleaning import CleanedText, clean_html, clean_text
from enrichment.language import UNDETERMINED as UNDETERMINED
from enrichment.language import DetectedLanguage, detect_language
from enrichment.sentences import Sentence, split_sentences
from schemas import Article, InvalidMessage, Reason

_SURE = 0.8


@dataclass(frozen=True, slots=True)
class Document:
    """What a model reads of one article. `sentences` carry offsets into `text`."""

    title: str | None
    text: str
    language: str
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, title: str | None, text: str, language: str) -> "Document":
        """Split `text` into sentences by the rules of `language`, an ISO 639-1 code."""
        return cls(title, text, language, tuple(split_sentences(text, language)))


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of an article is accepted."""

    max_characters: int = 600_000


def clean(article: Article, limits: Limits) -> CleanedText:
    """Return the article's cleaned text.

    Raises:
        InvalidMessage: if the text is longer than the limit.
    """
    if article.text is not None:
        _check_length(article.text, limits)
        return clean_text(article.text)
    cleaned = clean_html(article.html or "")
    _check_length(cleaned.text, limits)
    return cleaned


def decide_language(article: Article, text: str) -> DetectedLanguage:
    """Detect the language; where detection is unsure, believe what the producer declared."""
    detected = detect_language(text)
    if detected.code == UNDETERMINED and article.title:
        detected = detect_language(f"{article.title}\n{text}")
    declared = (article.language or "").partition("-")[0].lower()
    if detected.code != UNDETERMINED and detected.confidence < _SURE and len(declared) == 2:
        return DetectedLanguage(declared, detected.confidence)
    return detected


def _check_length(text: str, limits: Limits) -> None:
    if len(text) > limits.max_characters:
        raise InvalidMessage(
            Reason.TOO_LONG,
            f"The text has {len(text):,} characters; at most {limits.max_characters:,} are read. "
            "Send it in parts, or raise NEWSDESK_LIMITS__MAX_CHARACTERS.",
        )
