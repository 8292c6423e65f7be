"""Line breaks of a source that stand for something else: of mail, of typesetters, of indents."""

import re

from newsdesk.enrichment.cleaning.wraps.line_starts import is_marked

_OTHER_BREAKS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_LINE_BREAK = re.compile(f"\r\n|[{_OTHER_BREAKS}]")
# A soft hyphen, and what scanners read in its place.
_SOFT_HYPHEN = re.compile("(?<=[^\\W\\d_])[\xad\xac][ \t]{0,3}\n[ \t]{0,9}(?=[^\\W\\d_])")
_CUT_BY_MAIL = re.compile("(?<=[^\n=])=\n")
_ENCODED_BY_MAIL = re.compile("(?:=[0-9A-F]{2})++")
_INDENTED = re.compile(r"[ \t\u3000]{2,}+(?=\S)|\t(?=\S)")
_QUOTE = re.compile(r"(?:>[ \t]?)++")
_FEW = 2


def with_plain_breaks(text: str) -> str:
    """Return `text` with one kind of line break."""
    mixed = any(map(text.__contains__, _OTHER_BREAKS))
    return _LINE_BREAK.sub("\n", text) if mixed else text


def normalize_breaks(raw: str) -> str:
    """Return `raw` with one kind of line break, and without breaks that end no line.

    Words cut by a soft hyphen and lines that quoted-printable mail has cut are joined; the marks of
    quoted mail go; a paragraph that begins with an indent gets a blank line before it.
    """
    text = with_plain_breaks(raw)
    if "\n" not in text:
        return text
    if "\xad" in text or "\xac" in text:
        text = _SOFT_HYPHEN.sub("", text)
    if text.count("=\n") >= _FEW:
        text = _without_mail_encoding(text)
    if "\n>" in text:
        text = _without_quote_marks(text)
    if "\n  " in text or "\n\t" in text:
        text = _apart(text)
    return text


def _without_mail_encoding(text: str) -> str:
    """Return quoted-printable text decoded."""
    text = _CUT_BY_MAIL.sub("", text)
    if len(_ENCODED_BY_MAIL.findall(text)) < _FEW:
        return text
    return _ENCODED_BY_MAIL.sub(_decoded, text)


def _decoded(found: re.Match[str]) -> str:
    encoded = bytes.fromhex(found[0].replace("=", ""))
    try:
        return encoded.decode()
    except UnicodeDecodeError:
        return encoded.decode("cp1252", "replace")


def _without_quote_marks(text: str) -> str:
    """Return `text` without the marks of quoted lines, of which two or more follow each other."""
    lines = text.split("\n")
    quoted = [bool(line) and line[0] == ">" and not line.startswith(">>") for line in lines]
    kept = []
    for at, line in enumerate(lines):
        beside = (at > 0 and quoted[at - 1]) or (at + 1 < len(lines) and quoted[at + 1])
        kept.append(_QUOTE.sub("", line, count=1) if quoted[at] and beside else line)
    return "\n".join(kept)


def _apart(text: str) -> str:
    """Return `text` with a blank line before each indented line with others after it.

    An indented line below an item of a list continues that.
    """
    lines = text.split("\n")
    indented = [bool(_INDENTED.match(line)) for line in lines]
    kept = []
    for at, line in enumerate(lines):
        follows = at > 0 and lines[at - 1].strip() and not indented[at - 1]
        hangs = at > 0 and is_marked(lines[at - 1])
        continues = at + 1 < len(lines) and lines[at + 1].strip() and not indented[at + 1]
        if indented[at] and follows and continues and not hangs:
            kept.append("")
        kept.append(line)
    return "\n".join(kept)
