"""An article prepared for the models: cleaned, with its language, split into sentences."""

import re
from array import array
from collections.abc import Callable
from dataclasses import dataclass, replace

from newsdesk.enrichment.cleaning import (
    ERROR_PAGE,
    CleanedText,
    clean_html,
    clean_text,
    clean_title,
    is_page,
    visible_source,
    without_title,
)
from newsdesk.enrichment.language import UNDETERMINED as UNDETERMINED
from newsdesk.enrichment.language import DetectedLanguage, detect_language
from newsdesk.enrichment.sentences import Sentence, split_sentences
from newsdesk.schemas import Article, InvalidMessage, Reason

_CONFIDENT = 0.8
LONGEST_TITLE = 2_000
"""Characters of a title that models read; the event has all of it."""

_MOST_SENTENCES = 20_000
_MARKUP = 4
_SMALLEST_PAGE_LIMIT = 2_400_000
_SUBTAGS = re.compile("[-_]")
# Withdrawn or less specific codes, and the codes that detection uses.
_CURRENT_CODES = {"in": "id", "iw": "he", "jw": "jv", "mo": "ro", "no": "nb"}


@dataclass(frozen=True, slots=True)
class Document:
    """One article as models read it. The offsets of `sentences` refer to `text`.

    The title has at most 2,000 characters.
    """

    title: str | None
    text: str
    language: str
    sentences: tuple[Sentence, ...]

    @classmethod
    def of(cls, title: str | None, text: str, language: str) -> "Document":
        """Split `text` into sentences by the rules of `language`, an ISO 639-1 code."""
        return cls(title, text, language, tuple(split_sentences(text, language))).under(title)

    def under(self, title: str | None) -> "Document":
        """Return the same text under that title; a longer one is cut."""
        return replace(self, title=title and title[:LONGEST_TITLE])

    @property
    def characters(self) -> int:
        """The characters that models read."""
        return len(self.title or "") + len(self.text)

    def opening(self) -> "Document":
        """Return the document with its first 20,000 sentences, more than any article has."""
        if len(self.sentences) <= _MOST_SENTENCES:
            return self
        return replace(self, sentences=self.sentences[:_MOST_SENTENCES])

    def __reduce__(self) -> "tuple[Callable[..., Document], tuple[object, ...]]":
        """Travel between processes as the text and the places of its sentences."""
        places = array("I", (at for s in self.sentences for at in (s.start, s.end)))
        return _document_of, (self.title, self.text, self.language, places.tobytes())


def _document_of(title: str | None, text: str, language: str, places: bytes) -> Document:
    starts_and_ends = iter(array("I", places))
    pairs = zip(starts_and_ends, starts_and_ends, strict=True)
    sentences = tuple(Sentence(text[start:end], start, end) for start, end in pairs)
    return Document(title, text, language, sentences)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits on the articles that are accepted."""

    max_characters: int = 600_000

    @property
    def max_page(self) -> int:
        """The maximum characters of a page's source, without what is not shown, such as scripts.

        Pages have many times more markup than text, also where texts must be short.
        """
        return max(_SMALLEST_PAGE_LIMIT, _MARKUP * self.max_characters)


def clean(article: Article, limits: Limits) -> CleanedText:
    """Return the article's cleaned text, without the title if that is the first line.

    A text that is the source of a whole page is read as a page.

    Raises:
        InvalidMessage: if the text, or the page, is longer than the limit, or an error page.
    """
    if article.text is None or is_page(article.text):
        cleaned = clean_page(article.text or article.html or "", limits)
    else:
        _check_length(article.text, limits)
        cleaned = clean_text(article.text)
    if not cleaned.text and any(line.kind == ERROR_PAGE for line in cleaned.removed):
        raise InvalidMessage(
            Reason.NO_TEXT,
            "The text is that of an error page or a check of browsers, and no article.",
            "Fetch the page again, and send what it shows to readers.",
        )
    return without_title(cleaned, clean_title(article.title) or cleaned.title)


def clean_page(html: str, limits: Limits) -> CleanedText:
    """Return the cleaned text of a page.

    Raises:
        InvalidMessage: if the page, or its text, is longer than the limit.
    """
    cleaned = clean_html(_shown(html, limits))
    _check_length(cleaned.text, limits)
    return cleaned


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article's document for the models, and the results of the steps that led to it.

    `title` is the whole title: the article's, or else the page's.
    """

    cleaned: CleanedText
    title: str | None
    language: DetectedLanguage
    document: Document


def prepare(article: Article, limits: Limits) -> Prepared:
    """Clean an article, detect its language and split it into sentences.

    Raises:
        InvalidMessage: if the text is longer than the limit.
    """
    cleaned = clean(article, limits)
    language = decide_language(article, cleaned.text)
    title = clean_title(article.title) or cleaned.title
    document = Document.of(title, cleaned.text, language.code)
    return Prepared(cleaned, title, language, document)


def decide_language(article: Article, text: str) -> DetectedLanguage:
    """Detect the language; if detection is unsure, use the language that the producer declared.

    That is a language tag (BCP 47), of which only the language counts, such as `pt` of `pt-BR`.
    """
    detected = detect_language(text)
    if detected.code == UNDETERMINED and (title := clean_title(article.title)):
        detected = detect_language(f"{title[:LONGEST_TITLE]}\n{text}")
    declared = _SUBTAGS.split((article.language or "").strip().lower())[0]
    declared = _CURRENT_CODES.get(declared, declared)
    if detected.code != UNDETERMINED and detected.confidence < _CONFIDENT and _is_code(declared):
        return DetectedLanguage(declared, detected.confidence)
    return detected


def _is_code(tag: str) -> bool:
    return len(tag) == 2 and tag.isascii() and tag.isalpha()


def _check_length(text: str, limits: Limits) -> None:
    if len(text) > limits.max_characters:
        raise InvalidMessage(
            Reason.TOO_LONG,
            f"The text has {len(text):,} characters; the limit is {limits.max_characters:,}.",
            "Split the article, or raise NEWSDESK_LIMITS__MAX_CHARACTERS.",
        )


def _shown(html: str, limits: Limits) -> str:
    """Return `html`, without what is not shown if it is long."""
    if len(html) <= limits.max_page:
        return html
    shown = visible_source(html)
    if len(shown) > limits.max_page:
        raise InvalidMessage(
            Reason.TOO_LONG,
            f"The page has {len(shown):,} characters without scripts, styles, comments and embedded"
            f" images; the limit is {limits.max_page:,}.",
            "Send the part of the page that holds the article, or raise"
            " NEWSDESK_LIMITS__MAX_CHARACTERS, of which a page may have four times as many.",
        )
    return shown
