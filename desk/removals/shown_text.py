"""The text that a page or a fragment shows, in lines: nothing of it is rendered or fetched."""

import re
from html.parser import HTMLParser

_MARKUP = re.compile(r"<[a-zA-Z!/][^<>]*>|&#?\w{1,30};")
_BLOCK = re.compile(r"<(?:p|div|br|html|body|li|h[1-6]|tr|article|section)\b", re.IGNORECASE)
_HIDDEN = frozenset(("head", "script", "style", "template", "noscript", "iframe", "object", "svg"))
_WITHIN_LINES = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "q", "s", "samp"),
        *("small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"),
    )
)
_SPACES = re.compile(r"\s+")


def has_markup(text: str) -> bool:
    """Whether there is anything in a text that may be a tag or an entity."""
    return _MARKUP.search(text) is not None


def shown_text(html: str) -> str:
    """Return the text of HTML, with a line for each of its blocks.

    Where no tag breaks lines, those of the text itself stay.
    """
    reader = _Reader(keeps_lines=_BLOCK.search(html) is None)
    reader.feed(html)
    reader.close()
    lines = (_SPACES.sub(" ", line).strip() for line in "".join(reader.pieces).split("\n"))
    return "\n".join(line for line in lines if line)


class _Reader(HTMLParser):
    def __init__(self, *, keeps_lines: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._keeps_lines = keeps_lines
        self.pieces: list[str] = []
        self._hidden = ""
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if self._hidden:
            self._depth += tag == self._hidden
        elif tag in _HIDDEN:
            self._hidden, self._depth = tag, 1
        else:
            self._break(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        if not self._hidden:
            self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden:
            self._depth -= tag == self._hidden
            self._hidden = self._hidden if self._depth else ""
        else:
            self._break(tag)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.pieces.append(data if self._keeps_lines else data.replace("\n", " "))

    def _break(self, tag: str) -> None:
        if tag not in _WITHIN_LINES:
            self.pieces.append("\n")
