"""The names of topics by language: how languages are written, and which name suits one."""

from collections.abc import Collection, Mapping
from typing import Annotated

from pydantic import Field

ENGLISH = "en"
"""The language of a topic's `label`."""

LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}$")]
"""A language as BCP 47 has it, in lower case, such as `de`, `pt-br` or `zh-hans`."""

_NEAREST = {
    "no": "nb",
    "pt": "pt-br",
    "zh": "zh-hans",
    "zh-hk": "zh-hant",
    "zh-mo": "zh-hant",
    "zh-tw": "zh-hant",
}
"""The variant that a language stands for: the likely subtags of Unicode's CLDR."""

_ELSEWHERE = {"pt": "pt-pt"}
"""The variant of all regions that have none: the parent locales of the CLDR of Unicode."""


def tag_for(language: str, tags: Collection[str]) -> str | None:
    """Return the one of `tags` that suits a language best: with its region, or without, or near it.

    English without a name is None: it is what `label` has.
    """
    parts = language.lower().replace("_", "-").split("-")
    primary = parts[0]
    shorter = ["-".join(parts[:size]) for size in range(len(parts), 0, -1)]
    if len(parts) > 1 and primary in _ELSEWHERE:
        shorter.insert(-1, _ELSEWHERE[primary])
    for tag in shorter:
        for near in (tag, _NEAREST.get(tag)):
            if near in tags:
                return near
    if primary == ENGLISH:
        return None
    return next((tag for tag in sorted(tags) if tag.partition("-")[0] == primary), None)


def names_in(names: Mapping[str, str], languages: Collection[str]) -> dict[str, str]:
    """Return the names that suit `languages`, by their tags; `*` stands for all of them."""
    if "*" in languages:
        return dict(names)
    tags = (tag_for(language, names) for language in languages)
    return {tag: names[tag] for tag in tags if tag}
