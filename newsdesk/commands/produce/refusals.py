"""Files that people have and newsdesk does not read, and what to do with each kind."""

_TABLES = "export it as JSON Lines or CSV"
_TEXTS = "save it as .txt or .html"
_ARCHIVES = "unpack it, and name the folder"
_STREAMS = "inflate it, or compress it with gzip"
_PICTURES = "it has no text"
_SHEETS = "save it as CSV"

_BY_ENDING = {
    ".parquet": ("Parquet", _TABLES),
    ".avro": ("Avro", _TABLES),
    ".orc": ("ORC", _TABLES),
    ".arrow": ("Arrow", _TABLES),
    ".feather": ("Arrow", _TABLES),
    ".sqlite": ("an SQLite database", _TABLES),
    ".pdf": ("PDF", _TEXTS),
    ".ps": ("PostScript", _TEXTS),
    ".rtf": ("RTF", _TEXTS),
    ".doc": ("a Word document", _TEXTS),
    ".docx": ("a Word document", _TEXTS),
    ".odt": ("an OpenDocument text", _TEXTS),
    ".pages": ("a Pages document", _TEXTS),
    ".epub": ("EPUB", _TEXTS),
    ".ppt": ("a PowerPoint presentation", _TEXTS),
    ".pptx": ("a PowerPoint presentation", _TEXTS),
    ".mht": ("MHTML", "save the page as HTML only"),
    ".mhtml": ("MHTML", "save the page as HTML only"),
    ".webarchive": ("a web archive of Safari", "save the page as HTML only"),
    ".msg": ("an Outlook message", "save it as .eml"),
    ".xls": ("an Excel sheet", _SHEETS),
    ".xlsx": ("an Excel sheet", _SHEETS),
    ".ods": ("an OpenDocument sheet", _SHEETS),
    ".zip": ("a zip archive", _ARCHIVES),
    ".tar": ("a tar archive", _ARCHIVES),
    ".tgz": ("a tar archive", _ARCHIVES),
    ".7z": ("a 7z archive", _ARCHIVES),
    ".rar": ("a rar archive", _ARCHIVES),
    ".lz4": ("an lz4 stream", _STREAMS),
    ".br": ("a Brotli stream", _STREAMS),
    ".z": ("a stream of compress", _STREAMS),
    ".wacz": ("WACZ", "unpack it, and name its .warc.gz"),
}

_BY_BEGIN = {
    b"PAR1": ".parquet",
    b"Obj\x01": ".avro",
    b"ORC": ".orc",
    b"ARROW1": ".arrow",
    b"SQLite format 3\x00": ".sqlite",
    b"%PDF-": ".pdf",
    b"%!PS": ".ps",
    b"{\\rtf": ".rtf",
    b"PK\x03\x04": ".zip",
    b"PK\x05\x06": ".zip",
    b"7z\xbc\xaf\x27\x1c": ".7z",
    b"Rar!\x1a\x07": ".rar",
    b"\x04\x22\x4d\x18": ".lz4",
    b"\x1f\x9d": ".z",
    b"\x1f\xa0": ".z",
}
_ALSO_WORDS = frozenset({b"PAR1", b"ORC", b"ARROW1", b"Rar!\x1a\x07"})
"""Begins of binary files that a text may have, too."""

_OF_MICROSOFT = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00")
_TAR, _TAR_PLACE = b"ustar", 257

ROOTS = {
    "urlset": ("a sitemap", "fetch the pages that it lists, and name their folder"),
    "sitemapindex": ("a sitemap", "fetch the pages that it leads to, and name their folder"),
    "opml": ("a list of feeds", "fetch the feeds"),
    "nitf": ("NITF", "convert it to ninjs"),
    "newsitem": ("NewsML-G2", "convert it to ninjs"),
    "newsmessage": ("NewsML-G2", "convert it to ninjs"),
    "newsml": ("NewsML", "convert it to ninjs"),
}
"""Documents in XML that are news and no feed, by the name of their root."""


def refusal_of_ending(ending: str) -> str | None:
    """Return why files that end so are not read; None if there is no such reason."""
    return _reason(*_BY_ENDING[ending]) if ending in _BY_ENDING else None


def refusal_of_content(head: bytes, ending: str) -> str | None:
    """Return why what begins so is not read; None if there is no such reason."""
    is_binary = b"\x00" in head
    found = next(
        (
            of
            for begin, of in _BY_BEGIN.items()
            if head.startswith(begin) and (is_binary or begin not in _ALSO_WORDS)
        ),
        None,
    )
    if head[_TAR_PLACE:].startswith(_TAR):
        found = ".tar"
    if found == ".zip" or head.startswith(_OF_MICROSOFT):
        # Documents of offices are such archives.
        named = _BY_ENDING.get(ending)
        if named or found is None:
            return _reason(*(named or ("an Office document", _TEXTS)))
    if found:
        return _reason(*_BY_ENDING[found])
    if head.startswith(_IMAGES) or (is_binary and head.startswith((b"RIFF", b"BM"))):
        return _reason("an image", _PICTURES)
    if is_binary:
        return "it is binary, or in UTF-16 without a byte order mark; convert it to UTF-8"
    return None


def refusal_of_root(root: str) -> str:
    """Return why an XML document is not read that is neither a feed nor a page."""
    if root in ROOTS:
        return _reason(*ROOTS[root])
    return f"it is XML, and its <{root}> is no feed; convert it to JSON"


def _reason(what: str, advice: str) -> str:
    return f"it is {what}, which is not read; {advice}"
