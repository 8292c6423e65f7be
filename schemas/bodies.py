"""An article's body, of all that its message has: the fullest, and a summary only if alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from newsdesk.schemas.body_names import (
    EITHER_NAMES,
    EVERY_NAME,
    HTML_NAMES,
    MARKDOWN_NAMES,
    PLAIN_NAMES,
    PROSE_NAMES,
    TEASER_NAMES,
    TEXT_NAMES,
)
from newsdesk.schemas.further_bodies import further_texts, is_prose
from newsdesk.schemas.places import EACH, Path, find, names_in
from newsdesk.schemas.shown_text import shown_text

_MUCH_FULLER = 1.25
_LOOKED_AT = 2_000
_VALUES = ("@value", "#text", "$text", "$t", "*")
"""Members that are a value in JSON-LD, in XML made JSON, and in MediaWiki."""

_TYPES = ("contentType", "contenttype", "mimetype", "type")
_WORD = re.compile(r"\w")
_BLOCK = re.compile(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|figure|article|section|html|body|table|blockquote|nitf)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_PAGE = re.compile(r"<(?:!doctype|html|body)\b", re.IGNORECASE)
_CUT = re.compile(r"(?:…|\.{3})\s*+\[\+?\d{1,7} (?:more )?chars?\]\s*+\Z")
_LONGEST_CUT = 60
_NO_BODY = re.compile(
    r"\s*+(?:\[(?:removed|deleted)\]|ONLY AVAILABLE IN [A-Z ,]{1,60}PLANS?"
    r"|(?:<p>)?There is no excerpt because this is a protected post\.(?:</p>)?)\s*",
    re.I,
)
_RUN_TOGETHER = re.compile(r"[^\W\d_A-Z][.!?][\"\u201d\u2019)]?[A-Z][^\W\d_]|\[https?://")
"""Sentences without a space between, or links in brackets, as Ghost has them."""

_ADDRESS = re.compile(r"https?://\S+")
_JSON = re.compile(r"\s*+(?:\[\s*+)?\{\s*+\"")
_NITF_BODY = "<body.content", "</body.content>"

Kind: TypeAlias = Literal["text", "html"]


@dataclass(frozen=True, slots=True)
class Body:
    """A text or a page, and where it stands; None if more than the text stands there."""

    kind: Kind
    value: str
    path: Path | None


@dataclass(slots=True)
class Bodies:
    """All that could be the body: whole texts, Markdown, and summaries.

    `wrong` has the names and values of fields for the text that hold something else.
    """

    whole: list[Body] = field(default_factory=list)
    markdown: list[Body] = field(default_factory=list)
    teasers: list[Body] = field(default_factory=list)
    wrong: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def is_article(self) -> bool:
        """Whether there is more than a summary."""
        return bool(self.whole or self.markdown)

    def best(self) -> Body | None:
        """Return the fullest body, or the first of those that are about as full.

        Markdown is read where there is no text, and a summary where there is nothing else.
        """
        tiers = (self.whole, self.markdown, self.teasers)
        every = [body for tier in tiers for body in tier]
        if len(every) > 1:
            for tier in tiers:
                if seen := [body for body in tier if _has_words(body)]:
                    return _fullest(seen)
        return every[0] if every else None


def bodies_of(node: Mapping[str, Any]) -> Bodies:
    """Return the bodies that `node` has, each once, in the order of their names."""
    found = Bodies()
    paths: set[Path] = set()
    run_together: list[Body] = []
    tables: tuple[tuple[tuple[str, ...], Kind | None, list[Body]], ...] = (
        (TEXT_NAMES, "text", found.whole),
        (PLAIN_NAMES, "text", found.whole),
        (HTML_NAMES, "html", found.whole),
        (EITHER_NAMES, None, found.whole),
        (PROSE_NAMES, None, found.whole),
        (PLAIN_NAMES, "text", run_together),
        (MARKDOWN_NAMES, "text", found.markdown),
        (TEASER_NAMES, None, found.teasers),
    )
    for names, kind, kept in tables:
        for name in names_in(node, names, EVERY_NAME):
            for path, value in find(node, name):
                text = _joined(value)
                if text is None and kind and value is not None and len(path) == 1:
                    found.wrong.append((name, value))
                if text is None or path in paths or not _may_be_body(text, name, names):
                    continue
                if names is PLAIN_NAMES and kept is found.whole and _RUN_TOGETHER.search(text):
                    continue
                paths.add(path)
                kept.append(_body(node, text, path, kind))
    found.whole += run_together
    if found.whole and "summary_detail" in node:
        # In feedparser's entries, the content may be a picture's description.
        found.whole += [body for body in found.teasers if body.path == ("summary",)]
    if not found.is_article:
        further = further_texts(node, EVERY_NAME)
        found.whole += [_body(node, text, path, None) for text, path in further]
    return found


def _joined(value: Any) -> str | None:
    """Return a string, a list of them as paragraphs, or what an object says to be its value."""
    value = _value_of(value)
    if isinstance(value, list) and value:
        parts = [_value_of(part) for part in value]
        texts = [part for part in parts if isinstance(part, str)]
        return "\n\n".join(texts) if len(texts) == len(parts) else None
    return value if isinstance(value, str) else None


def _value_of(value: Any) -> Any:
    """Return what an object says to be its value, or any other value as it is."""
    if isinstance(value, Mapping):
        return next((value[name] for name in _VALUES if name in value), None)
    return value


def _may_be_body(text: str, name: str, names: tuple[str, ...]) -> bool:
    if not text.strip() or (len(text) <= _LOOKED_AT and _NO_BODY.fullmatch(text)):
        return False
    if names is PROSE_NAMES and not is_prose(text):
        return False
    if names is EITHER_NAMES and _JSON.match(text) and text.rstrip().endswith(("}", "]")):
        # JSON in JSON, as queues and functions in the cloud have it.
        return False
    is_name = text.isascii() and len(text.split(maxsplit=1)) < 2
    return not (is_name and name.endswith("*"))


def _body(node: Mapping[str, Any], text: str, path: Path | None, kind: Kind | None) -> Body:
    if text.rstrip().endswith("]"):
        cut = _CUT.search(text, max(0, len(text) - _LONGEST_CUT))
        text = text[: cut.start()].rstrip() if cut else text
    kind = kind or _declared_kind(node, path) or ("html" if _is_markup(text) else "text")
    start, end = (text.find(mark) for mark in _NITF_BODY)
    if kind == "html" and 0 <= start < end:
        text = text[text.find(">", start) + 1 : end]
    return Body(kind, text, path)


def _declared_kind(node: Any, path: Path | None) -> Kind | None:
    """Return what the type beside the value says."""
    if path is None or EACH in path:
        return None
    for step in path[:-1]:
        node = node[step]
    declared = [node[name].lower() for name in _TYPES if isinstance(node.get(name), str)]
    if len(path) == 1 or not declared or "/" not in declared[0]:
        return None
    return "html" if any(mark in declared[0] for mark in ("html", "xml", "nitf")) else "text"


def _is_markup(text: str) -> bool:
    if "<" not in text:
        return False
    return text.lstrip().startswith("<") or len(_BLOCK.findall(text)) > text.count("\n\n")


def _fullest(bodies: list[Body]) -> Body:
    best, *others = bodies
    size = _fullness(best) if others else 0
    for other in others:
        # A page beside its text has menus and other stories too.
        is_page = other.kind == "html" and _PAGE.search(other.value, 0, _LOOKED_AT)
        if best.kind == "text" and is_page:
            continue
        fullness = _fullness(other)
        if fullness > _MUCH_FULLER * size:
            best, size = other, fullness
    return best


def _has_words(body: Body) -> bool:
    return bool(_WORD.search(shown_text(body.value) if body.kind == "html" else body.value))


def _fullness(body: Body) -> int:
    text = shown_text(body.value) if body.kind == "html" else body.value
    return len("".join(_ADDRESS.sub("", text).split()))
