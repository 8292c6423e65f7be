"""The text that a page or a fragment shows, in lines: nothing of it is rendered or fetched."""

import re
from html import unescape

_MARKUP = re.compile(r"<[a-zA-Z!/][^<>]*+>|&#?\w{1,30};")
_BLOCK = re.compile(r"<(?:p|div|br|html|body|li|h[1-6]|tr|article|section)\b", re.IGNORECASE)
_NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9-]*+)")
_REST = re.compile(r"(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_HIDING = frozenset(
    ("title", "script", "style", "template", "noscript", "iframe", "object", "svg", "select")
)
_WITHIN_LINES = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_SPACES = re.compile(r"[^\S\n]++")


def has_markup(text: str) -> bool:
    """Whether there is anything in a text that may be a tag or an entity."""
    return _MARKUP.search(text) is not None


def shown_text(html: str) -> str:
    """Return the text of HTML, with a line for each of its blocks.

    Where no tag breaks lines, those of the text itself stay. Time is in proportion to the length.
    """
    if _BLOCK.search(html):
        html = html.replace("\n", " ").replace("\r", " ")
    text = unescape("".join(_pieces(html)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _pieces(html: str) -> list[str]:
    first, *others = html.split("<")
    pieces = [first]
    hidden_until = ""
    for piece in others:
        if piece.startswith("!--") and not hidden_until:
            hidden_until = "-->"
        if hidden_until == "-->":
            _, end, rest = piece.partition("-->")
            hidden_until = "" if end else hidden_until
            pieces.append(rest)
            continue
        name = _NAME.match(piece)
        tag = name[2].lower() if name else ""
        if hidden_until:
            if name and name[1] and tag == hidden_until:
                hidden_until = ""
                pieces.append("\n" + _after_tag(piece))
        elif name and not name[1] and tag in _HIDING:
            hidden_until = tag
        elif name:
            pieces.append(("" if tag in _WITHIN_LINES else "\n") + _after_tag(piece))
        else:
            pieces.append(_after_tag(piece) if piece[:1] in ("!", "?") else "<" + piece)
    return pieces


def _after_tag(piece: str) -> str:
    end = _REST.match(piece)
    return piece[end.end() :] if end else piece.partition(">")[2]
