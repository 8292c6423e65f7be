"""The charset that a page names in itself (HTML Living Standard, 13.2.3.2)."""

import re
from dataclasses import dataclass

_PART = re.compile(
    rb"<!--(?:-?>|.*?-->|.*+)"
    rb"|<(script|style|textarea|title|xmp)\b.*?(?:</\1|\Z)"
    rb"|<(meta|html)(?=[\s/])((?:[^>\"']++|\"[^\"]*+\"?+|'[^']*+'?+)*+)",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(rb"([^\s/>=\"']++)(?:\s*+=\s*+(\"[^\"]*+\"?+|'[^']*+'?+|[^\s>\"']++))?+")
_IN_CONTENT = re.compile(rb"charset\s*+=\s*+[\"']?+([^\s\"';]++)", re.IGNORECASE)
_XML = re.compile(
    rb"\s*+<\?xml\s[^>]{0,200}?\bencoding\s*+=\s*+[\"']([^\"'>]{1,80})[\"']", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Declared:
    """The labels of encodings that a page has, in the order in which they count.

    `language` is the main subtag of the page's language, such as `ru`, or "".
    """

    labels: tuple[str, ...] = ()
    language: str = ""


def declared_in(content: bytes) -> Declared:
    """Return what the tags `meta` and `html` of a page, and its XML declaration, say.

    Comments, scripts and the like are not looked into. Takes linear time.
    """
    labels: list[str] = []
    language = ""
    for part in _PART.finditer(content):
        name = (part[2] or b"").lower()
        if name == b"meta":
            labels.extend(_label(_attributes(part[3])))
        elif name == b"html":
            language = language or _text(_attributes(part[3]).get(b"lang", b""))
    if xml := _XML.match(content):
        labels.append(_text(xml[1]))
    return Declared(tuple(labels), _main_subtag(language))


def _main_subtag(language: str) -> str:
    return language.lower().replace("_", "-").partition("-")[0]


def _label(attributes: dict[bytes, bytes]) -> list[str]:
    if label := attributes.get(b"charset"):
        return [_text(label)]
    if attributes.get(b"http-equiv", b"").strip().lower() != b"content-type":
        return []
    found = _IN_CONTENT.search(attributes.get(b"content", b""))
    return [_text(found[1])] if found else []


def _attributes(source: bytes) -> dict[bytes, bytes]:
    """Return the attributes in a tag's source by their names; of several the first counts."""
    found: dict[bytes, bytes] = {}
    for attribute in _ATTRIBUTE.finditer(source):
        value = attribute[2] or b""
        if value[:1] in (b'"', b"'"):
            value = value[1:].removesuffix(value[:1])
        found.setdefault(attribute[1].lower(), value)
    return found


def _text(value: bytes) -> str:
    return value.strip().rstrip(b"/").decode("ascii", "replace")
