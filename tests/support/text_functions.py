"""The functions that read untrusted text, by name."""

from collections.abc import Callable

from newsdesk.desk.versions.text_difference import difference_of
from newsdesk.desk.web.copy_lines import quoted
from newsdesk.enrichment.cleaning import CleanedText, clean_text, clean_title, without_title
from newsdesk.enrichment.cleaning.datelines.dateline import dateline_at
from newsdesk.enrichment.cleaning.markup.line_breaks import normalize_breaks
from newsdesk.enrichment.cleaning.markup.markdown import has_markdown, text_of_markdown
from newsdesk.enrichment.cleaning.markup.markup_in_text import has_markup, text_of_markup
from newsdesk.enrichment.cleaning.markup.shortcodes import drop_shortcodes
from newsdesk.enrichment.cleaning.wraps.line_wraps import join_lines
from newsdesk.enrichment.cleaning.wraps.word_breaks import join_halves
from newsdesk.enrichment.document import Document
from newsdesk.enrichment.keywords.candidates import candidates_of
from newsdesk.enrichment.language import detect_language
from newsdesk.enrichment.sentences import split_sentences
from newsdesk.enrichment.summaries.candidates import candidates_in
from newsdesk.enrichment.summaries.faithfulness import check_summary
from newsdesk.enrichment.summaries.faithfulness.names import key_of, names_in, words_of
from newsdesk.enrichment.summaries.faithfulness.numbers import numbers_in
from newsdesk.enrichment.summaries.faithfulness.quotations import QuotationSupport
from newsdesk.enrichment.summaries.passages import passages_of
from newsdesk.enrichment.summaries.standalone import (
    are_sentences,
    needs_context,
    style_penalty,
)
from newsdesk.schemas import Article
from newsdesk.schemas.bodies import bodies_of
from newsdesk.terminal.rendering import safe
from tests.desk.removals.found import removals_in

SUMMARY = (
    "Dutch Prime Minister Zoe Quist of United Nations paid about £77 million to 15 men on 3 March. "
    "“Nothing at all (of this),” said Ann Williams Peterson Brown of BBC News."
)


def document_of(text: str, language: str) -> Document:
    """Return a document that no cache has seen."""
    return Document("A title", text, language, tuple(split_sentences(text, language)))


def _sentences(language: str) -> Callable[[str], object]:
    return lambda text: split_sentences(text, language)


def _keywords(language: str) -> Callable[[str], object]:
    return lambda text: candidates_of(document_of(text, language))


def _faithfulness(language: str) -> Callable[[str], object]:
    return lambda text: check_summary(SUMMARY, Document("A title", text, language, ()))


def _passages(text: str) -> object:
    passages = passages_of(document_of(text, "en"))
    are_sentences(passages)
    return [
        (needs_context(p.text, "en", first=False), style_penalty(p.text, "en")) for p in passages
    ]


def _title(text: str) -> object:
    return without_title(CleanedText(f"{text}\nThe river rose."), text)


def _fields(text: str) -> object:
    names = ("title", "url", "source", "language", "published_at", "id")
    return Article.from_fields({"text": "It rained.", **dict.fromkeys(names, text)})


def _bodies(text: str) -> object:
    return bodies_of({"content": text, "html": text, "description": text}).best()


def _quotation(text: str) -> object:
    return QuotationSupport([SUMMARY]).unsupported(f"“{text}”")


def _compared(text: str) -> object:
    cut = text[: len(text) // 3] + text[len(text) // 2 :]
    return removals_in(text, cut), difference_of(text, cut)


FUNCTIONS: dict[str, Callable[[str], object]] = {
    "compared": _compared,
    "quoted": quoted,
    "clean_text": clean_text,
    "dateline_at": dateline_at,
    "clean_title": clean_title,
    "without_title": _title,
    "normalize_breaks": normalize_breaks,
    "has_markup": has_markup,
    "text_of_markup": text_of_markup,
    "drop_shortcodes": drop_shortcodes,
    "has_markdown": has_markdown,
    "text_of_markdown": text_of_markdown,
    "join_lines": join_lines,
    "join_halves": join_halves,
    "Article.from_fields": _fields,
    "bodies_of": _bodies,
    "detect_language": detect_language,
    **{
        f"split_sentences, {language}": _sentences(language)
        for language in (
            "en",
            "de",
            "fr",
            "es",
            "it",
            "ru",
            "el",
            "ar",
            "hi",
            "da",
            "bo",
            "th",
            "zh",
            "ja",
            "und",
        )
    },
    **{f"keywords, {language}": _keywords(language) for language in ("en", "fr", "de", "zh")},
    "passages": _passages,
    "candidates_in": lambda text: list(candidates_in(document_of(text, "en"))),
    **{
        f"check_summary, {language}": _faithfulness(language)
        for language in ("en", "de", "ru", "zh")
    },
    "names_in": lambda text: list(names_in(words_of(text))),
    "key_of": key_of,
    "numbers_in, en": lambda text: numbers_in(text, "en"),
    "numbers_in, fr": lambda text: numbers_in(text, "fr"),
    "QuotationSupport": _quotation,
    "safe": safe,
}
