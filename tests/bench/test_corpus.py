import math
from collections import Counter
from itertools import pairwise
from statistics import mean, median
from typing import Any

import orjson
import pytest

from bench.speed.corpus import LONGEST, QUANTILES, SIZE, articles, sample, word_count, words_at
from newsdesk.enrichment.sentences import split_sentences
from newsdesk.schemas.article import Article
from newsdesk.schemas.publication import Publication
from tests.support.evaluation_data import MASAKHANEWS, needs


@pytest.fixture(scope="module")
def corpus() -> list[dict[str, Any]]:
    return articles()


@pytest.fixture(scope="module")
def sentences(corpus: list[dict[str, Any]]) -> list[str]:
    return [s.text for article in corpus for s in split_sentences(article["text"], "en")]


def test_the_corpus_is_the_same_each_time(corpus: list[dict[str, Any]]) -> None:
    assert articles() == corpus


def test_every_article_is_accepted_with_all_its_fields(corpus: list[dict[str, Any]]) -> None:
    for fields in corpus:
        article = Article.from_fields(orjson.loads(orjson.dumps(fields)))
        kept = article.model_dump(mode="json", exclude={"extra", "html", "language"})
        assert kept.pop("published_at").replace("Z", "+00:00") == fields["published_at"]
        assert {name: kept.pop(name) for name in Publication.__slots__} == {
            "status": "usable",
            "usable_from": None,
            "version": None,
            "alternative_ids": [],
        }
        assert kept == {name: fields[name] for name in kept}
        assert article.extra == {}
    assert len({fields["id"] for fields in corpus}) == SIZE


def test_lengths_are_those_of_news(corpus: list[dict[str, Any]]) -> None:
    counts = [word_count(article) for article in corpus]
    assert min(counts) == 1
    assert LONGEST * 0.99 < max(counts) <= LONGEST
    assert 420 < median(counts) < 480
    assert sum(count < 50 for count in counts) > SIZE * 0.03
    assert sum(count > 1_000 for count in counts) > SIZE * 0.07


@needs(MASAKHANEWS)
def test_lengths_are_those_of_the_set_that_they_are_said_to_be_of() -> None:
    rows = map(orjson.loads, MASAKHANEWS.read_bytes().splitlines())
    counts = sorted(len(row["text"].split()) for row in rows)
    for share, words in QUANTILES[1:-1]:
        assert counts[int(share * len(counts))] == words


def test_hardly_a_sentence_comes_twice(sentences: list[str]) -> None:
    times = Counter(sentences)
    repeated = sum(count for count in times.values() if count > 1)
    assert repeated < 0.01 * len(sentences)


def test_sentences_are_as_long_as_those_of_news(sentences: list[str]) -> None:
    lengths = sorted(len(sentence.split()) for sentence in sentences)
    assert 19 < mean(lengths) < 23
    assert lengths[len(lengths) // 100] <= 6
    assert lengths[-len(lengths) // 100] >= 45


def test_no_slot_of_the_grammar_stays_open(corpus: list[dict[str, Any]]) -> None:
    for article in corpus:
        assert not set("{}|^") & set(article["title"] + article["text"])


def test_a_sample_has_the_lengths_of_all(corpus: list[dict[str, Any]]) -> None:
    chosen = sample(64)
    assert len(chosen) == 64
    assert all(article in corpus for article in chosen)
    assert mean(map(word_count, chosen)) == pytest.approx(mean(map(word_count, corpus)), rel=0.05)


def test_words_grow_with_the_share_from_one_quantile_to_the_next() -> None:
    for (low, fewer), (high, more) in pairwise(QUANTILES):
        assert words_at(low) == fewer
        assert words_at(high) == more
        assert words_at((low + high) / 2) == pytest.approx(math.sqrt(fewer * more), abs=0.5)
