from pathlib import Path

import pytest
import yaml

from newsdesk.enrichment.document import Document
from newsdesk.enrichment.keywords import KeywordExtractor, KeywordPolicy
from newsdesk.enrichment.keywords.candidates import candidates_of
from newsdesk.enrichment.reading import Reader
from newsdesk.enrichment.text_work import accepted
from newsdesk.schemas import Keyword
from tests.support.fakes import WordEncoder
from tests.support.growth import assert_linear

ARTICLES: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("unspaced_articles.yaml").read_text("utf-8")
)
any_article = pytest.mark.parametrize("article", ARTICLES, ids=lambda own: own["title"])


def keywords(article: dict[str, str]) -> tuple[Keyword, ...]:
    extractor = KeywordExtractor(Reader(WordEncoder()), KeywordPolicy(10))
    document = Document.of(article["title"], article["text"], article["language"])
    return accepted(extractor.extract([document])[0]).keywords


@any_article
def test_keywords_are_words_and_names_of_the_article(article: dict[str, str]) -> None:
    found = {keyword.text for keyword in keywords(article)}
    assert set(article["among"].split("|")) <= found
    assert found.isdisjoint(article["never"].split("|"))


@any_article
def test_keywords_stand_where_they_say_and_no_one_is_within_another(
    article: dict[str, str],
) -> None:
    found = keywords(article)
    for keyword in found:
        assert article["text"][keyword.start : keyword.end] == keyword.text
        assert keyword.text not in article["text"][: keyword.start]
        assert not any(keyword.text in other.text for other in found if other != keyword)


def test_what_is_mentioned_once_is_no_keyword() -> None:
    document = Document.of(None, "市长李建国周一视察了防洪堤。学校已经开放。", "zh")
    assert candidates_of(document) == []


def test_latin_names_are_keywords_too() -> None:
    text = "苹果公司发布了iPhone。分析师认为iPhone的销量会增长。投资者对iPhone很乐观。"
    document = Document.of(None, text, "zh")
    assert "iPhone" in {text[c.start : c.end] for c in candidates_of(document)}


@pytest.mark.parametrize("language", ["bo", "ja", "km", "lo", "my", "th", "zh"])
@pytest.mark.parametrize("part", ["水", "ภ", "រ", "ར་", "ရ", "水。", "ア", "的水"])
def test_a_long_text_takes_a_time_that_grows_with_it(language: str, part: str) -> None:
    def work(size: int) -> object:
        return candidates_of(Document.of(None, part * (size // len(part)), language))

    assert_linear(work, 60_000)
