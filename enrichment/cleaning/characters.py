"""Fixing the characters of a text: encoding errors, invisible characters, white space."""

import re
from unicodedata import is_normalized, normalize

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

from newsdesk.enrichment.cleaning.marks import cut_runs_of_marks
from newsdesk.enrichment.cleaning.markup.bare_entities import decode_bare_entities
from newsdesk.enrichment.cleaning.markup.escapes import drop_escapes
from newsdesk.enrichment.cleaning.markup.line_breaks import with_plain_breaks

# Curly quotes and full-width punctuation are intended, and so are the digraphs of Croatian and
# Dutch, which are no ligatures of typesetters.
_FIXES = TextFixerConfig(
    unescape_html=True,
    fix_latin_ligatures=False,
    uncurl_quotes=False,
    fix_character_width=False,
    fix_line_breaks=False,
    remove_control_chars=False,
    normalization=None,
    explain=False,
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True))
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f]")
_DECODED_LIGATURES = {ord(ligature): letters for ligature, letters in _LIGATURES.items()}
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0001]"
)
# Persian, Indic scripts and emoji use joiners; Latin text does not.
_JOINERS = "\u200c\u200d"
_STRAY_JOINER = re.compile(
    "(?<![\u0590-\U0010ffff])[\u200c\u200d]++|(?<![\u200c\u200d])[\u200c\u200d]++(?=\\s|$)"
)
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
_SPACE_AT_LINE_END = re.compile(r" ?\n ?")
_NESTED_ENTITY = re.compile("&(?:amp;|#0{0,5}38;|#x0{0,5}26;)+", re.IGNORECASE)
_MAX_ROUNDS = 8
_ICELANDIC_ONLY = re.compile(r"\w[ðþ]|[ðþ]\w", re.IGNORECASE)
_TURKISH_NEVER = re.compile("[áæéíóúø]", re.IGNORECASE)
_MISDECODED = re.compile(r"(?:\w[ðþý]|[ðþý]\w)", re.IGNORECASE)
_TURKISH = str.maketrans("ðþýÐÞÝ", "ğşıĞŞİ")
# ftfy is slow per line, so runs of empty lines are removed first.
_EMPTY_LINES = re.compile(r"\n(?:[ \t]?\n){2,}")
_BLANK_LINES = re.compile(r"\n{3,}")

# Every text that ftfy changes contains an entity, one of a few characters, or a sequence that ftfy
# calls "bad", for which a full search is slow. Such a sequence has at most five characters; two
# adjacent ones are not ASCII, and one of the two is Western European or a symbol.
_ENTITY = re.compile("&#?[0-9A-Za-z]{1,24};")
_ESCAPE = "\x1b"
_ALWAYS_BROKEN = f"\x80-\x9f\ud800-\udfff{''.join(_LIGATURES)}"
_MAY_BE_BROKEN = re.compile(f"[{_ALWAYS_BROKEN}ÃÂŒœ]")
_BROKEN = re.compile(f"[{_ALWAYS_BROKEN}]|[ÃÂ] |[Œœ][^A-Za-z]")
_WESTERN = "\x80-\u036f\u0384\u0385\u0402\u0490\u0491\u2000-\u2fff\uf8ff\ufb01\ufb02\ufffd"
_PAIR = re.compile(f"[{_WESTERN}][^\x00-\x7f]|[^\x00-\x7f][{_WESTERN}]")
_AROUND_PAIR = 5
# A capital at the end of a quotation looks like two characters of one that was misread.
_QUOTED_CAPITAL = re.compile("([“«„][^“”«»„\n]{0,200}+(?<=[ÃÂ]))(?=[”»](?!\\w))")
_APART = "\ufdd0"
# A closing quotation mark that was misread and has lost its last byte, a control character.
_HALF_MARK = re.compile("â€(?=[\\s.,;:!?)]|$)")
_UNTIDY_SPACES = ("  ", " \n", "\n ", "\n\n\n")
# The invisible and Icelandic characters that `str.isprintable` accepts.
_UNUSUAL = re.compile("[ðþÐÞ\u034f\u115f\u1160\u17b4\u17b5\u3164]")


def fix_characters(text: str) -> str:
    """Return `text` in NFC, with encoding errors fixed and one kind of space and line break.

    Control and zero-width characters and lone surrogates are dropped. Runs of spaces become one
    space, runs of blank lines one blank line. Text that was encoded several times is decoded as
    often, and what exports have escaped is read. Of a run of combining marks 30 stay. The function
    is idempotent.
    """
    for _ in range(_MAX_ROUNDS):
        text = decode_bare_entities(drop_escapes(cut_runs_of_marks(text)))
        fixed = _fix_spaces(text if _is_sound(text) else _fix_letters(text))
        if fixed == text:
            break
        text = fixed
    return text


def _is_sound(text: str) -> bool:
    """Quick check that no character needs fixing; False if a full check is needed."""
    return (
        text.replace("\n", "").isprintable()
        and not _may_be_broken(text)
        and (text.isascii() or (is_normalized("NFC", text) and not _UNUSUAL.search(text)))
    )


def _may_be_broken(text: str) -> bool:
    """Whether ftfy may find something to fix; there are no false negatives."""
    if _ENTITY.search(text) or _ESCAPE in text:
        return True
    return not text.isascii() and bool(
        (_MAY_BE_BROKEN.search(text) and _BROKEN.search(text))
        or any(
            is_bad(text[max(0, pair.start() - _AROUND_PAIR) : pair.end() + _AROUND_PAIR])
            for pair in _PAIR.finditer(text)
        )
    )


def _fix_letters(text: str) -> str:
    text = _NESTED_ENTITY.sub("&amp;", _pair_surrogates(text))
    text = _EMPTY_LINES.sub("\n\n", text)
    if _may_be_broken(text):
        text = _HALF_MARK.sub("”", text)
        text = fix_text(_QUOTED_CAPITAL.sub(rf"\1{_APART}", text), _FIXES).replace(_APART, "")
        text = text.translate(_DECODED_LIGATURES)
    text = _fix_turkish(text)
    text = _pair_surrogates(with_plain_breaks(text))
    text = _drop_stray_joiners(_INVISIBLE.sub("", text))
    return _SPACES.sub(" ", normalize("NFC", cut_runs_of_marks(text)))


def _fix_spaces(text: str) -> str:
    """Return `text` with redundant spaces and blank lines removed."""
    if any(map(text.__contains__, _UNTIDY_SPACES)):
        text = _SPACE_AT_LINE_END.sub("\n", _SPACES.sub(" ", text))
        text = _BLANK_LINES.sub("\n\n", text)
    return text.strip()


def _fix_turkish(text: str) -> str:
    """Return `text` with Turkish that was decoded as Western European (windows-1254 as 1252) fixed.

    Only Icelandic and related languages use both of these letters, and those have accents too.
    """
    if text.isascii() or not _ICELANDIC_ONLY.search(text) or _TURKISH_NEVER.search(text):
        return text
    return text.translate(_TURKISH) if len(_MISDECODED.findall(text)) > 2 else text


def _drop_stray_joiners(text: str) -> str:
    return _STRAY_JOINER.sub("", text) if any(map(text.__contains__, _JOINERS)) else text


def drop_unreadable(text: str) -> str:
    """Return `text` without ASCII control characters and lone surrogates, which parsers reject."""
    return _CONTROL.sub("", _pair_surrogates(text))


def _pair_surrogates(text: str) -> str:
    if not _SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "ignore")
