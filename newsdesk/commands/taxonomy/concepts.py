"""A concept of IPTC's Media Topics, as the official files give it."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

FALLBACKS = ("en-GB", "en-US")
"""The languages that every concept has texts in."""

_TAGS = {"dk": "da", "no-nb": "nb", "no-nn": "nn", "se": "sv"}
"""Languages that IPTC has written in its own way, and how BCP 47 does."""

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}")

_CODE = re.compile(r"(?:medtop:|https?://cv\.iptc\.org/newscodes/mediatopic/)(\d{8})/?")


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept. `broader` is the id of the one above; texts are by language, as in `en-GB`."""

    id: str
    broader: str
    retired: bool
    names: Mapping[str, str]
    definitions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Official:
    """The concepts of a file, and its release date, if it has one."""

    concepts: tuple[Concept, ...]
    released: str = ""


def media_topic_id(text: object) -> str:
    """Return `medtop:` and eight digits for such a code or for its address, else nothing."""
    code = _CODE.fullmatch(text.strip()) if isinstance(text, str) else None
    return f"medtop:{code[1]}" if code else ""


def first_id(texts: Iterable[object]) -> str:
    """Return the first id of a media topic among `texts`, else nothing."""
    return next(filter(None, map(media_topic_id, texts)), "")


def texts_by_language(value: object) -> dict[str, str]:
    """Return the entries of a mapping that are texts, with white space collapsed."""
    if not isinstance(value, Mapping):
        return {}
    tidied = {
        language: " ".join(text.split())
        for language, text in value.items()
        if isinstance(language, str) and isinstance(text, str)
    }
    return {language: text for language, text in tidied.items() if text}


def in_language(texts: Mapping[str, str], language: str) -> tuple[str, bool]:
    """Return the text in `language`, or else in English, or else any, and whether it is the first.

    A language without a region stands for any of its regions, as `pt` for `pt-BR`.
    """
    wanted = language.lower()
    for tag, text in texts.items():
        if tag.lower() == wanted:
            return text, True
    for tag, text in texts.items():
        if tag.lower().partition("-")[0] == wanted.partition("-")[0]:
            return text, "-" not in wanted or "-" not in tag
    fallback = [texts[tag] for tag in FALLBACKS if tag in texts]
    return next(iter([*fallback, *texts.values()]), ""), False


def names_by_tag(names: Mapping[str, str], label: str) -> dict[str, str]:
    """Return the names by their tags in lower case, as a taxonomy has them.

    English names that are the label itself are left out, and so are languages that are no tags.
    """
    tags = {_TAGS.get(language.lower(), language.lower()): language for language in names}
    return {
        tag: names[language]
        for tag, language in sorted(tags.items())
        if _TAG.fullmatch(tag) and not (tag.startswith("en") and names[language] == label)
    }
