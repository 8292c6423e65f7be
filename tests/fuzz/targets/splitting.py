"""Language, sentences and candidates for keywords: every offset is within the text."""

from hypothesis import strategies as st

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.keywords.candidates import candidates_of
from newsdesk.enrichment.language import detect_language
from newsdesk.enrichment.sentences import split_sentences
from tests.fuzz.hostile import TEXTS
from tests.fuzz.target import Target

_LANGUAGES = st.sampled_from(("en", "de", "fr", "nb", "ru", "ja", "zh", "ar", "hi", "und", "xx"))


def _check_sentences(given: tuple[str, str]) -> None:
    text, language = given
    end = 0
    for sentence in split_sentences(text, language):
        assert end <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert not text[end : sentence.start].strip()
        end = sentence.end
    assert not text[end:].strip()


def _check_keywords(given: tuple[str, str]) -> None:
    text, language = given
    document = Document.of(text[:200], text, language)
    for candidate in candidates_of(document):
        assert candidate.key
        assert 0 <= candidate.start < candidate.end <= len(text)
        assert text[candidate.start : candidate.end].strip()
        assert all(0 <= number < len(document.sentences) for number in candidate.sentences)


def _check_language(text: str) -> None:
    found = detect_language(text)
    assert 2 <= len(found.code) <= 3
    assert 0.0 <= found.confidence <= 1.0


TARGETS = (
    Target("sentences", st.tuples(TEXTS, _LANGUAGES), _check_sentences, 80),
    Target("keywords", st.tuples(TEXTS, _LANGUAGES), _check_keywords, 50),
    Target("language", TEXTS, _check_language, 40),
)
