from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.ports import EngineUnavailable, SentenceEncoder
from newsdesk.enrichment.reading import OtherLanguages, Reader
from newsdesk.schemas import decode_classified, encode
from tests.support.events import classified, clean_article
from tests.support.fakes import DIMENSIONS, Refusing, WordEncoder, document

RAIN = document("Rain is expected in the north. The harbour was closed.", "Rain ahead")
SPORT = document("The home team won. The striker scored twice. The crowd cheered.")
EMPTY = Document(None, "", "und", ())


def test_a_reading_has_a_vector_for_each_sentence_and_for_the_title() -> None:
    encoder = WordEncoder()
    rain, sport = Reader(encoder).read([RAIN, SPORT])
    expected = encoder.encode([s.text for s in RAIN.sentences]).vectors
    np.testing.assert_array_equal(rain.sentences, expected)
    assert rain.title is not None
    np.testing.assert_array_equal(rain.title, encoder.encode(["Rain ahead"]).vectors[0])
    assert sport.sentences.shape == (3, DIMENSIONS)
    assert sport.title is None


def test_tokens_are_those_of_the_sentences() -> None:
    assert [reading.tokens for reading in Reader(WordEncoder()).read([RAIN, SPORT])] == [10, 11]


def test_all_sentences_of_a_batch_go_to_the_encoder_together() -> None:
    encoder = WordEncoder()
    Reader(encoder).read([RAIN, EMPTY, SPORT])
    assert len(encoder.calls) == 1
    assert len(encoder.read) == 2 + 1 + 3


def test_a_document_without_sentences_has_an_empty_reading() -> None:
    (reading,) = Reader(WordEncoder()).read([EMPTY])
    assert reading.sentences.shape == (0, DIMENSIONS)
    assert reading.tokens == 0


def test_recently_read_document_is_not_encoded_again() -> None:
    encoder = WordEncoder()
    reader = Reader(encoder)
    first = reader.read([RAIN, SPORT])
    again = reader.read([SPORT, RAIN])
    assert len(encoder.calls) == 1
    assert again == first[::-1]
    assert (reader.hits, reader.misses) == (2, 2)


def test_an_article_that_comes_twice_in_a_batch_is_read_once() -> None:
    encoder = WordEncoder()
    first, _, second = Reader(encoder).read([RAIN, SPORT, document(RAIN.text, RAIN.title)])
    assert len(encoder.read) == 6
    assert first is second


def test_a_copy_that_went_over_the_wire_is_known() -> None:
    encoder = WordEncoder()
    reader = Reader(encoder)
    event = classified(clean_article(title=RAIN.title, text=RAIN.text))
    reader.read([document(event.article.text, event.article.title)])
    copy = decode_classified(encode(event)).article
    reader.read([document(copy.text, copy.title)])
    assert len(encoder.calls) == 1


def test_another_title_text_or_language_is_another_document() -> None:
    encoder = WordEncoder()
    reader = Reader(encoder)
    others = [
        RAIN,
        document(RAIN.text, None),
        document(RAIN.text, RAIN.title, "fr"),
        document(RAIN.text + " It rained.", RAIN.title),
    ]
    for other in others:
        reader.read([other])
    assert reader.hits == 0
    assert len(encoder.calls) == 4


def test_the_cache_forgets_what_was_used_longest_ago() -> None:
    encoder = WordEncoder()
    one_reading = 3 * DIMENSIONS * 4
    reader = Reader(encoder, cache_bytes=2 * one_reading)
    a, b, c = (document(f"The {x} won. The {x} lost. The {x} drew.") for x in ("ox", "cat", "dog"))
    reader.read([a, b])
    reader.read([a])
    reader.read([c])
    reader.read([a, c])
    assert reader.hits == 3
    reader.read([b])
    assert reader.misses == 4


def test_the_cache_never_holds_more_than_its_bytes() -> None:
    encoder = WordEncoder()
    reader = Reader(encoder, cache_bytes=10_000)
    titles = [Document(f"Title {n}", "", "en", ()) for n in range(1_000)]
    reader.read(titles)
    reader.read(titles)
    held = reader.hits
    assert 0 < held <= 10_000 / (DIMENSIONS * 4)


