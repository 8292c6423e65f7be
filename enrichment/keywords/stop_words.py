"""Words that are too common to be in a keyword, by language."""

from newsdesk.enrichment.keywords.english import ENGLISH_STOP_WORDS
from newsdesk.enrichment.words.function_words import function_words


def stop_words(language: str) -> frozenset[str]:
    """Return the words, in lower case, that no keyword of `language` begins or ends with.

    The English ones are newsdesk's own. Empty for a language without a list.
    """
    return ENGLISH_STOP_WORDS if language == "en" else function_words(language)
