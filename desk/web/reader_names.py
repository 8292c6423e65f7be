"""The names of topics in the language of the reader, as the browser says it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from aiohttp import web

from newsdesk.desk.web.context import context_of
from newsdesk.schemas.topic_names import ENGLISH, tag_for

_MOST_CHARACTERS = 500
_MOST_LANGUAGES = 10
_ENTRY = re.compile(
    r"\s*([A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,3})\s*(?:;\s*q=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
)


@dataclass(frozen=True, slots=True)
class TopicName:
    """A name, and its language where it is not the topic's own `label`."""

    text: str
    label: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ReaderNames:
    """Topics by name. `languages` are the reader's, best first; `known` has names by topic."""

    languages: Sequence[str] = ()
    known: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def name_of(self, topic: str, label: str, labels: Mapping[str, str] | None = None) -> TopicName:
        """Return a topic's name in the first language that has one, or else its `label`.

        `labels` are the names that its event has; they come before those that are known.
        """
        names = {**self.known.get(topic, {}), **(labels or {})}
        for language in self.languages:
            if tag := tag_for(language, names):
                return TopicName(names[tag], label, tag)
            if language.lower().partition("-")[0] == ENGLISH:
                break
        return TopicName(label, label)


def names_for(request: web.Request) -> ReaderNames:
    """Return the names in the languages that the request accepts."""
    header = request.headers.get("Accept-Language", "")
    return ReaderNames(languages_in(header), context_of(request).names)


def languages_in(header: str) -> list[str]:
    """Return the languages in `Accept-Language` (RFC 9110, 12.5.4), best first.

    What is not written as it should be is left out, and so is all that no browser sends.
    """
    found = []
    for entry in header[:_MOST_CHARACTERS].split(",")[:_MOST_LANGUAGES]:
        if (match := _ENTRY.fullmatch(entry)) and (quality := float(match[2] or 1)):
            found.append((quality, match[1]))
    return [language for _, language in sorted(found, key=lambda each: -each[0])]
