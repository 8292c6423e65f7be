"""Characters that a terminal obeys or does not show, and how JSON is written without them."""

import json
import re

_BEYOND_ASCII = (
    "\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890-\u0891\u08e2\u180e\u200b\u200e\u200f"
    "\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
CONTROLS = f"\x00-\x1f{_BEYOND_ASCII}"
"""The categories Cc, Cf, Zl and Zp of Unicode, as part of a regular expression.

Without U+200C and U+200D, which Persian, Indic scripts and joined emoji need.
"""

_INVISIBLE = re.compile(f"[{CONTROLS}\ud800-\udfff]")
_IN_JSON = re.compile(f"[{_BEYOND_ASCII}]")
_LINE_ENDS = bytes.maketrans(b"\r\n\t", b"   ")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def escaped(text: str) -> str:
    """Return `text` as one line, with Python's escapes for what is invisible."""
    return _INVISIBLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


def visible(text: str) -> str:
    """Return `text` without what is invisible."""
    return _INVISIBLE.sub("", text)


def json_in_a_line(document: bytes) -> bytes:
    """Return a JSON document, which is valid and in UTF-8, as one line with its line end.

    Its value is the same. It is as it was, except for white space between values, and for
    characters that a terminal would obey, which are escaped: they can only be within strings.
    """
    # Line ends between values mean nothing, and within values there are none.
    line = document.removeprefix(_BYTE_ORDER_MARK).translate(_LINE_ENDS).strip(b" ") + b"\n"
    if line.isascii() and b"\x7f" not in line:
        return line
    text = line.decode("utf-8")
    return _IN_JSON.sub(_escape, text).encode("utf-8")


def _escape(found: re.Match[str]) -> str:
    return "\\u007f" if found[0] == "\x7f" else json.dumps(found[0])[1:-1]
