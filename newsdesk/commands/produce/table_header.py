"""The header of a table: which column is which part of an article."""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass

_DELIMITERS = ",;\t|^~:\x01\x1f"
_SURE = ",;\t|"
_DECLARED = re.compile(rb"sep=(.)\r?\n")
_PUNCTUATION = re.compile(r"[\W_]+")

_NAMES: Mapping[str, tuple[str, ...]] = {
    "text": (
        *("text", "body", "content", "article", "articletext", "articlebody", "fulltext"),
        *("story", "maintext", "bodytext", "contenttext", "newstext", "articlecontent", "news"),
        *("contents", "fullcontent", "mainbody", "copy", "transcript", "message", "post"),
        *("texto", "texte", "testo", "inhalt", "tekst", "contenido", "contenu", "contenuto"),
        *("conteúdo", "conteudo", "inhoud", "artikel", "artículo", "articulo", "cuerpo"),
    ),
    "html": ("html", "bodyhtml", "contenthtml", "bodyxhtml", "rawhtml", "pagehtml"),
    "title": (
        *(
            "title",
            "headline",
            "articletitle",
            "heading",
            "subject",
            "titel",
            "titre",
            "título",
            "titulo",
            "titolo",
        ),
        *("titular", "überschrift", "schlagzeile", "manchete", "kop"),
    ),
    "id": ("id", "guid", "uri", "articleid", "uuid", "docid"),
    "url": ("url", "link", "articleurl", "weburl", "permalink", "canonicalurl", "pageurl"),
    "source": (
        *("source", "publisher", "publication", "outlet", "newspaper", "sourcename", "medium"),
        *("quelle", "fuente", "fonte", "bron", "sourcetitle"),
    ),
    "published_at": (
        *("publishedat", "published", "publisheddate", "publishdate", "publicationdate"),
        *("publishedon", "pubdate", "datepublished", "date", "articledate", "datum", "fecha"),
        *("publishtime", "publishedtime", "pubdatetime", "releasedate", "createdat"),
        *("datetime", "timestamp", "publishedutc"),
    ),
    "language": ("language", "lang", "sprache", "idioma", "langue", "lingua", "taal"),
}
"""Names of columns, without case and punctuation, by the field; the best first."""

_OTHERWISE_TEXT = ("description", "summary", "abstract", "snippet", "excerpt", "lead", "teaser")
"""Columns that are the text where there is no other."""


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a table, in order: an article's field, or None for one without a name."""

    delimiter: str
    columns: tuple[str | None, ...]

    @property
    def has_text(self) -> bool:
        """Whether a column is an article's text or page."""
        return "text" in self.columns or "html" in self.columns

    @property
    def names(self) -> int:
        """How many columns are known."""
        return len(_NAMES.keys() & set(self.columns))


def header_of(head: bytes, *, sure: bool = False) -> Header | None:
    """Return the header of a table that begins so, in UTF-8; None if it has none.

    `sure`: only what can hardly be text: two known columns, at least half of all, one of them the
    text, and a row below.
    """
    declared = _DECLARED.match(head)
    if declared:
        head = head[declared.end() :]
    line, _, rest = head.partition(b"\n")
    delimiters = declared[1].decode("latin-1") if declared else _SURE if sure else _DELIMITERS
    names = line.decode("utf-8", "replace")
    found = [header for each in delimiters if (header := _split(names, each))]
    best = max(found, key=lambda each: (each.names, len(each.columns)), default=None)
    if best is None or (sure and not _is_sure(best, rest)):
        return None
    return best


def _is_sure(header: Header, rows: bytes) -> bool:
    row = rows.lstrip().partition(b"\n")[0]
    is_known = header.names >= 2 and 2 * header.names >= len(header.columns)
    return is_known and header.has_text and (not row or header.delimiter.encode() in row)


def declaration(head: bytes) -> bytes:
    """Return the line `sep=;` that Excel writes before a header, or nothing."""
    declared = _DECLARED.match(head)
    return declared[0] if declared else b""


def _split(line: str, delimiter: str) -> Header | None:
    try:
        names = next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return None
    return Header(delimiter, _columns([name.strip() for name in names]))


def _columns(names: list[str]) -> tuple[str | None, ...]:
    plain = [_PUNCTUATION.sub("", name.lower()) for name in names]
    columns: list[str | None] = [name or None for name in names]
    for field, known in _NAMES.items():
        if field == "text" and not set(known) & set(plain):
            known = () if set(_NAMES["html"]) & set(plain) else _OTHERWISE_TEXT
        best = min((name for name in plain if name in known), key=known.index, default=None)
        if best is not None:
            columns[plain.index(best)] = field
    return tuple(columns)
