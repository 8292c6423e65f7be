"""Markdown in a text: whether it is there, and what it says without its marks."""

import re
import string
from collections.abc import Iterator

_TARGET = (
    r"[ \t]?<?(?:(?:https?:|mailto:|tel:|ftp:|data:|javascript:|www\.|\.{0,2}/|\#)"
    r"|(?=[^\s()<>]{1,300}\.(?:html?|php|aspx?|jpe?g|png|gif|webp|svg|pdf|md)\b))"
    r"[^\s()<>]*+(?:\([^\s()<>]*+\)[^\s()<>]*+){0,5}+>?"
    r"(?:\s(?:\"[^\"\n]{0,500}+\"|'[^'\n]{0,500}+'))?[ \t]?"
)
_LABEL = r"(?:[^\[\]\n]|\n(?!\n)|\[[^\[\]\n]{0,200}+\]){0,1000}+"
_IMAGE = re.compile(rf"!\[{_LABEL}\]\({_TARGET}\)")
_LINK = re.compile(rf"(?<!\\)\[({_LABEL})\]\({_TARGET}\)")
_EMPTY_LINK = re.compile(rf"\[[ \t\n]{{0,9}}+\]\({_TARGET}\)")
_REFERENCE = re.compile(r"(!?)\[([^\[\]\n]{1,300}+)\](?:[ ]?\[([^\[\]\n]{0,80}+)\])?")
_DEFINITION = re.compile(
    r"^ {0,3}\[(?!\^)([^\[\]\n]{1,80}+)\]:[ \t]++"
    r"<?(?:https?://|mailto:|/|\#|www\.)[^\s<>]*+>?[^\n]{0,300}$",
    re.MULTILINE,
)
_NOTE = re.compile(r"^\[\^[^\[\]\n]{1,40}+\]:[ \t]++", re.MULTILINE)
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,40}+\]")
_STRONG = re.compile(
    r"(?<![A-Za-z0-9*\\])(\*{2,3})(?=[^\s*])((?:[^*\n\\]|\\.|\*(?!\*)){1,2000}?)"
    r"(?<=[^\s\\])\1(?!\*)"
)
_EMPHASIS = re.compile(r"(?<![\w*\\])\*(?=[^\s*])((?:[^*\n\\]|\\.)++)(?<=[^\s\\])\*(?![\w*])")
_UNDERSCORES = re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_\n]++)(?<=\S)\1(?!\w)")
_DUNDER = re.compile(
    "all|call|del|dict|enter|eq|exit|file|init|iter|len|main|name|new|next|repr|str"
)
_STRUCK = re.compile(r"~~(?=\S)([^~\n]++)(?<=\S)~~")
_CODE = re.compile(r"(?<!`)(`{1,2})(?!`)([^`\n]++)\1(?!`)")
_ADDRESS = re.compile(r"<((?:https?://|www\.)[^\s<>]++)>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
# Noncharacters stand for escaped punctuation while marks are read.
_FIRST_HELD = 0xFDD0
_HELD = {mark: chr(_FIRST_HELD + place) for place, mark in enumerate(string.punctuation)}
_RELEASED = {ord(held): mark for mark, held in _HELD.items()}

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]++")
_CLOSED_HEADING = re.compile(r"[ \t]#{1,6}$")
_SURE_HEADING = re.compile(r"^(?:#{2,6}[ \t]++[^\s#]|\A#[ \t]++[^\W\d_][^\n]*+(?:\n\n|\Z))", re.M)
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})$")
_RULE = re.compile(r"(?:(?:-[ ]?){3,}|(?:\*[ ]?){3,}|(?:_[ ]?){3,})$")
_BULLET = re.compile(r"\s*+[*+-][ \t]++(?:\[[ xX]\][ \t]++)?(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)++")
_FENCE = re.compile(r"(?:`{3,}|~{3,})[\w+.-]*+$")
_FENCES = re.compile(r"^(?:```|~~~)", re.M)
_TABLE_RULE = re.compile(r"\|?[ ]?:?-{2,}:?[ ]?(?:\|[ ]?:?-{2,}:?[ ]?)*+\|?$")
_SURE_TABLE = re.compile(r"^\|[ ]?:?--[-|: ]*+$", re.M)
# Crawlers put the page's data before its text.
_CRAWLED = re.compile(
    r"\s*+(?:Title:[ \t](?P<title>[^\n]{1,400}+)\n\s*+)?"
    r"(?:(?:URL Source|Published Time|Number of Pages|Warning|Description):[^\n]*+\n\s*+)*+"
    r"Markdown Content:[ \t]*+(?:\n|$)"
)
_FRONT_MATTER = re.compile(
    r"\A---[ \t]*+\n((?:[A-Za-z][\w-]{0,30}+:[^\n]*+\n|-[ \t][^\n]*+\n|[ \t]++[^\n]*+\n|\n){1,80}+)"
    r"---[ \t]*+(?:\n|\Z)"
)
_FRONT_KEY = re.compile(
    r"^(?:title|date|authors?|url|source|link|layout|tags|categories|description|lang(?:uage)?|slug"
    r"|published\w{0,9}|hostname|sitename|image):",
    re.M | re.I,
)
_FRONT_TITLE = re.compile(r"^title:[ \t]*+[\"']?([^\n]{1,400}?)[\"']?[ \t]*$", re.M | re.I)


