"""Articles somewhere within a message, in wrappings that nobody has listed."""

from collections.abc import Iterator, Mapping
from typing import Any

from newsdesk.schemas.bodies import Bodies, bodies_of
from newsdesk.schemas.places import Path, name_list, names_in

MAX_WRAPPINGS = 5
"""Objects and lists that may be around the article."""

_HEADLINES = name_list("title headline headlines webTitle title_detail")
_OF_OTHERS = frozenset(
    name_list(
        "author authors before comments old previous publisher recommended related",
        "rights rightsInfo rightsinfo source",
    )
)
"""Members that hold other texts, or the article as it was before it was deleted."""

_OF_ARTICLES = frozenset((*_HEADLINES, "name", "url", "link"))


def wrapped_articles(
    message: Mapping[str, Any], limit: int
) -> list[tuple[Mapping[str, Any], Path, Bodies]]:
    """Return the articles within a message that has neither a headline nor an address itself.

    They have a headline and a text; beside one, all members of lists that have a text are articles.
    At most `limit` objects and lists are looked at.
    """
    if message.keys() & _OF_ARTICLES:
        return []
    found = []
    level: list[tuple[Any, Path]] = [(message, ())]
    for _ in range(MAX_WRAPPINGS):
        level = [part for value, path in level for part in _members(value, path)]
        limit -= len(level)
        if limit < 0:
            break
        further = []
        for value, path in level:
            bodies = bodies_of(value) if _may_be_article(value, path) else Bodies()
            if bodies.is_article:
                found.append((value, path, bodies))
            else:
                further.append((value, path))
        level = further
    return found if any(map(_is_titled, (value for value, _, _ in found))) else []


def _may_be_article(value: Any, path: Path) -> bool:
    return isinstance(value, Mapping) and (isinstance(path[-1], int) or _is_titled(value))


def _is_titled(value: Mapping[str, Any]) -> bool:
    return any(True for _ in names_in(value, _HEADLINES))


def _members(value: Any, path: Path) -> Iterator[tuple[Any, Path]]:
    """Yield the objects and lists in an object or a list."""
    named = value.items() if isinstance(value, Mapping) else enumerate(value)
    for name, part in named:
        if isinstance(part, Mapping | list) and name not in _OF_OTHERS:
            yield part, (*path, name)
