"""Texts for which no name is known: a tree of blocks, or what a speaking name is given to."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from newsdesk.schemas.places import Path, find, name_list, names_in
from newsdesk.schemas.rich_text import text_of_blocks

BLOCK_NAMES = name_list(
    "content body text blocks paragraphs sections article story document",
    "articleBody richText fields.body fields.content data.body data.content",
)
"""Names of what may be a tree of blocks, as content management systems have it."""

_WORDS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_OF_BODIES = frozenset(name_list("article body content html paragraphs story text transcript"))
_BESIDE = frozenset(
    name_list(
        "clean cleaned complete entire extracted full main news page",
        "plain post press raw release report scraped whole original",
    )
)
_LONGEST_NAME = 60
_FEWEST_WORDS = 8


def further_texts(
    node: Mapping[str, Any], known: frozenset[str]
) -> Iterator[tuple[str, Path | None]]:
    """Yield texts, each with its path if nothing else is there, or None.

    `known` are names that others read.
    """
    for name in names_in(node, BLOCK_NAMES):
        for _, value in find(node, name):
            if isinstance(value, Mapping | list) and (text := text_of_blocks(value)):
                yield text, None
    for name, text in node.items():
        is_new = isinstance(text, str) and name not in known
        if is_new and _speaks_of_a_body(name) and is_prose(text):
            yield text, (name,)


def is_prose(text: str) -> bool:
    """Whether a text has several words, or is in a script that may have no spaces."""
    return len(text.split(maxsplit=_FEWEST_WORDS)) >= _FEWEST_WORDS or not text[:100].isascii()


def _speaks_of_a_body(name: str) -> bool:
    """Whether a name consists of words for an article's body, as `news_text` does."""
    if len(name) > _LONGEST_NAME:
        return False
    words = {word.lower() for word in _WORDS.findall(name)}
    return bool(words & _OF_BODIES) and words <= _OF_BODIES | _BESIDE
