"""Decodes text files without guessing, and pages as browsers do."""

import codecs
import re

import webencodings  # type: ignore[import-untyped]

from newsdesk.commands.produce.charset import declared_in
from newsdesk.commands.produce.unnamed_charset import encoding_by_bytes
from newsdesk.schemas.errors import NewsdeskError

# What the Encoding Standard means by a name, in Python's names.
_CODECS = {
    "big5": "big5hkscs",
    "euc-kr": "cp949",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_MULTIBYTE = frozenset(["big5hkscs", "cp932", "cp949", "euc_jp", "gb18030", "iso2022_jp"])
_SURELY_UTF_8 = 8
"""Characters beyond ASCII by which valid UTF-8 cannot be a text in another multi-byte encoding."""

# Encodings that browsers suppose by the user's language (HTML, 13.2.3.2), here by the page's.
_OF_LANGUAGES = {
    **dict.fromkeys(["ar", "fa"], "cp1256"),
    **dict.fromkeys(["be", "bg", "kk", "ky", "mk", "ru", "sr", "tg", "tt", "uk"], "cp1251"),
    **dict.fromkeys(["cs", "hr", "hu", "pl", "sk", "sl"], "cp1250"),
    **dict.fromkeys(["et", "lt", "lv"], "cp1257"),
    **dict.fromkeys(["az", "ku", "tr"], "cp1254"),
    "el": "cp1253",
    "he": "cp1255",
    "ja": "cp932",
    "ko": "cp949",
    "th": "cp874",
    "vi": "cp1258",
    "zh": "gb18030",
}
_WESTERN = "cp1252"
_REPLACEMENT = "\ufffd"
_BELOW_ISO = re.compile(rb"[\x80-\x9f]")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


class UndecodableError(NewsdeskError):
    """Raised when bytes are not text in the encoding that they should have."""


def decode_text(content: bytes) -> str:
    """Read UTF-8, or UTF-16 with a byte order mark.

    Raises:
        UndecodableError: if it is neither.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(content, "utf-16", "UTF-16")
    return _decode(content, "utf-8-sig", "UTF-8")


def decode_html(content: bytes, charset: str | None = None) -> str:
    """Read a page as browsers do, by the Encoding and the HTML Standard.

    Its encoding is that of a byte order mark, of `charset`, the label that came with it (HTTP), of
    `<meta>`, also late ones, or of the XML declaration; unknown labels are ignored. Text that is
    valid UTF-8 is UTF-8 even if another encoding is named. If none is named, or if UTF-8 is and
    most of the text is not, it is the usual one of the page's language, or else what its bytes look
    like, or windows-1252. Bytes that are none of its characters are replaced.

    Raises:
        UnusableInput: if the extra `feeds` is needed to know that, and is not installed.
    """
    for mark, marked in _MARKS.items():
        if content.startswith(mark):
            return content[len(mark) :].decode(marked, "replace")
    if content[:2] in (b"<\x00", b"\x00<"):
        return content.decode("utf-16-le" if content[:1] == b"<" else "utf-16-be", "replace")
    declared = declared_in(content)
    encoding = next(filter(None, map(_codec, [charset, *declared.labels])), None)
    text = _utf_8(content, encoding)
    if text is not None:
        return text
    if encoding is None or encoding == "utf-8":
        return _replaced(content, _supposed(content, declared.language))
    return _replaced(content, encoding)


def _codec(label: str | None) -> str | None:
    """Return Python's name of the encoding that a page names; None for an unknown one.

    A page that names UTF-16 where it could be read is UTF-8 (HTML, 13.2.3.3).
    """
    found = webencodings.lookup(label or "")
    if found is None or found.name == "replacement":
        return None
    if found.name.startswith("utf-16"):
        return "utf-8"
    if found.name == "x-user-defined":
        return _WESTERN
    return _CODECS.get(found.name) or str(found.codec_info.name)


def _utf_8(content: bytes, encoding: str | None) -> str | None:
    """Return the text in UTF-8, if it is that, or mostly that; otherwise None."""
    text = content.decode("utf-8", "replace")
    others = len(_BEYOND_ASCII.findall(text))
    wrong = text.count(_REPLACEMENT) - content.count(_REPLACEMENT.encode())
    if encoding is None or encoding == "utf-8":
        return text if wrong <= others - wrong else None
    needed = _SURELY_UTF_8 if encoding in _MULTIBYTE else 1
    return text if not wrong and others >= needed else None


def _supposed(content: bytes, language: str) -> str:
    encoding = _OF_LANGUAGES.get(language) or encoding_by_bytes(content) or _WESTERN
    # The two Central European encodings differ in letters, and ISO's has none below 0xA0.
    if encoding == "cp1250" and not _BELOW_ISO.search(content):
        return "iso8859-2"
    return encoding


def _replaced(content: bytes, encoding: str) -> str:
    """Decode; bytes that windows-1252 has not are control characters, as in browsers."""
    if encoding == _WESTERN:
        return content.decode("latin-1").translate(_WESTERN_CHARACTERS)
    return content.decode(encoding, "replace")


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"not {name} (byte {error.start})") from error


_WESTERN_CHARACTERS = {
    byte: bytes([byte]).decode(_WESTERN, "ignore") or chr(byte) for byte in range(0x80, 0xA0)
}
