import pytest

from newsdesk.commands.evaluate.as_json import summarization_json
from newsdesk.commands.evaluate.rows import EvaluationError
from newsdesk.commands.evaluate.summarization import evaluate_summarization
from newsdesk.enrichment.document import Limits
from tests.newsdesk.evaluate.sets import FirstSentences, Writing, ignore, rows

_SENTENCES = (
    "The river rose by two metres during the night and flooded the old town.",
    "More than four hundred people had to leave their houses before dawn.",
    "The fire brigade brought them to schools on the hills around the town.",
    "The mayor said that the dam would be repaired before the next winter.",
    "Shops in the market hall are to open again on Monday, a trader said.",
    "The last flood of this height was recorded more than sixty years ago.",
)
_ARTICLE = " ".join(_SENTENCES)


def test_evaluate_summarization_summaries_and_lead_are_compared_with_the_reference() -> None:
    reference = "\n".join(_SENTENCES[:2])
    data = rows({"article": _ARTICLE, "summary": reference})
    result = evaluate_summarization(data, FirstSentences(1), Limits(), 2, ignore)
    (article,) = result.articles
    assert article.lead == " ".join(_SENTENCES[:2])
    assert article.lead_scores == pytest.approx((100, 100, 100))
    assert article.ours == _SENTENCES[0]
    assert 50 < article.our_scores[0] < 100
    fields = summarization_json(result)
    assert fields["lead"]["rougeL"] == 100
    for kind in ("rouge1", "rouge2", "rougeL"):
        expected = fields[kind] - fields["lead"][kind]
        assert fields["difference"][kind] == pytest.approx(expected, abs=1e-3)
        assert len(fields["difference"][f"{kind}_ci"]) == 2


def test_evaluate_summarization_the_lead_is_of_the_text_as_it_came_without_scraps() -> None:
    article = f"By. A Reporter. PUBLISHED: . {_ARTICLE}"
    data = rows({"article": article, "summary": _SENTENCES[0]})
    result = evaluate_summarization(data, FirstSentences(1), Limits(), 1, ignore)
    assert result.articles[0].lead == _SENTENCES[0]


def test_evaluate_summarization_a_written_summary_counts_as_the_sentences_in_it() -> None:
    data = rows({"article": _ARTICLE, "summary": _SENTENCES[0]})
    writing = Writing(_SENTENCES[0].upper())
    result = evaluate_summarization(data, writing, Limits(), 1, ignore)
    assert result.articles[0].our_scores == pytest.approx((100, 100, 100))
    assert result.articles[0].gain == pytest.approx(0.0)


def test_evaluate_summarization_an_article_without_a_summary_scores_nothing() -> None:
    data = rows({"article": "Share this article", "summary": "There is nothing in it at all."})
    result = evaluate_summarization(data, Writing(""), Limits(), 3, ignore)
    assert result.articles[0].our_scores == (0.0, 0.0, 0.0)


def test_evaluate_summarization_a_row_without_a_summary_is_reported_with_its_line() -> None:
    data = rows({"article": _ARTICLE, "summary": "x"}, {"article": _ARTICLE})
    with pytest.raises(EvaluationError, match=r"set\.jsonl:2: the row has no 'summary'"):
        evaluate_summarization(data, FirstSentences(1), Limits(), 1, ignore)
