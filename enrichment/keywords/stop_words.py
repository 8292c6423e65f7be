"""Words that are too common to be in a keyword, by language."""

from functools import cache
from importlib.resources import files

from newsdesk.enrichment.keywords.english import ENGLISH_STOP_WORDS

_MAX_FREQUENT = 150
"""How many entries of a language's list are used; later entries may well be topics."""

_LISTS = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "eo": "Esperanto",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "ga": "Irish",
    "gl": "Galician",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "is": "Icelandic",
    "it": "Italian",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "la": "Latin",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ml": "Malayalam",
    "mr": "Marathi",
    "ms": "Malay",
    "nl": "Dutch",
    "nb": "Norwegian_Bokmal",
    "nn": "Norwegian_Nynorsk",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sq": "Albanian",
    "sr": "Serbian",
    "sv": "Swedish",
    "sw": "Swahili",
    "ta": "Tamil",
    "te": "Telugu",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
}
"""The languages with a list, by ISO 639-1 code, with jusText's names for them."""

_MARKS = ".,;:()[]\"'«»„“”।\u06d4"


def stop_words(language: str) -> frozenset[str]:
    """Return the words, in lower case, that no keyword of `language` begins or ends with.

    The English ones are newsdesk's own. For other languages they are the most frequent words of
    jusText's lists (Pomikálek 2011; BSD), which come from Wikipedia in order of frequency, without
    capitalized entries, which are names or nouns. Empty for a language without a list.
    """
    if language == "en":
        return ENGLISH_STOP_WORDS
    return _read(language) if language in _LISTS else frozenset()


@cache
def _read(language: str) -> frozenset[str]:
    path = files("justext") / "stoplists" / f"{_LISTS[language]}.txt"
    entries = path.read_text("utf-8").splitlines()[:_MAX_FREQUENT]
    words = (entry.strip(_MARKS) for entry in entries)
    return frozenset(word for word in words if word and word == word.lower())
