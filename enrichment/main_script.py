"""The script that most of a text is written in."""

import re
from typing import Final

_LATIN = re.compile("[A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
_NOT_LATIN = re.compile("[^\\W\\d_A-Za-z\u00aa-\u024f\u1e00-\u1eff]+")
_SYLLABLES = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_MUCH_MORE = 4
UNKNOWN: Final = "und"
# Scripts that language detection does not know, with the language that they are written for. It
# knows Dzongkha, and takes Tibetan for it.
_SCRIPTS = {
    "bo": "\u0f00-\u0fff",
    "dv": "\u0780-\u07bf",
    "iu": "\u1400-\u167f",
    "ii": "\ua000-\ua4cf",
    UNKNOWN: "\u0700-\u077f\u07c0-\u08ff\u13a0-\u13ff\u1680-\u177f\u1800-\u18af\u1900-\u1cff"
    "\u2c00-\u2d7f\ua4d0-\ua4ff\ua500-\ua63f\ua800-\ua8df\ua930-\ua9df\uaa00-\uaaff\uabc0-\uabff"
    "\U00010300-\U0001083f\U00010900-\U00011fff\U0001e900-\U0001e95f",
}
_OTHERS = {code: re.compile(f"[{characters}]") for code, characters in _SCRIPTS.items()}
# Letters of the Arabic script that these languages use often, and no other that is detected:
# Kurdish (Sorani) shares some with Uyghur and Kazakh, which have others beside them; Sindhi.
_LETTERS = {
    "ku": re.compile("[\u0695\u06b5\u06c6\u06ce\u06d5]"),
    "sd": re.compile("[\u067b\u067f\u068f\u06a6\u06aa\u06b1\u06b3\u06bb]"),
}
_ANY_LETTER = re.compile("|".join(pattern.pattern for pattern in _LETTERS.values()))
_UYGHUR_OR_KAZAKH = re.compile("[\u06c7-\u06c9\u06cb\u06d0]")
_OFTEN = 0.04
_DZONGKHA = re.compile("ཨིན|འབད|ལུ་|ནུག|ཡོདཔ")
_FEWEST = 2
_ANY_OTHER = re.compile(f"[{''.join(_SCRIPTS.values())}]")


def in_main_script(text: str) -> str:
    """Return `text` without the words of other scripts than most of it: Latin, or all but Latin.

    A text in which a fifth or more is not Latin keeps all its words. A character of Chinese,
    Japanese or Korean counts as two letters.
    """
    if text.isascii():
        return text
    latin = sum(map(len, _LATIN.findall(text)))
    letters = sum(map(str.isalpha, text))
    others = letters - latin + len(_SYLLABLES.findall(text))
    if not latin or not others:
        return text
    if others >= latin:
        return _LATIN.sub(" ", text)
    return _NOT_LATIN.sub(" ", text) if latin >= _MUCH_MORE * others else text


def is_latin(text: str) -> bool:
    """Whether all letters of `text` are Latin."""
    return text.isascii() or not _NOT_LATIN.search(text)


def language_of_script(text: str) -> str | None:
    """Return the language that a text's script is used for, `und` if that is none with a code.

    None for a text in scripts of which language detection knows languages, unless its letters are
    those of one that it does not know.
    """
    if text.isascii():
        return None
    if _ANY_LETTER.search(text) and (code := _by_letters(text)):
        return code
    if not _ANY_OTHER.search(text):
        return None
    letters = sum(map(str.isalpha, text))
    counts = {code: len(pattern.findall(text)) for code, pattern in _OTHERS.items()}
    code = max(counts, key=counts.__getitem__)
    if 2 * counts[code] <= letters:
        return None
    return None if code == "bo" and len(_DZONGKHA.findall(text)) >= _FEWEST else code


def _by_letters(text: str) -> str | None:
    if _UYGHUR_OR_KAZAKH.search(text):
        return None
    least = _OFTEN * sum(map(str.isalpha, text))
    counts = {code: len(pattern.findall(text)) for code, pattern in _LETTERS.items()}
    code = max(counts, key=counts.__getitem__)
    return code if counts[code] >= max(_FEWEST, least) else None
