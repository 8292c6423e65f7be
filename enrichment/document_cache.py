"""Documents that were split lately: the next stage in the same process soon needs them again."""

from newsdesk.enrichment.bounded_cache import BoundedCache
from newsdesk.enrichment.document import Document

_PER_SENTENCE = 100
_Key = tuple[str, str]


class DocumentCache:
    """The latest documents, up to a size. Safe to share between threads.

    The size of one is its characters, and a hundred more per sentence.
    """

    def __init__(self, max_size: int = 8_000_000) -> None:
        self._documents: BoundedCache[_Key, Document] = BoundedCache(max_size)

    def find(self, title: str | None, text: str, language: str) -> Document | None:
        """Return the document of that text, if it is here."""
        found = self._documents.get((text, language))
        return found and found.under(title)

    def add(self, document: Document) -> None:
        """Keep a document, and drop those that were not used for longest if there is no room."""
        size = len(document.text) + _PER_SENTENCE * len(document.sentences)
        self._documents.put((document.text, document.language), document, size)
