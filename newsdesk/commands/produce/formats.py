"""Finds out what a file is: its content says so, and its name where that does not."""

import re
from enum import StrEnum

from newsdesk.commands.produce.refusals import (
    ROOTS,
    refusal_of_content,
    refusal_of_ending,
    refusal_of_root,
)
from newsdesk.commands.produce.streams import HEAD, UnusableInput
from newsdesk.commands.produce.table_header import header_of


class Format(StrEnum):
    """A way in which files have articles."""

    TEXT = "text"
    HTML = "HTML"
    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    FEED = "RSS or Atom"
    TABLE = "CSV"
    WARC = "WARC"
    MAIL = "an e-mail"
    MAILBOX = "a mailbox"


ENDINGS = {
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".md": Format.TEXT,
    ".markdown": Format.TEXT,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
    ".json": Format.JSON,
    ".jsonld": Format.JSON,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".rdf": Format.FEED,
    ".xml": Format.FEED,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".tab": Format.TABLE,
    ".warc": Format.WARC,
    ".arc": Format.WARC,
    ".wet": Format.WARC,
    ".eml": Format.MAIL,
    ".mbox": Format.MAILBOX,
}
"""The formats by the ends of names; `.gz` and its like may follow."""

_BLANK = b"\xef\xbb\xbf \t\r\n\x1e"
_PROLOG = re.compile(rb"\s*+(?:<\?[^>]*+>|<!--(?:[^-]|-(?!->))*+-->|<!DOCTYPE\s++(\w*+))", re.I)
_DOCTYPE_END = re.compile(rb"[^\[<>]*+(?:\[[^\]]{0,8192}+\]\s*+)?>")
_TAG = re.compile(rb"\s*+<([A-Za-z][\w:.-]*+)")
_FEEDS = frozenset({"rss", "feed", "rdf"})
_OF_PAGES = frozenset(
    {
        *("html", "head", "body", "main", "article", "section", "header", "nav", "div", "p", "pre"),
        *("h1", "h2", "h3", "span", "table", "ul", "ol", "figure", "blockquote", "center", "font"),
        *("a", "b", "i", "em", "strong", "img", "br", "hr"),
        *("meta", "title", "link", "style", "script", "base"),
    }
)
_IS_JSON = re.compile(rb'(?:\[\s*+)?\{\s*+"[^"\\\r\n]{1,100}+"\s*+:')
_BEGINS_JSON = re.compile(rb"^[ \t,\x1e\xef\xbb\xbf]*+[{\[]", re.M)
_IS_MAIL = re.compile(
    rb"(?:(?:Return-Path|Delivered-To|Received|From|To|Subject|Date|Message-ID|MIME-Version"
    rb"|X-[\w-]{1,40}+):[^\n]*+\n(?:[ \t][^\n]*+\n)*+){3}",
    re.I,
)
_IS_MAILBOX = re.compile(
    rb"From \S{1,200} +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d[^\n]{0,60}\n"
    rb"[A-Za-z][\w-]{1,60}:"
)
_WARCS = (b"WARC/", b"filedesc://")


def format_of(head: bytes, ending: str) -> Format:
    """Return the format of what begins with `head`, in UTF-8, and has a name that ends so.

    Raises:
        UnusableInput: if it is not read, with what to do.
    """
    named = ENDINGS.get(ending)
    begun = head.lstrip(_BLANK)
    if begun.startswith(_WARCS):
        return Format.WARC
    if refusal := refusal_of_content(head, ending):
        raise UnusableInput(refusal)
    if named and not begun and len(head) >= HEAD:
        return named
    found = _markup(begun, named) if begun.startswith(b"<") else _other(begun, named)
    if found:
        return found
    if named and begun:
        raise UnusableInput(f"it is not {named}")
    if not begun and len(head) < HEAD:
        raise UnusableInput("it is empty")
    raise UnusableInput(
        refusal_of_ending(ending)
        or "it is neither JSON, a feed, a table with a header nor WARC; if it is text, let its"
        " name end with .txt"
    )


def _markup(begun: bytes, named: Format | None) -> Format | None:
    root = root_of(begun)
    local = root.rpartition(":")[2] if root else ""
    if local in _FEEDS or (root and root.startswith("rdf:")):
        return Format.FEED
    if named is Format.MAIL:
        return named
    if root == "html" or named in (Format.HTML, Format.TEXT):
        return Format.HTML if root == "html" else named
    if local in ROOTS or named is Format.FEED or begun.startswith(b"<?xml"):
        if not root:
            raise UnusableInput("it is neither a feed nor a page")
        raise UnusableInput(refusal_of_root(local))
    return Format.HTML if root in _OF_PAGES else None


def _other(begun: bytes, named: Format | None) -> Format | None:
    is_json = begun.startswith((b"{", b"["))
    if named is Format.MAIL:
        return named
    if named in (None, Format.TEXT, Format.MAILBOX) and _IS_MAILBOX.match(begun):
        return Format.MAILBOX
    if named in (Format.TEXT, Format.HTML):
        if _IS_JSON.match(begun):
            return Format.JSON_LINES
        return Format.TABLE if named is Format.TEXT and header_of(begun, sure=True) else named
    if is_json:
        return named if named in (Format.JSON, Format.JSON_LINES) else Format.JSON_LINES
    if named is Format.TABLE or header_of(begun, sure=True):
        return Format.TABLE if begun else None
    if _BEGINS_JSON.search(begun) and named in (None, Format.JSON, Format.JSON_LINES):
        return Format.JSON_LINES
    if named is None and _IS_MAIL.match(begun):
        return Format.MAIL
    return None


def root_of(head: bytes) -> str | None:
    """Return the name of the first element, in small letters; `html` after HTML's DOCTYPE."""
    place = 0
    while found := _PROLOG.match(head, place):
        place = found.end()
        if (name := found[1]) is not None:
            if name.lower() == b"html":
                return "html"
            if not (end := _DOCTYPE_END.match(head, place)):
                return None
            place = end.end()
    tag = _TAG.match(head, place)
    return tag[1].decode("ascii").lower() if tag else None
