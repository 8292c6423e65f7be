"""Documents that were split lately: the next stage in the same process soon needs them again."""

import threading
from collections import OrderedDict

from newsdesk.enrichment.document import Document

_PER_SENTENCE = 100
_Key = tuple[str, str]


class DocumentCache:
    """The latest documents, up to a size. Safe to share between threads.

    The size of one is its characters, and a hundred more per sentence.
    """

    def __init__(self, max_size: int = 8_000_000) -> None:
        self._max_size = max_size
        self._size = 0
        self._documents: OrderedDict[_Key, Document] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, title: str | None, text: str, language: str) -> Document | None:
        """Return the document of that text, if it is here."""
        with self._lock:
            found = self._documents.get((text, language))
        return found and Document(title, found.text, language, found.sentences)

    def add(self, document: Document) -> None:
        """Keep a document, and drop the oldest ones where there is no room for it."""
        key, size = (document.text, document.language), _size(document)
        if size > self._max_size:
            return
        with self._lock:
            if key in self._documents:
                return
            self._documents[key] = document
            self._size += size
            while self._size > self._max_size:
                _, oldest = self._documents.popitem(last=False)
                self._size -= _size(oldest)


def _size(document: Document) -> int:
    return len(document.text) + _PER_SENTENCE * len(document.sentences)
