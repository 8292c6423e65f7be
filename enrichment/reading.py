"""The vectors of an article's sentences, computed once for topics, summary and keywords."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import ModelInfo, SentenceEncoder, Vectors


@dataclass(frozen=True, slots=True)
class Reading:
    """The unit vectors of a document's sentences, shape (sentences, dimensions).

    `title` is the title's vector, shape (dimensions,), or None. `tokens` counts the sentences'
    tokens; all of them were read.
    """

    sentences: Vectors
    title: Vectors | None
    tokens: int

    @property
    def rows(self) -> Vectors:
        """The sentences' vectors followed by the title's, shape (rows, dimensions)."""
        if self.title is None:
            return self.sentences
        return np.vstack([self.sentences, self.title[None]])

    @property
    def size(self) -> int:
        """The size of the vectors in bytes."""
        return self.sentences.nbytes + (0 if self.title is None else self.title.nbytes)


@dataclass(frozen=True, slots=True)
class OtherLanguages:
    """The encoder of all languages (ISO 639-1) except `but`, which another one reads."""

    encoder: SentenceEncoder
    but: frozenset[str]


class Reader:
    """Encodes documents and caches the latest results.

    The sentences of many documents go to the encoder together, so that it can batch them by
    length. A document that was read recently, by another stage or as a copy of the same agency
    story, is taken from the cache. Safe to share between threads.
    """

    def __init__(
        self,
        encoder: SentenceEncoder,
        cache_bytes: int = 32 * 1024 * 1024,
        others: OtherLanguages | None = None,
    ) -> None:
        """Begin with an empty cache of at most `cache_bytes`.

        Without `others`, the encoder reads every language.
        """
        self._encoder = encoder
        self._others = others
        self._cache_bytes = cache_bytes
        self._cache: OrderedDict[bytes, Reading] = OrderedDict()
        self._cached_bytes = 0
        self._lock = threading.Lock()
        self.hits = 0
        self.misses = 0

    @property
    def model(self) -> ModelInfo:
        """The identity of the encoder; its fingerprint covers that of other languages too."""
        if self._others is None:
            return self._encoder.info
        but = ",".join(sorted(self._others.but))
        return self._encoder.info.shaped_by(f"{but}, or {self._others.encoder.info.fingerprint}")

    @property
    def encoders(self) -> tuple[SentenceEncoder, ...]:
        """The encoder, and that of other languages if there is one."""
        return (self._encoder, *([self._others.encoder] if self._others else []))

    def encoder_of(self, language: str) -> SentenceEncoder:
        """Return the encoder that reads a language."""
        if self._others is None or language in self._others.but:
            return self._encoder
        return self._others.encoder

    def model_of(self, language: str) -> ModelInfo:
        """Return the identity of the encoder that reads a language."""
        return self.encoder_of(language).info

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """Return the reading of each document, in order.

        Raises:
            EngineUnavailable: if the encoder cannot answer now.
        """
        keys = [_content_hash(document) for document in documents]
        readings = self._recall(keys)
        missing = {k: d for k, d in zip(keys, documents, strict=True) if k not in readings}
        for encoder in self.encoders:
            own = {k: d for k, d in missing.items() if self.encoder_of(d.language) is encoder}
            fresh = read_with(encoder, list(own.values())) if own else []
            for key, reading in zip(own, fresh, strict=True):
                readings[key] = reading
                self._remember(key, reading)
        return [readings[key] for key in keys]

    def _recall(self, keys: Sequence[bytes]) -> dict[bytes, Reading]:
        with self._lock:
            found = {key: self._cache[key] for key in keys if key in self._cache}
            for key in found:
                self._cache.move_to_end(key)
            self.hits += sum(key in found for key in keys)
            self.misses += sum(key not in found for key in keys)
            return found

    def _remember(self, key: bytes, reading: Reading) -> None:
        with self._lock:
            if key in self._cache or reading.size > self._cache_bytes:
                return
            self._cache[key] = reading
            self._cached_bytes += reading.size
            while self._cached_bytes > self._cache_bytes:
                _, oldest = self._cache.popitem(last=False)
                self._cached_bytes -= oldest.size


def read_with(encoder: SentenceEncoder, documents: Sequence[Document]) -> list[Reading]:
    """Return the reading of each document by that encoder, whatever its language, in order.

    Raises:
        EngineUnavailable: if the encoder cannot answer now.
    """
    texts: list[str] = []
    for document in documents:
        texts.extend(sentence.text for sentence in document.sentences)
        texts.extend([document.title] if document.title else [])
    # A page may repeat a sentence thousands of times; it is encoded once.
    places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
    rows = np.array([places[text] for text in texts], dtype=np.int64)
    encoded = encoder.encode(list(places))
    readings = []
    start = 0
    for document in documents:
        end = start + len(document.sentences)
        readings.append(
            Reading(
                sentences=encoded.vectors[rows[start:end]],
                title=encoded.vectors[rows[end]].copy() if document.title else None,
                tokens=int(encoded.tokens[rows[start:end]].sum()),
            )
        )
        start = end + bool(document.title)
    return readings


def _content_hash(document: Document) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    for part in (document.language, document.title or "", document.text):
        digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return digest.digest()
