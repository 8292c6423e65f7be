"""Where in a message the article is: the message itself, a node of JSON-LD, or in an envelope."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from newsdesk.schemas.bodies import Bodies, bodies_of
from newsdesk.schemas.places import Path, find, names_in
from newsdesk.schemas.publication_status import STATUS_NAMES
from newsdesk.schemas.reasons import InvalidMessage, Reason
from newsdesk.schemas.wrapped_articles import wrapped_articles

GRAPH = "@graph"
GRAPHS = (GRAPH, "json-ld")
"""Members that hold nodes of JSON-LD; the second is extruct's."""

ENVELOPES = (
    "data.attributes",
    "attributes",
    "data.item",
    "data",
    "article",
    "_source",
    "item",
    "entry",
    "post",
    "mainEntity",
    "response.content",
    "payload.after",
    "payload",
    "post.current",
    "parse",
)
"""Members that hold the article, in JSON:API and in what scrapers, systems and search engines send.

Wherever else it is, an article is found by its headline and its text.
"""

LISTS = ("articles", "items", "entries", "objects", "posts", "results", "data", "docs")
"""Members that hold several articles, or the only one."""

MAX_NODES = 1_000
"""Nodes of a graph, or members of a list, that are looked at."""

_ARTICLES = ("Article", "Posting")
_ALSO_ARTICLES = frozenset(("Report", "Review", "CriticReview"))
_SITES = ("WebSite", "NewsMediaOrganization", "Organization")


@dataclass(frozen=True, slots=True)
class Found:
    """The article's fields, where they are in the message, what is around them, and its bodies."""

    node: Mapping[str, Any]
    path: Path
    around: tuple[tuple[Mapping[str, Any], Path], ...]
    bodies: Bodies


def find_article(message: Mapping[str, Any]) -> Found:
    """Return the article in `message`.

    Raises:
        InvalidMessage: if there are several.
    """
    own = Found(message, (), (), bodies_of(message))
    if own.bodies.is_article:
        return own
    nodes = [node for name in GRAPHS for node in _nodes(message.get(name), (name,))]
    if nodes:
        return _only(_articles_of_graph(message, nodes[:MAX_NODES])) or own
    inner = next(filter(_is_item, _enveloped(message)), None)
    inner = inner or _only(_listed(message))
    if inner or own.bodies.teasers:
        return inner or own
    return _only(_wrapped(message)) or own


def graph_of(decoded: Any) -> Any:
    """Return JSON-LD that is a list of nodes as an object with a graph; other JSON as it is."""
    if isinstance(decoded, list) and any(_types(node) for node, _ in _nodes(decoded, ())):
        return {GRAPH: decoded}
    return decoded


def is_cloud_event(message: Mapping[str, Any]) -> bool:
    """Whether it is an event of CloudEvents with its data inside; its id is not the article's."""
    return "specversion" in message and "data" in message


def _nodes(nodes: Any, path: Path) -> Iterator[tuple[Mapping[str, Any], Path]]:
    """Yield the nodes of a graph, and of the graphs in it, with their paths."""
    for at, node in enumerate(nodes if isinstance(nodes, list) else ()):
        if isinstance(node, Mapping):
            yield node, (*path, at)
            yield from _nodes(node.get(GRAPH), (*path, at, GRAPH))


def _articles_of_graph(
    message: Mapping[str, Any], nodes: Sequence[tuple[Mapping[str, Any], Path]]
) -> Iterator[Found]:
    """Yield the nodes that are articles; those with a body, if any has one.

    References to other nodes are followed, and the site is the publisher where none is named.
    """
    by_id = {n["@id"]: n for n, _ in nodes if _types(n) and isinstance(n.get("@id"), str)}
    site = next((n for kind in _SITES for n, _ in nodes if kind in _types(n)), None)
    found = []
    for node, path in nodes:
        if any(map(_is_article, _types(node))):
            linked = {name: by_id.get(_reference(v), v) for name, v in node.items()}
            whole = linked if site is None else {"publisher": site} | linked
            found.append(Found(whole, path, ((message, ()),), bodies_of(node)))
    yield from [one for one in found if one.bodies.is_article] or found


def _enveloped(message: Mapping[str, Any]) -> Iterator[Found]:
    if is_cloud_event(message):
        return
    for name in ENVELOPES:
        for path, value in find(message, name):
            if isinstance(value, Mapping):
                around = tuple(_around(message, path))
                yield Found(value, path, around, bodies_of(value))


def _is_item(found: Found) -> bool:
    """Whether it has a text, or the publisher's word on it, which is obeyed without a text."""
    return found.bodies.is_article or any(True for _ in names_in(found.node, STATUS_NAMES))


def _around(message: Mapping[str, Any], path: Path) -> Iterator[tuple[Mapping[str, Any], Path]]:
    """Yield the objects that enclose the one at `path`, the innermost first."""
    enclosing: list[tuple[Any, Path]] = [(message, ())]
    for at, step in enumerate(path[:-1], start=1):
        enclosing.append((enclosing[-1][0][step], path[:at]))
    yield from reversed(enclosing)


def _listed(message: Mapping[str, Any]) -> Iterator[Found]:
    for name in LISTS:
        parts = message.get(name)
        if isinstance(parts, list):
            for at, part in enumerate(parts[:MAX_NODES]):
                if isinstance(part, Mapping) and (bodies := bodies_of(part)).is_article:
                    yield Found(part, (name, at), ((message, ()),), bodies)


def _wrapped(message: Mapping[str, Any]) -> Iterator[Found]:
    if not is_cloud_event(message):
        for article, path, bodies in wrapped_articles(message, MAX_NODES):
            around = [each for each in _around(message, path) if isinstance(each[0], Mapping)]
            yield Found(article, path, tuple(around), bodies)


def _only(found: Iterator[Found]) -> Found | None:
    first, second = next(found, None), next(found, None)
    if second:
        raise InvalidMessage(
            Reason.NO_TEXT,
            "The message is not an article; it holds several.",
            "Send each alone.",
        )
    return first


def _types(node: Any) -> tuple[str, ...]:
    kinds = node.get("@type") if isinstance(node, Mapping) else None
    kinds = kinds if isinstance(kinds, list) else [kinds]
    return tuple(kind for kind in kinds if isinstance(kind, str))


def _is_article(kind: str) -> bool:
    return kind.endswith(_ARTICLES) or kind in _ALSO_ARTICLES


def _reference(value: Any) -> Any:
    """Return the id in a bare reference to another node, or None."""
    is_bare = isinstance(value, Mapping) and len(value) == 1 and isinstance(value.get("@id"), str)
    return value["@id"] if is_bare else None
