"""The most frequent words of many languages: articles, prepositions, pronouns and the like."""

from functools import cache
from importlib.resources import files

_MAX_FREQUENT = 150
"""How many entries of a language's list are used; later entries may well be topics."""

_LISTS = {
    "af": "Afrikaans",
    "ar": "Arabic",
    "az": "Azerbaijani",
    "be": "Belarusian",
    "bg": "Bulgarian",
    "bn": "Bengali",
    "br": "Breton",
    "bs": "Bosnian",
    "ca": "Catalan",
    "cs": "Czech",
    "cy": "Welsh",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "eo": "Esperanto",
    "es": "Spanish",
    "et": "Estonian",
    "eu": "Basque",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "fy": "West_Frisian",
    "ga": "Irish",
    "gl": "Galician",
    "gu": "Gujarati",
    "he": "Hebrew",
    "hi": "Hindi",
    "hr": "Croatian",
    "ht": "Haitian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "id": "Indonesian",
    "ig": "Igbo",
    "is": "Icelandic",
    "it": "Italian",
    "jv": "Javanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "kn": "Kannada",
    "ko": "Korean",
    "ku": "Kurdish",
    "ky": "Kyrgyz",
    "la": "Latin",
    "lb": "Luxembourgish",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "ml": "Malayalam",
    "mr": "Marathi",
    "ms": "Malay",
    "mt": "Maltese",
    "nb": "Norwegian_Bokmal",
    "ne": "Nepali",
    "nl": "Dutch",
    "nn": "Norwegian_Nynorsk",
    "oc": "Occitan",
    "pl": "Polish",
    "pt": "Portuguese",
    "qu": "Quechua",
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
    "tk": "Turkmen",
    "tl": "Tagalog",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "uz": "Uzbek",
    "vi": "Vietnamese",
    "wa": "Walloon",
    "yo": "Yoruba",
}
"""The languages with a list, by ISO 639-1 code, with jusText's names for them."""

# In these, most words have letters beyond ASCII.
_LATIN_WITH_MARKS = frozenset(["cs", "sk", "vi", "yo"])
_ENGLISH = frozenset(["and", "of", "the"])
_MARKS = ".,;:()[]\"'«»„“”।\u06d4"


@cache
def function_words(language: str) -> frozenset[str]:
    """Return the most frequent words of `language` (ISO 639-1), in lower case.

    They are from jusText's lists (Pomikálek 2011; BSD), which come from Wikipedia in order of
    frequency, without capitalized entries, which are names or nouns. Empty for a language without
    a list.
    """
    if language not in _LISTS:
        return frozenset()
    path = files("justext") / "stoplists" / f"{_LISTS[language]}.txt"
    entries = path.read_text("utf-8").splitlines()[:_MAX_FREQUENT]
    words = (entry.strip(_MARKS) for entry in entries)
    found = frozenset(word for word in words if word and word == word.lower())
    return found - _english_in(found, language)


def _english_in(words: frozenset[str], language: str) -> frozenset[str]:
    """Return the English words of a list: they come from titles of books and films."""
    if language == "en":
        return frozenset()
    if 2 * sum(map(str.isascii, words)) < len(words) and language not in _LATIN_WITH_MARKS:
        return frozenset(filter(str.isascii, words))
    return words & (_ENGLISH - {"of"} if language in ("af", "nl") else _ENGLISH)


def languages_with_words() -> tuple[str, ...]:
    """Return the languages that have a list, by ISO 639-1 code."""
    return tuple(_LISTS)
