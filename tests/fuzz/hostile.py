"""Hostile text and bytes: odd characters, pieces of rules and markup, and long repetitions."""

import json
from typing import Any

from hypothesis import strategies as st

MAX_CHARACTERS = 20_000
CONTROLS = [chr(c) for c in (*range(0x20), *range(0x7F, 0xA0))]
BIDI = [chr(c) for c in (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))]
_ODD = [
    *CONTROLS,
    *BIDI,
    "\u200b\u200c\u200d\u2028\u2029\u2060\ufeff\ufffd\ufffe\xad\u034f\u3164",
    "a\u0301\u0327",
    "e\u0301",
    "\u0915\u094d\u200d\u0937",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "\ufb01\u0130\u0131\u1e9e\u03c2",
    "\u05d0\u0627\u0e01\u4e00\u3042\uac00",
    "\u202eevil\u202c",
    "\x1b]0;title\x07",
    "\x1b[2J",
    "\x9b31m",
    "\r\nFORGED",
    "\u00e2\u20ac\u2122",
    "\u00c3\u00a9",
    "&amp;amp;lt;",
    "&#x1b;",
    "&#0;",
    "&nbsp;",
]
_PIECES = [
    *" \t\n.,;:!?-|·•()[]{}'\"<>/\\&%#@*=+_0aAéß",
    "\n\n",
    ". ",
    "... ",
    "A. ",
    "Mr. ",
    "U.S. ",
    "12:05 ",
    "3.14 ",
    "«»",
    "\u201c",
    "\u201d",
    "https://example.org/a ",
    "name@example.org ",
    "word ",
    "The council met on Monday. ",
    "By Jane Doe\n",
    "LONDON (Reuters) - ",
    "Read more: ",
    "Advertisement\n",
    "Share this article\n",
    "Subscribe to our newsletter\n",
    "© 2026 ",
    "Photo: ",
    "Updated 5 May 2026 ",
    "| a | b |\n",
    "Der Rat tagte am Montag. ",
    "会议在星期一举行。",
    "Совет собрался в понедельник. ",
]
_KNOWN = [
    "A.A.A.",
    "Reporting by A.A.A.A.A.!",
    "Reporting by ",
    "Posted 14:05 ",
    "Posted 14:05 . . ",
    "Posted 14:05 .......... the council met",
    "Updated 14:05 | · ",
    "Photo by A-A-",
    "Photo by A-A-A-A-A-!",
    "A-",
    "A/",
    "(a (a",
    "((",
    "\u0915\u200c",
    "\u200c\u200d",
    "a\u200d\u200c\u200d",
    "\u0915\u094d\u200c\u0915",
    "a\u0301\u0327\u0323\u0345\u05b0\u064b\u0951\u1dfa",
    "\u0327\u0301",
    "\u3099\uff9e",
    "\u1112\u1161\u11ab",
    "7" * 5_000,
    "1,",
    "0.0.",
    "\u0663",
    "&amp;",
    "\u00c3\u0192\u00c6\u2019",
    "a@",
    "a.b@c.",
    "http://a/http://",
    "www.a.",
    "A B. ",
    "e.g. i.e. ",
    '"\u201c\u201e\u00ab',
    " \n \n",
    "\u3002\u300d",
    "# * - ",
]
"""Parts of texts for which patterns like ours once took exponential or quadratic time."""

_LETTERS = st.text(st.characters(codec="utf-8"), max_size=40)
_PIECE = st.one_of(
    st.sampled_from(_PIECES), st.sampled_from(_KNOWN), st.sampled_from(_ODD), _LETTERS
)


def _repeated(piece: str, times: int) -> str:
    return (piece * times)[:MAX_CHARACTERS]


_RUN = st.builds(_repeated, _PIECE, st.sampled_from((1, 1, 1, 2, 3, 8, 40, 400, 3_000)))
TEXTS = st.lists(_RUN, max_size=25).map(lambda parts: "".join(parts)[:MAX_CHARACTERS])
"""Text of up to MAX_CHARACTERS, in valid UTF-8."""

NAMES = st.text(st.characters(codec="utf-8"), max_size=30) | st.sampled_from(_ODD)
BYTES = st.binary(max_size=300) | TEXTS.map(lambda text: text[:2_000].encode())

_TAGS = ("p", "div", "table", "tr", "td", "ul", "li", "article", "h1", "a", "script", "br", "title")
_MARKUP = st.sampled_from(
    [
        *(f"<{tag}>" for tag in _TAGS),
        *(f"</{tag}>" for tag in _TAGS),
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE html>",
        '<?xml version="1.0" encoding="utf-16"?>',
        '<meta charset="utf-7">',
        '<meta name="author" content="(a">',
        '<meta name="description" content="',
        '<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"',
        "<a href='javascript:x'>",
        "<td colspan=1000>",
        "&#55296;",
        "<p ",
        '">',
        "<",
    ]
)
PAGES = st.lists(st.one_of(_MARKUP, _MARKUP, _RUN.map(lambda t: t[:4_000])), max_size=60).map(
    lambda parts: "".join(parts)[:MAX_CHARACTERS]
)
"""Pages, mostly broken ones."""

JSON_VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | TEXTS | NAMES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=4),
    max_leaves=12,
)


@st.composite
def damaged(draw: st.DrawFn, document: bytes) -> bytes:
    """Return a document with some of its bytes removed, doubled, or replaced."""
    data = bytearray(document)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(data)))
        length = draw(st.integers(0, 12))
        data[at : at + length] = draw(st.binary(max_size=8) | st.sampled_from(_BYTES))
    return bytes(data)


_BYTES = [b"", b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b'"', b"}", b"[", b",", b"\\u0000", b"null"]
_BYTES += [
    b"1e999",
    b"-0",
    b"99999999999999999999",
    b"\n- ",
    b": ",
    b"&a *a",
    b"!!x",
    b"\xef\xbb\xbf",
]


def json_with(fields: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[bytes]:
    """Return objects as JSON, in UTF-8 or with escapes."""
    return st.builds(
        lambda value, escape: json.dumps(value, ensure_ascii=escape).encode(),
        fields,
        st.booleans(),
    )
