"""Decodes text and HTML files, without guessing."""

import codecs
import re

from newsdesk.schemas.errors import NewsdeskError

# Pages that name the left encoding are written in the right one (WHATWG Encoding Standard, 4.2),
# and one that names UTF-16 where a parser could read it is UTF-8 (HTML, 13.2.3.3).
_MEANT = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "utf-16": "utf-8",
    "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}
# Python's own, which no page is in; some decode to what is no text.
_NOT_OF_PAGES = frozenset(
    {"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"}
)
_PRESCAN_BYTES = 1024
_META_CHARSET = re.compile(
    rb"<meta\s[^>]*?charset\s*+=\s*+(?:[\"']\s*+)?([\w.:-]++)", re.IGNORECASE
)


class UndecodableError(NewsdeskError):
    """Raised when bytes are not text in the encoding that they should have."""


def decode_text(content: bytes) -> str:
    """Read UTF-8, with or without a byte order mark.

    Raises:
        UndecodableError: if it is not UTF-8.
    """
    return _decode(content, "utf-8-sig", "UTF-8")


def decode_html(content: bytes) -> str:
    """Read HTML in the encoding that its `<meta charset>` names, or else in UTF-8.

    Raises:
        UndecodableError: if the encoding is unknown, or the bytes are not in it.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _decode(content, "utf-16", "UTF-16")
    named = _META_CHARSET.search(content[:_PRESCAN_BYTES])
    if named is None or content.startswith(codecs.BOM_UTF8):
        return decode_text(content)
    label = named[1].decode("ascii", "replace")
    try:
        encoding = codecs.lookup(label).name
    except LookupError as error:
        raise UndecodableError(f"its charset {label} is unknown") from error
    if encoding in _NOT_OF_PAGES:
        raise UndecodableError(f"its charset {label} is unknown")
    return _decode(content, _MEANT.get(encoding, encoding), label)


def _decode(content: bytes, encoding: str, name: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise UndecodableError(f"not {name} (byte {error.start})") from error
    except (LookupError, UnicodeError) as error:
        raise UndecodableError(f"not readable as {name}") from error
