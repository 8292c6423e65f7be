"""Arrays of JSON-LD: together they may be one article, with what it refers to."""

from newsdesk.commands.produce.article_file import Articles, article_of
from newsdesk.commands.produce.envelopes import articles_in_text
from newsdesk.commands.produce.streams import MAX_ARTICLE
from newsdesk.schemas import InvalidMessage, decode_article
from newsdesk.schemas.exact_json import loads

_TYPE = b'"@type"'


class Graph:
    """Holds the elements of an array back as long as they may be nodes of one graph."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._nodes: list[bytes] = []
        self._size = 0
        self._may_be = True

    def takes(self, element: bytes) -> bool:
        """Hold an element back; return False if the array is no graph, or is too large for one."""
        self._size += len(element)
        self._may_be &= (bool(self._nodes) or _TYPE in element) and self._size <= MAX_ARTICLE
        if self._may_be:
            self._nodes.append(element)
        return self._may_be

    def article_or_elements(self) -> Articles:
        """Yield the array as one article, if the worker reads it so, or else each element."""
        value = b"[" + b",".join(self._nodes) + b"]"
        try:
            if not self._nodes:
                return
            decode_article(value)
        except InvalidMessage:
            yield from self.elements()
        else:
            yield article_of(self._name, value, loads(value))

    def elements(self) -> Articles:
        """Yield what was held back, element by element, once."""
        nodes, self._nodes = self._nodes, []
        for place, node in enumerate(nodes):
            yield from articles_in_text(f"{self._name}[{place}]", node)
