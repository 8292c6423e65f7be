"""HTML in a field that should be plain text: whether it is there, and what it says."""
# ruff: noqa: RUF001 (tags are quoted with typographic marks)

import re
from collections.abc import Iterator
from html import unescape

from newsdesk.enrichment.cleaning.markup.superscripts import written_superscript
from newsdesk.enrichment.cleaning.wraps.word_sets import words

_TEXT_BLOCKS = words(
    "address blockquote caption center dd dt figcaption h1 h2 h3 h4 h5 h6 legend li p summary td th"
)
_BLOCKS = _TEXT_BLOCKS | words(
    "article aside body colgroup details div dl fieldset figure footer form header hr html main"
    " nav ol pre section table tbody tfoot thead tr ul"
)
_INLINE = words(
    "a abbr acronym b bdi bdo big button cite code data del dfn em font i ins kbd label mark"
    " nobr output q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
# Their content is no text of the article.
_HIDDEN = words(
    "audio canvas figcaption head iframe math nav noscript object picture script select style"
    " svg template textarea title video"
)
_OTHERS = words("area base br col embed img input link map meta option param source")
_NAMES = _BLOCKS | _INLINE | _HIDDEN | _OTHERS
_SEPARATE = {"p": "\n\n", "br": "\n", "li": "\n", "tr": "\n", "option": "\n"}
_WITHOUT_CONTENT = frozenset(["br", "hr", "wbr"])
_CELLS = words("td th")
_ROWS = words("table tbody tfoot thead tr")
_NEXT_CELL = ", "
_QUOTES = ("“", "”")

# Neither part can pass the next "<", so that reading a text takes linear time.
_ATTRIBUTES = r"(?:\s(?:[^<>\"']++|\"[^\"<]{0,2000}+\"|'[^'<]{0,2000}+'|[\"'])*+)?+"
_MARK = re.compile(
    r"<!--|<!\[CDATA\[|\]\]>|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+(?:[:-][\w:.-]*+)?+)"
    rf"(?P<attributes>{_ATTRIBUTES})/?>"
)
_END_OF = {name: re.compile(rf"</{name}\s*+>", re.IGNORECASE) for name in _HIDDEN}
_WITH_VALUE = re.compile(r"\s[\w:@.-]+=[\"']?[^\s\"']")
_FIRST_BLOCK = re.compile(
    rf"\s*+(?:<!--|<!\[CDATA\[|<(?:{'|'.join(sorted(_BLOCKS))})[\s>])", re.IGNORECASE
)
_PAGE = re.compile(
    r"\s*+(?:<\?xml[^<>]*+>\s*+)?(?:<!--[^<>]{0,200}-->\s*+)?"
    r"<(?:!doctype\s++html|html|head|body)[\s>]",
    re.IGNORECASE,
)
# A text about markup names tags that it does not mean.
_ABOUT_MARKUP = re.compile(
    r"\b(?:X?HTML5?|XML|CSS|JavaScript|markup)\b"
    r"|<[^<>\s]{1,20}>[”\"'’»)]?\s(?:[Tt]ags?|[Ee]lements?|[Ee]lemente?|balises?|etiquetas?)\b"
    r"|\b(?:[Tt]ags?|[Ee]lements?|balises?|etiquetas?)\b[^<>.\n]{1,12}<[a-z/]"
)
_WHITE_SPACE = re.compile(r"\s+")


def is_page(text: str) -> bool:
    """Whether `text` is the source of a whole page."""
    return "<" in text and _PAGE.match(text) is not None


def has_markup(text: str) -> bool:
    """Whether `text` is marked up with HTML.

    A tag counts if it has its end tag, attributes, or no content (`<br>`), or if it is a block's
    and follows a sentence without a space. Comparisons, addresses and names in angle brackets do
    not count, nor do the tags that a text about HTML names, unless the text begins with a block.
    """
    if "<" not in text or ">" not in text:
        return False
    if _FIRST_BLOCK.match(text):
        return True
    return any(_evidence(text)) and not _ABOUT_MARKUP.search(text)


def _evidence(text: str) -> Iterator[bool]:
    """Yield for each mark whether it shows that `text` is marked up."""
    begun, last_comment = set(), text.rfind("-->")
    for mark in _MARK.finditer(text):
        if not _is_tag(mark):
            continue
        if mark["name"] is None:
            yield mark[0] != "<!--" or mark.end() <= last_comment
            continue
        name = mark["name"].lower()
        if mark["end"] and name in begun:
            yield True
        elif not mark["end"] and (
            name in _BLOCKS or not text[mark.end() : mark.end() + 1].isspace()
        ):
            begun.add(name)
        yield _is_attached(mark) or name in _WITHOUT_CONTENT
        yield _WITH_VALUE.match(mark["attributes"]) is not None


def _is_attached(tag: re.Match[str]) -> bool:
    """Whether a block's tag, or the end of one, follows a sentence without a space."""
    before = tag.string[tag.start() - 1] if tag.start() else ""
    if tag["name"].lower() not in _BLOCKS or not before:
        return False
    return before in ".!?…" or (bool(tag["end"]) and before.isalnum())


def _is_tag(mark: re.Match[str]) -> bool:
    """Whether it is a tag of HTML, or of an extension of it, and no comparison or placeholder."""
    name, attributes = mark["name"], mark["attributes"]
    if name is None:
        return mark[0] != "]]>"
    if not (name.islower() or name.isupper()):
        return False
    if ":" in name or "-" in name:
        return True
    return name.lower() in _NAMES and (
        "=" in attributes or not attributes.strip(" /") or name.lower() not in _INLINE
    )


def text_of_markup(text: str) -> str:
    """Return the text of marked-up `text`, with entities decoded and each block on separate lines.

    Scripts, comments, media, menus and captions are left out. Cells of a table are separated by
    commas. Takes linear time and does not recurse.
    """
    kept: list[str] = []
    for piece in filter(None, _pieces(text)):
        if piece is not _NEXT_CELL or not kept or not kept[-1].endswith("\n"):
            kept.append(piece)
    return "".join(kept)


def _pieces(text: str) -> Iterator[str]:
    in_flow, at, unclosed = False, 0, set[str]()
    cells: int | None = None
    while mark := _MARK.search(text, at):
        before, at = text[at : mark.start()], mark.end()
        yield _flowing(before) if in_flow else _between_blocks(before, cells)
        if mark[0] == "<!--":
            end = text.find("-->", at) if "<!--" not in unclosed else -1
            at = end + 3 if end >= 0 else at
            unclosed.update(["<!--"] if end < 0 else [])
            continue
        if not _is_tag(mark):
            yield mark[0] if mark["name"] else ""
            continue
        if mark["name"] is None:
            continue
        name = mark["name"].lower()
        yield _between(name, bool(mark["end"]), cells)
        if name in _ROWS:
            cells = None if name == "table" and mark["end"] else 0
        elif name in _CELLS and not mark["end"]:
            cells = 1
        elif name == "sup" and (written := written_superscript(text, mark.start(), at)):
            yield written[0]
            at = written[1]
        elif name in _HIDDEN and not mark["end"] and name not in unclosed:
            if end_tag := _END_OF[name].search(text, at):
                at = end_tag.end()
            else:
                unclosed.add(name)
        elif name in _BLOCKS:
            in_flow = name in _TEXT_BLOCKS and not mark["end"]
    yield unescape(text[at:])


def _between_blocks(text: str, cells: int | None) -> str:
    return "" if cells is not None and text.isspace() else unescape(text)


def _between(name: str, is_end: bool, cells: int | None) -> str:
    """Return what stands for a tag in the text.

    `cells` is 0 or 1 in a table, before the first cell of a row or after it.
    """
    if name in _CELLS:
        return _NEXT_CELL if cells and not is_end else ""
    if name == "tr" and is_end:
        return ""
    if name == "q":
        return _QUOTES[is_end]
    if name in _SEPARATE:
        return _SEPARATE[name]
    return "\n\n" if name in _BLOCKS or name in _HIDDEN else ""


def _flowing(text: str) -> str:
    """Return the text of a paragraph, in which a line break in the source is a space."""
    if "\n" not in text:
        return unescape(text)
    return unescape(_WHITE_SPACE.sub(lambda s: "\n\n" if s[0].count("\n") > 1 else " ", text))
