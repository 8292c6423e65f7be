"""The encoding of a page that names none, by its bytes: only scripts that are not Latin."""

import re

from newsdesk.commands.produce.streams import require_package

_MARKUP = re.compile(rb"<(script|style)\b.*?(?:</\1|\Z)|<[^>]*+>?", re.IGNORECASE | re.DOTALL)
_RUN = re.compile(rb"[\x80-\xff]{3,}")
_BEYOND_ASCII = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 65_536
"""Bytes of text that are looked at."""

_SCRIPTS = (
    *("cp1251", "koi8_r", "koi8_u", "iso8859_5", "cp866"),
    *("cp1253", "cp1255", "cp1256", "iso8859_6", "cp874"),
    *("cp932", "euc_jp", "gb18030", "big5", "cp949"),
)
_SAME_WITH_MORE = {"big5": "big5hkscs", "koi8_r": "koi8_u"}


def encoding_by_bytes(content: bytes) -> str | None:
    """Return the encoding of a page's text, in Python's name; None if it seems to be Latin.

    In a Latin script, letters beyond ASCII stand alone or in pairs; in others most bytes stand in
    long runs.

    Raises:
        UnusableInput: if the extra `feeds` is needed for it, and is not installed.
    """
    text = _MARKUP.sub(b" ", content)[:_SAMPLE]
    beyond = sum(map(len, _BEYOND_ASCII.findall(text)))
    if 2 * sum(map(len, _RUN.findall(text))) <= beyond:
        return None
    require_package("charset_normalizer", "pages without Latin letters that name no encoding")
    # Imported here because it takes time, is seldom needed, and comes with the extra `feeds`.
    from charset_normalizer import from_bytes

    found = from_bytes(text, cp_isolation=list(_SCRIPTS)).best()
    return _SAME_WITH_MORE.get(found.encoding, found.encoding) if found else None
