"""Mending the characters of a text: encoding accidents, invisible characters, white space."""

import re
from unicodedata import normalize

from ftfy import TextFixerConfig, fix_text

# Curly quotes and full-width punctuation are the writer's own; an entity is decoded only where
# no "<" makes the text look like markup.
_MENDING = TextFixerConfig(
    unescape_html="auto",
    uncurl_quotes=False,
    fix_character_width=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
)
# Persian, the Indic scripts and emoji are spelt with joiners; Latin text is not.
_STRAY_JOINER = re.compile("(?<![\u0590-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?=\\s|$)")
_SPACES = re.compile(r"[^\S\n]+")
_SPACE_AT_LINE_END = re.compile(r" ?\n ?")
_NESTED_ENTITY = re.compile("&(?:amp;|#0{0,5}38;|#x0{0,5}26;)+", re.IGNORECASE)
_MOST_ROUNDS = 8
_ICELANDIC_ONLY = re.compile(r"\w[ðþ]|[ðþ]\w", re.IGNORECASE)
_TURKISH_NEVER = re.compile("[áæéíóúø]", re.IGNORECASE)
_MISREAD = re.compile(r"(?:\w[ðþý]|[ðþý]\w)", re.IGNORECASE)
_TURKISH = str.maketrans("ðþýÐÞÝ", "ğşıĞŞİ")
# ftfy takes its time for each line, and so gets no thousands of empty ones.
_EMPTY_LINES = re.compile(r"\n(?:[ \t]?\n){2,}")
_BLANK_LINES = re.compile(r"\n{3,}")


def mend_characters(text: str) -> str:
    """Return `text` in NFC with broken encoding mended and one kind of space and line break.

    Control and zero-width characters and lone surrogates are dropped. Runs of spaces become one
    space, runs of blank lines one blank line. What was encoded several times over is decoded as
    often; what is returned would be returned as it is.
    """
    for _ in range(_MOST_ROUNDS):
        mended = _mend(text)
        if mended == text:
            break
        text = mended
    return text


def _mend(text: str) -> str:
    text = _NESTED_ENTITY.sub("&amp;", _pair_surrogates(text))
    text = _EMPTY_LINES.sub("\n\n", text)
    text = _mend_turkish(fix_text(text, _MENDING))
    text = _pair_surrogates(_LINE_BREAK.sub("\n", text))
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    text = normalize("NFC", text)
    text = _SPACE_AT_LINE_END.sub("\n", _SPACES.sub(" ", text))
    return _BLANK_LINES.sub("\n\n", text).strip()


def _mend_turkish(text: str) -> str:
    """Return `text` with Turkish that was read as Western European (windows-1254 as 1252) mended.

    No language but Icelandic and its kin writes both of these letters, and they have accents.
    """
    if not _ICELANDIC_ONLY.search(text) or _TURKISH_NEVER.search(text):
        return text
    return text.translate(_TURKISH) if len(_MISREAD.findall(text)) > 2 else text


def drop_unreadable(text: str) -> str:
    """Return `text` without what no parser takes: ASCII's control characters, lone surrogates."""
    return _CONTROL.sub("", _pair_surrogates(text))


def _pair_surrogates(text: str) -> str:
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
