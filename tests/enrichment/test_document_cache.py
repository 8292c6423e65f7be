"""Documents that were split lately, bounded by their size."""

import pickle

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.document_cache import DocumentCache
from tests.support.fakes import document

RAIN, SNOW = document("Rain fell. It was wet."), document("Snow fell. It was cold.")


def test_document_cache_finds_a_text_in_its_language_under_any_title() -> None:
    cache = DocumentCache()
    cache.add(RAIN)
    assert cache.find("Wet", RAIN.text, "en") == Document("Wet", RAIN.text, "en", RAIN.sentences)
    assert cache.find(None, RAIN.text, "de") is None
    assert cache.find(None, SNOW.text, "en") is None


def test_document_cache_drops_the_oldest_and_keeps_nothing_too_large() -> None:
    size = len(RAIN.text) + 2 * 100
    cache = DocumentCache(max_size=size + 10)
    for each in (RAIN, RAIN, SNOW, document("x " * size)):
        cache.add(each)
    assert cache.find(None, RAIN.text, "en") is None
    assert cache.find(None, SNOW.text, "en") == SNOW


def test_document_travels_between_processes_unchanged() -> None:
    for each in (RAIN, document("", "A title"), document("Zwölf \U0001f327 Boxkämpfer. Ja.")):
        assert pickle.loads(pickle.dumps(each)) == each