def has_markdown(text: str) -> bool:
    """Whether `text` has marks of Markdown that plain news does not have.

    Hashtags, lists, footnotes' asterisks and underscores in names are not enough.
    """
    return (
        ("](" in text and bool(_LINK.search(text) or _EMPTY_LINK.search(text)))
        or ("**" in text and bool(_STRONG.search(text)))
        or ("# " in text and bool(_SURE_HEADING.search(text)))
        or ("]:" in text and bool(_DEFINITION.search(text) or _NOTE.search(text)))
        or ("--" in text and bool(_SURE_TABLE.search(text)))
        or (("```" in text or "~~~" in text) and len(_FENCES.findall(text)) > 1)
        or ("Markdown Content:" in text and bool(_CRAWLED.match(text)))
        or (text.startswith("---") and _front_matter(text) is not None)
    )


def text_of_markdown(text: str) -> tuple[str, str | None]:
    """Return what Markdown says, and the title that its front matter has, if any.

    Links become their text; images, targets, marks and rules go. Cells of a table are separated by
    commas.
    """
    text, title = _without_front_matter(text)
    lines = "\n".join(_lines(text.split("\n")))
    return lines.translate(_RELEASED), title


def _without_front_matter(text: str) -> tuple[str, str | None]:
    if crawled := _CRAWLED.match(text):
        return text[crawled.end() :], crawled["title"]
    if front := _front_matter(text):
        title = _FRONT_TITLE.search(front[1])
        return text[front.end() :], title and title[1]
    return text, None


def _front_matter(text: str) -> re.Match[str] | None:
    front = _FRONT_MATTER.match(text)
    return front if front and len(_FRONT_KEY.findall(front[1])) > 1 else None


def _lines(lines: list[str]) -> Iterator[str]:
    prose: list[str] = []
    fence = ""
    for line in lines:
        mark = line[:3] if _FENCE.match(line) else ""
        if mark and fence in ("", mark):
            yield from _prose(prose) if not fence else prose
            prose, fence = [], "" if fence else mark
        else:
            prose.append(line)
    # A fence without an end is read as prose.
    yield from _prose(prose)


def _prose(lines: list[str]) -> Iterator[str]:
    text = _ESCAPE.sub(lambda escape: _HELD[escape[1]], "\n".join(lines))
    yield from _blocks(_spans(text).split("\n"))


def _spans(text: str) -> str:
    """Return `text` without the marks within lines."""
    names = {name.casefold() for name in _DEFINITION.findall(text)}
    text = _DEFINITION.sub("", text)
    text = _NOTE_MARK.sub("", _NOTE.sub("", text))
    text = _EMPTY_LINK.sub("", _IMAGE.sub("", text))
    text = _LINK.sub(r"\1", text)
    if names:
        text = _REFERENCE.sub(lambda reference: _referring(reference, names), text)
    text = _ADDRESS.sub(r"\1", text)
    text = _STRUCK.sub(r"\1", _CODE.sub(r"\2", text))
    for _ in range(2):
        text = _EMPHASIS.sub(r"\1", _STRONG.sub(r"\2", text))
        text = _UNDERSCORES.sub(_without_underscores, text)
    return text


def _referring(reference: re.Match[str], names: set[str]) -> str:
    is_image, label, name = reference.groups()
    if (name or label).casefold() not in names:
        return reference[0]
    return "" if is_image else label


def _without_underscores(found: re.Match[str]) -> str:
    is_name = len(found[1]) == 2 and _DUNDER.fullmatch(found[2])
    return found[0] if is_name else found[2]


def _blocks(lines: list[str]) -> Iterator[str]:
    """Yield the lines without the marks at their starts."""
    before, in_table = "", False
    for place, line in enumerate(lines):
        line = _QUOTE.sub("", line.rstrip("\\"), count=1) if line.startswith(">") else line
        following = lines[place + 1] if place + 1 < len(lines) else ""
        if "|" in line and ("--" in line or "--" in following or in_table):
            if _TABLE_RULE.match(line):
                in_table = True
                continue
            if in_table or _TABLE_RULE.match(following):
                yield _row(line)
                continue
        in_table = False
        if _RULE.match(line) or (before.strip() and _UNDERLINE.match(line)):
            before = ""
            yield ""
            continue
        if heading := _HEADING.match(line):
            line = _CLOSED_HEADING.sub("", line[heading.end() :])
        elif bullet := _BULLET.match(line):
            line = line[bullet.end() :]
        before = line
        yield line.rstrip("\\")


def _row(line: str) -> str:
    return ", ".join(filter(None, (cell.strip() for cell in line.split("|"))))