def test_a_reading_larger_than_the_cache_is_not_kept() -> None:
    reader = Reader(WordEncoder(), cache_bytes=10)
    reader.read([RAIN])
    reader.read([RAIN])
    assert (reader.hits, reader.misses) == (0, 2)


def test_a_failed_reading_leaves_nothing_behind() -> None:
    encoder = WordEncoder(Refusing("striker", EngineUnavailable("the model was closed")))
    reader = Reader(encoder)
    with pytest.raises(EngineUnavailable):
        reader.read([RAIN, SPORT])
    reader.read([RAIN])
    assert reader.hits == 0


def test_threads_may_share_a_reader() -> None:
    documents = [document(f"The team {n} won. The rain {n} fell.") for n in range(40)]
    expected = Reader(WordEncoder()).read(documents)
    reader = Reader(WordEncoder(), cache_bytes=10 * 2 * DIMENSIONS * 4)

    def read_all(shift: int) -> bool:
        order = [(i + shift) % 40 for i in range(40)]
        readings = [r for i in order for r in reader.read([documents[i]])]
        return all(
            np.array_equal(reading.sentences, expected[i].sentences)
            for i, reading in zip(order, readings, strict=True)
        )

    with ThreadPoolExecutor(8) as threads:
        assert all(threads.map(read_all, range(16)))
    assert reader.hits + reader.misses == 16 * 40


def test_a_reading_by_the_real_model_does_not_depend_on_the_batch(
    built_in_encoder: SentenceEncoder,
) -> None:
    (alone,) = Reader(built_in_encoder).read([RAIN])
    together = Reader(built_in_encoder).read([SPORT, RAIN, EMPTY])[1]
    np.testing.assert_allclose(together.sentences, alone.sentences, atol=1e-5)
    assert together.tokens == alone.tokens


def two_encoders() -> tuple[WordEncoder, WordEncoder, Reader]:
    english, other = WordEncoder(), WordEncoder(name="other")
    but = frozenset({"en", "und"})
    return english, other, Reader(english, others=OtherLanguages(other, but))


def test_each_language_goes_to_its_encoder_and_results_keep_their_order() -> None:
    english, other, reader = two_encoders()
    german = document("Es regnet im Norden. Der Hafen ist zu.", "Regen", "de")
    unknown = document("Qxz wvt.", language="xx")
    readings = reader.read([german, RAIN, unknown, EMPTY, SPORT])
    assert {*english.read} == {s.text for d in (RAIN, SPORT) for s in d.sentences} | {RAIN.title}
    assert other.read == [s.text for s in german.sentences] + ["Regen", "Qxz wvt."]
    assert [len(reading.sentences) for reading in readings] == [2, 2, 1, 0, 3]
    assert [reading.tokens for reading in readings] == [8, 10, 2, 0, 11]


def test_same_text_in_two_languages_is_read_by_both_encoders() -> None:
    english, other, reader = two_encoders()
    reader.read([document("Taxi in Berlin.", language=code) for code in ("en", "de", "en")])
    assert (english.read, other.read) == (["Taxi in Berlin."], ["Taxi in Berlin."])
    assert (reader.hits, reader.misses) == (0, 3)


def test_reader_names_the_model_of_a_language_and_one_identity_for_all() -> None:
    english, other, reader = two_encoders()
    assert [reader.model_of(code).name for code in ("en", "und", "de")] == [
        "words",
        "words",
        "other",
    ]
    assert reader.model.name == "words"
    assert Reader(english).model.fingerprint == "words-1"
    fingerprints = {
        Reader(english, others=each).model.fingerprint
        for each in (
            None,
            OtherLanguages(other, frozenset({"en"})),
            OtherLanguages(other, frozenset({"en", "de"})),
            OtherLanguages(english, frozenset({"en"})),
        )
    }
    assert len(fingerprints) == 4
